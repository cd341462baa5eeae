"""What this room offers to others."""

from collections.abc import Collection
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_noop

from gaisma.base import access, request_cache, sorting
from gaisma.base.models import User
from gaisma.base.navigation import RECORD, NavigationEntry
from gaisma.evidence.figures.declarations import Name, Offer, RecordsColumn, Titles
from gaisma.record.organisations.actions import TakeOver
from gaisma.record.people.selectors import today
from gaisma.record.people.visibility import Rows, Sight
from gaisma.record.programmes import facts, imports, indicators, privacy, queries, report, workflow
from gaisma.record.programmes.actions import groups
from gaisma.record.programmes.models import Enrolment, Group, Programme, QueueEntry, Subject
from gaisma.record.programmes.permissions import SEE_GROUPS
from gaisma.record.programmes.querysets import READERS, for_places_in

OFFERED = ("profile", "content", "programmes")
LEARNING = (*OFFERED, "goals", "access", "special_needs", "inclusion")

EVIDENCE_OFFERS = [
    Offer("learners", "learners.count", (*LEARNING, "continuation"), order=10),
    Offer("learners-change", "learners.change", ("profile", "continuation", "access"), order=11),
    Offer("groups", "groups.count", OFFERED, order=12),
    Offer(
        "within-limits", "groups.within_limits", ("access", "premises", "infrastructure"), order=13
    ),
    Offer("programmes", "programmes.count", ("content", "programmes", "profile"), order=14),
    Offer("places", "places.free", ("access", "profile"), order=15),
    Offer("queue", "queue.count", ("access", "profile"), order=16),
]


def subjects(language: str) -> dict[str, str]:
    """Titles by code, in the order of the alphabet; the catalogue has them in one language."""
    return dict(sorted(_titles().items(), key=lambda one: sorting.natural(one[1], language)))


@request_cache.a_request
def _titles() -> dict[str, str]:
    return dict(Subject.objects.order_by("code").values_list("code", "title"))


TITLES = [Titles("subject", subjects)]


def group_names(ids: Collection[int]) -> dict[int, Name]:
    rows = Group.objects.filter(pk__in=ids).values_list("pk", "name")
    return {pk: Name(name, pk) for pk, name in rows}


def programme_names(ids: Collection[int]) -> dict[int, Name]:
    rows = Programme.objects.filter(pk__in=ids).values_list("pk", "code", "title")
    return {pk: Name(f"{code} {title}", pk, short=code) for pk, code, title in rows}


def group_pages(user: User, ids: Collection[int]) -> dict[int, str]:
    """Where those groups are that the person sees."""
    if not access.may(user, SEE_GROUPS):
        return {}
    seen = Group.objects.visible_to(user, on=today()).filter(pk__in=ids)
    return {pk: reverse("programmes:group", args=[pk]) for pk in seen.values_list("pk", flat=True)}


def programme_pages(user: User, ids: Collection[int]) -> dict[int, str]:
    """The groups of the institution, among which its programmes stand."""
    seen = Programme.objects.filter(pk__in=ids, institution__in=access.reach(user))
    return {
        pk: reverse("organisations:groups", args=[institution])
        for pk, institution in seen.values_list("pk", "institution")
    }


RECORDS_COLUMNS = [
    RecordsColumn(
        "group", gettext_noop("Group"), "programmes.Group", group_names, pages=group_pages
    ),
    RecordsColumn(
        "programme",
        gettext_noop("Programme"),
        "programmes.Programme",
        programme_names,
        pages=programme_pages,
    ),
]


def _enrolments() -> Rows:
    return Enrolment.objects.all()


def _own_learners(user: User, on: date) -> Rows:
    return Enrolment.objects.taught_by(user, on=on)


def _wishes() -> Rows:
    return QueueEntry.objects.all()


SIGHTS = [
    Sight(
        "programmes.learners",
        _enrolments,
        institution="group__institution",
        readers=READERS,
        own=_own_learners,
    ),
    Sight(
        "programmes.guardians",
        _enrolments,
        institution="group__institution",
        person="person__guardians__guardian",
        through="person",
    ),
    Sight("programmes.queue", _wishes, institution="institution", within=for_places_in),
]


FACTS = facts.FACTS
INDICATORS = [
    indicators.learners,
    indicators.learners_change,
    indicators.groups,
    indicators.groups_change,
    indicators.within_limits,
    indicators.free_places,
    indicators.taken_places,
    indicators.programmes,
    indicators.queue,
]
TAKEOVERS = [TakeOver("programmes", groups.take_over_programmes, imports.offer.plan_take_over)]

REPORT_SECTIONS = report.SECTIONS

WORKFLOWS = [workflow.TRANSFER]

TABLE_KINDS = imports.TABLE_KINDS
PERSONAL_DATA = privacy.PERSONAL_DATA
RETENTION = privacy.RETENTION

MERGE_OBSTACLES = privacy.MERGE_OBSTACLES
PERSON_PARTS = queries.PARTS
INSTITUTION_PARTS = queries.INSTITUTION_PARTS
NAVIGATION = [
    NavigationEntry(
        "learners",
        gettext_noop("Learners"),
        "programmes:learners",
        RECORD,
        "programmes.see_learners",
        order=20,
    ),
    NavigationEntry(
        "groups",
        gettext_noop("Groups"),
        "programmes:groups",
        RECORD,
        "programmes.see_groups",
        order=30,
    ),
    NavigationEntry(
        "queue",
        gettext_noop("Queue for places"),
        "programmes:queue",
        RECORD,
        "programmes.see_queue",
        order=50,
    ),
]
