"""What pages of cases show: as much as the reader's part in the case allows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext

from gaisma.analytics.support_terms import (
    ATTENDED,
    BODIES,
    CASE_OUTCOMES,
    CASE_REASONS,
    CASE_SIGHTS,
    FUNDINGS,
    SUPPORT_KINDS,
)
from gaisma.analytics.vocabulary import Vocabulary
from gaisma.base import access, audit, sorting, terms
from gaisma.base.models import AuditRecord, Organisation, RoleGrant, User
from gaisma.base.permissions import AT_WORK, KEEPERS
from gaisma.quality.prevention.models import (
    OWN,
    PLAN,
    WHOLE,
    Case,
    Given,
    Meeting,
    Participant,
    Review,
    Run,
    Support,
)
from gaisma.quality.prevention.permissions import OPEN_CASES
from gaisma.quality.prevention.workflow import CASE
from gaisma.record.people.models import Employment, Person
from gaisma.record.programmes.models import Enrolment

WITH_A_PART = (*KEEPERS, *AT_WORK)


def able_to_own(*institutions: Organisation, on: date) -> QuerySet[Person]:
    """Who has a post at one of them on that day, and an account to work with."""
    posts = Employment.objects.held_on(on).filter(institution__in=institutions)
    people = Person.objects.filter(pk__in=posts.values("person"), account__user__is_active=True)
    return people.order_by("family_name", "given_name")


def able_to_take_part(case: Case, *, on: date) -> QuerySet[Person]:
    """Whom a case can name: who has a role and an account at its institution or above it."""
    places = Organisation.objects.ancestors(case.institution, include_self=True)
    grants = RoleGrant.objects.valid_on(on).filter(organisation__in=places.values("pk"))
    people = Person.objects.filter(
        account__user__in=grants.filter(role__in=WITH_A_PART).values("user"),
        account__user__is_active=True,
    )
    return people.order_by("family_name", "given_name")


def openable_at(user: User, learner: Person, *, on: date) -> list[Organisation]:
    """The institutions at which the user may open a case of the learner, who learns there."""
    if not access.may(user, OPEN_CASES):
        return []
    enrolled = Enrolment.objects.held_on(on).filter(person=learner)
    places = Organisation.objects.filter(pk__in=enrolled.values("group__institution"))
    return [place for place in places.order_by("name") if access.may(user, OPEN_CASES, place)]


def sight(case: Case, user: User, *, on: date) -> str:
    """How much of the case the user sees, of a case that they do see: WHOLE, PLAN or OWN."""
    if case.is_worked_on_by(user):
        return WHOLE
    part = Participant.objects.on(on).filter(case=case, person__account__user=user).first()
    return part.sees if part else OWN


def gives(support: Support, user: User) -> bool:
    """Whether the user gives it, or works on its case."""
    is_giver = support.giver is not None and support.giver.signs_in_as(user)
    return is_giver or support.case.is_worked_on_by(user)


def cases(user: User) -> QuerySet[Case]:
    """The cases that the reader has to do with, with what the list tells of each."""
    rows = Case.objects.visible_to(user).select_related("learner", "institution", "owner")
    return rows.annotate(hours=Sum("supports__given__hours")).order_by(
        "-state", "-opened_on", "-pk"
    )


@dataclass(frozen=True)
class PlannedSupport:
    """A line of the plan, with what was given of it."""

    support: Support
    kind: str
    funding: str
    giver: str
    hours: Decimal
    amount: Decimal
    given: tuple[Given, ...]
    may_give: bool


@dataclass(frozen=True)
class Part:
    """Somebody who takes part, on whose behalf, and what they see."""

    participant: Participant
    body: str
    sees: str


@dataclass(frozen=True)
class HeldMeeting:
    """A meeting, with who was there."""

    meeting: Meeting
    attended: str


@dataclass(frozen=True)
class Look:
    """Who did what with the case, or read it."""

    at: datetime
    by: str
    said: str


@dataclass(frozen=True)
class CasePage:
    """A case as far as the reader sees it: what is out of sight is empty, and not counted."""

    case: Case
    sight: str
    state: str
    tone: str
    outcome: str
    reasons: str
    plan: tuple[PlannedSupport, ...]
    parts: tuple[Part, ...]
    meetings: tuple[HeldMeeting, ...]
    reviews: tuple[Review, ...]
    looks: tuple[Look, ...]
    can: frozenset[str]
    runs: tuple[tuple[Run, bool], ...]

    @property
    def is_whole(self) -> bool:
        """Whether the reader sees all of it."""
        return self.sight == WHOLE


def case_page(case: Case, user: User, *, on: date) -> CasePage:
    """Everything that the page of a case shows to this reader."""
    seen = sight(case, user, on=on)
    is_whole = seen == WHOLE
    return CasePage(
        case=case,
        sight=seen,
        state=CASE.shown(case),
        tone=CASE.state(case).tone,
        outcome=terms.title(CASE_OUTCOMES, case.outcome) if case.outcome and is_whole else "",
        reasons=_said(CASE_REASONS, case.reasons) if is_whole else "",
        plan=tuple(_planned(case, user, seen)),
        parts=tuple(_parts(case)) if is_whole else (),
        meetings=tuple(_meetings(case)) if is_whole else (),
        reviews=tuple(case.reviews.order_by("-due_on")) if is_whole else (),
        looks=_looks(case) if _owns(case, user) else (),
        can=CASE.allowed(case, user) if is_whole else frozenset(),
        runs=tuple(_runs(case, on)) if is_whole else (),
    )


def _runs(case: Case, on: date) -> Iterable[tuple[Run, bool]]:
    """Algorithms, the newest first, and whether steps of it are late."""
    rows = case.runs.select_related("algorithm").prefetch_related("ticks")
    for run in rows.order_by("-started_on", "-pk"):
        yield run, CASE.allows(case, "follow") and bool(run.late(on))


def _owns(case: Case, user: User) -> bool:
    return case.owner is not None and case.owner.signs_in_as(user)


def _said(vocabulary: Vocabulary, codes: Iterable[str]) -> str:
    return ", ".join(terms.title(vocabulary, code) for code in vocabulary.codes if code in codes)


def _planned(case: Case, user: User, seen: str) -> Iterable[PlannedSupport]:
    rows = case.supports.select_related("giver", "case").prefetch_related("given")
    for row in rows.order_by("from_on", "pk"):
        if seen not in (WHOLE, PLAN) and not gives(row, user):
            continue
        given = sorted(row.given.all(), key=lambda one: (one.on, one.pk), reverse=True)
        yield PlannedSupport(
            support=row,
            kind=terms.title(SUPPORT_KINDS, row.kind),
            funding=terms.title(FUNDINGS, row.funding),
            giver=str(row.giver or ""),
            hours=sum((one.hours for one in given if one.hours), Decimal(0)),
            amount=sum((one.amount for one in given if one.amount), Decimal(0)),
            given=tuple(given),
            may_give=CASE.allows(case, "give") and gives(row, user),
        )


def _parts(case: Case) -> Iterable[Part]:
    rows = case.participants.select_related("person")
    for row in sorted(rows, key=lambda one: sorting.natural(str(one.person))):
        yield Part(row, terms.title(BODIES, row.body), terms.title(CASE_SIGHTS, row.sees))


def _meetings(case: Case) -> Iterable[HeldMeeting]:
    for row in case.meetings.order_by("-held_on", "-pk"):
        yield HeldMeeting(row, _said(ATTENDED, row.attended))


SHOWN_LOOKS = 50


def _looks(case: Case) -> tuple[Look, ...]:
    """Who looked, and who changed something, the last first."""
    rows = AuditRecord.objects.filter(subject=Case._meta.label, subject_ids=[case.pk])
    found: list[Any] = list(rows.select_related("by").order_by("-at", "-pk")[:SHOWN_LOOKS])
    return tuple(Look(one.at, _who(one), audit.title(one.action)) for one in found)


def _who(record: AuditRecord) -> str:
    return record.by.full_name if record.by else gettext("the installation itself")
