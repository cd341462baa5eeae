"""What this room offers to others."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext, gettext_noop, ngettext

from gaisma.base import access, thresholds, wording
from gaisma.base.duties import Duty, Owed
from gaisma.base.models import Installation, User
from gaisma.base.navigation import QUALITY, NavigationEntry
from gaisma.base.permissions import AT_WORK, KEEPERS, LEADERS
from gaisma.base.thresholds import Threshold
from gaisma.evidence.figures.declarations import Offer
from gaisma.quality.prevention import facts, indicators, privacy, report, workflow
from gaisma.quality.prevention.absences import queries as absences
from gaisma.quality.prevention.algorithms import beginning as algorithms
from gaisma.quality.prevention.algorithms import queries as following
from gaisma.quality.prevention.cases import queries
from gaisma.quality.prevention.models import Case, Review
from gaisma.quality.prevention.outside import imports
from gaisma.quality.prevention.outside import queries as outside
from gaisma.quality.prevention.permissions import SEE_SIGNALS, is_of_the_authority
from gaisma.quality.prevention.signals import beginning
from gaisma.record.people.parts import Asking, PersonPart

AHEAD = timedelta(days=7)
"""So long before its day a review is told."""


def reviews_owed(user: User, on: date) -> tuple[Owed, ...]:
    """Reviews of cases that the user leads; no name stands in it."""
    if not access.reach(user, *LEADERS, *AT_WORK):
        return ()  # who works at no institution leads no case
    rows = Review.objects.filter(
        case__in=Case.objects.open(),
        case__owner__account__user=user,
        held_on=None,
        due_on__lte=on + AHEAD,
    )
    return tuple(_owed(row) for row in rows.select_related("case__institution").order_by("due_on"))


def _owed(row: Review) -> Owed:
    place = row.case.institution
    return Owed(
        organisation_id=place.pk,
        organisation=place.name,
        due_on=row.due_on,
        page="prevention:case",
        of=(row.case_id,),
        sentence=gettext("Support case: review whether the plan helps"),
    )


FIRST_CONTACT = Threshold(
    "prevention.first_contact",
    title=gettext_noop("Somebody asks after a child out of education within so many days"),
    unit=gettext_noop("days"),
    default=14,
    least=1,
    most=120,
)


def contacts_owed(user: User, on: date) -> tuple[Owed, ...]:
    """Children out of education after whom nobody asked in time: how many, and no name."""
    if not is_of_the_authority(user):
        return ()
    count, due_on = outside.unasked(on=on, after=thresholds.value(FIRST_CONTACT.key))
    authority = Installation.current().authority
    if not count or authority is None:
        return ()
    said = ngettext(
        "%(count)s child out of education: nobody has asked after it yet",
        "%(count)s children out of education: nobody has asked after them yet",
        count,
    )
    sentence = said % {"count": count}
    return (Owed(authority.pk, authority.name, due_on, "prevention:outside", (), sentence),)


def absences_owed(user: User, on: date) -> tuple[Owed, ...]:
    """Unexcused absences of the newest term without a reason: how many, and no name."""
    if not access.may(user, SEE_SIGNALS):
        return ()
    found = absences.lacking(user, on=on)
    return tuple(
        Owed(
            organisation_id=place.pk,
            organisation=place.name,
            due_on=None,
            page="prevention:absences",
            of=(),
            sentence=gettext("Reasons of unexcused absences lacking: %(count)s")
            % {"count": wording.number(count)},
        )
        for place, count in found.items()
    )


def steps_owed(user: User, on: date) -> tuple[Owed, ...]:
    """Late steps of algorithms in cases that the user leads; neither name nor situation is told."""
    if not access.reach(user, *LEADERS, *AT_WORK):
        return ()  # who works at no institution leads no case
    return tuple(
        Owed(
            organisation_id=run.case.institution_id,
            organisation=run.case.institution.name,
            due_on=days[0],
            page="prevention:run",
            of=(run.pk,),
            sentence=gettext("Support case: late steps of an algorithm: %(count)s")
            % {"count": wording.number(len(days))},
        )
        for run, days in following.late(user, on=on)
    )


DUTIES = [
    Duty("prevention.algorithms", gettext_noop("Late steps of algorithms"), steps_owed),
    Duty("prevention.reviews", gettext_noop("Reviews of support cases"), reviews_owed),
    Duty("prevention.absences", gettext_noop("Unexcused absences"), absences_owed),
    Duty("prevention.contacts", gettext_noop("Children out of education"), contacts_owed),
]
THRESHOLDS = [FIRST_CONTACT]


@dataclass(frozen=True)
class OwnCases:
    """The cases of a learner that the reader sees, and whether they may open one."""

    cases: tuple[Case, ...]
    opens: int | None


def cases_of(asking: Asking) -> OwnCases | None:
    """Nothing for who may neither open a case nor sees one: whether there is one is not told."""
    if asking.is_own or asking.is_limited:
        return None
    seen = Case.objects.visible_to(asking.user).filter(learner=asking.person)
    may_open = queries.openable_at(asking.user, asking.person, on=asking.on)
    found = OwnCases(
        tuple(seen.select_related("institution").order_by("-opened_on", "-pk")),
        asking.person.pk if may_open else None,
    )
    return found if found.cases or found.opens else None


PERSON_PARTS = [
    PersonPart(
        "prevention.cases",
        gettext_noop("Support cases"),
        "prevention/parts/of_person.html",
        cases_of,
        order=40,
        roles=(*KEEPERS, *AT_WORK),
        permission="prevention.see",
    ),
]


HELPED = ("continuation", "support", "psychological_support", "inclusion")
EVIDENCE_OFFERS = [
    Offer("supported", "prevention.learners", HELPED, order=38),
    Offer("support-hours", "prevention.hours", HELPED, order=39),
]
BEGINNINGS = [*beginning.BEGINNINGS, *algorithms.BEGINNINGS]
FACTS = facts.FACTS
INDICATORS = [
    indicators.cases,
    indicators.learners,
    indicators.hours,
    indicators.outcomes,
    indicators.out_of_education,
]
TABLE_KINDS = imports.TABLE_KINDS
REPORT_SECTIONS = report.SECTIONS
PERSONAL_DATA = privacy.PERSONAL_DATA
RETENTION = privacy.RETENTION
WORKFLOWS = [workflow.CASE, workflow.RUN]
NAVIGATION = [
    NavigationEntry(
        "cases",
        gettext_noop("Support cases"),
        "prevention:list",
        QUALITY,
        "prevention.see",
        order=90,
    ),
    NavigationEntry(
        "signals",
        gettext_noop("Signals"),
        "prevention:signals",
        QUALITY,
        "prevention.see_signals",
        order=91,
    ),
    NavigationEntry(
        "absences",
        gettext_noop("Unexcused absences"),
        "prevention:absences",
        QUALITY,
        "prevention.see_signals",
        order=91,
    ),
    NavigationEntry(
        "climate",
        gettext_noop("Signals by class"),
        "prevention:climate",
        QUALITY,
        "prevention.see_climate",
        order=92,
    ),
    NavigationEntry(
        "signal_rules",
        gettext_noop("Rules of signals"),
        "prevention:rules",
        QUALITY,
        "prevention.see_rules",
        order=93,
    ),
    NavigationEntry(
        "algorithms",
        gettext_noop("Algorithms of action"),
        "prevention:algorithms",
        QUALITY,
        "prevention.see_algorithms",
        order=94,
    ),
    NavigationEntry(
        "support_statement",
        gettext_noop("Yearly statement of support"),
        "prevention:statement",
        QUALITY,
        "prevention.see_climate",
        order=94,
    ),
    NavigationEntry(
        "outside",
        gettext_noop("Children out of education"),
        "prevention:outside",
        QUALITY,
        "prevention.see_outside",
        order=95,
    ),
]
