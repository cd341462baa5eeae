"""What this room offers to others."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop, ngettext
from django.utils.translation import gettext as _

from gaisma.analytics.moments import school_year_of
from gaisma.analytics.vocabulary import OBSERVERS
from gaisma.base import access, terms, wording
from gaisma.base.appointments import Agenda, Appointment
from gaisma.base.duties import Duty, Owed
from gaisma.base.models import User
from gaisma.base.navigation import QUALITY, NavigationEntry
from gaisma.evidence.figures.declarations import Name, Offer, RecordsColumn
from gaisma.quality.observations import (
    criteria,
    facts,
    indicators,
    privacy,
    questionnaires,
    report,
    workflow,
)
from gaisma.quality.observations.models import Observation, Sheet
from gaisma.quality.observations.permissions import OBSERVE, PLAN_OBSERVATIONS, SEE_OBSERVATIONS
from gaisma.quality.observations.queries import coverage
from gaisma.record.instruments.usages import InstrumentUsages, Usage

LESSON = timedelta(minutes=40)
"""How long a lesson lasts, as far as a calendar needs to know."""


def appointments(user: User, first: date, last: date) -> tuple[Appointment, ...]:
    """What the person observes, and what of the person's is observed; nobody is named."""
    if not access.may(user, SEE_OBSERVATIONS):
        return ()
    rows: Any = Observation.objects.visible_to(user).own(user).between(first, last)
    standing = rows.filter(cancelled_on__isnull=True).select_related("institution")
    told = standing.annotate(is_own_lesson=Q(teacher__account__user=user)).order_by("pk")
    return tuple(_appointment(row) for row in told)


def _appointment(row: Any) -> Appointment:
    observing, observed = gettext("I observe a lesson"), gettext("My lesson is observed")
    return Appointment(
        key=f"observation-{row.pk}",
        title=observed if row.is_own_lesson else observing,
        place=row.institution.name,
        on=row.on,
        at=row.starts_at,
        until=_until(row.on, row.starts_at),
        page="observations:observation",
        of=(row.pk,),
        revision=row.revision,
        changed_at=row.changed_at,
    )


def _until(on: date, at: time | None) -> time | None:
    if at is None:
        return None
    end = datetime.combine(on, at) + LESSON
    return end.time() if end.date() == on else time.max


APPOINTMENTS = [Agenda("observations", gettext_noop("Lesson observations"), appointments)]


TALK_WITHIN = timedelta(days=14)
"""So long after a lesson the teacher should have heard what was seen."""
WORTH_IT = timedelta(days=365)
"""Later nobody remembers the lesson: the talk is not asked for any more."""
REPLY_WITHIN = timedelta(days=14)
"""So long after the talk, or else the lesson, the teacher should have replied."""
REPLIED_TO = timedelta(days=90)
"""Later no reply is waited for."""
VISIT_AHEAD, VISIT_MISSED = timedelta(days=14), timedelta(days=60)
"""How long before its day a follow-up visit is asked for, and how long after it."""

TERM_ENDS = timedelta(days=30)
"""So long before a term ends it is told how many teachers are still to be observed in it."""


def sheets_owed(user: User, on: date) -> tuple[Owed, ...]:
    """Sheets that are not in although the day has passed, of what the reader plans, and own."""
    if not access.may(user, OBSERVE):
        return ()
    waiting = Sheet.objects.unsubmitted().filter(observation=OuterRef("pk"))
    passed = Observation.objects.filter(cancelled_on__isnull=True, planned_on__lt=on)
    own = passed.filter(Exists(waiting.own(user)))
    found = passed.filter(Exists(waiting)).planned_by(user) | own
    told = gettext("Sheet of the lesson observed on %(day)s")
    return tuple(_owed(row, told, due_on=row.on) for row in _in_order(found, "planned_on"))


def talks_owed(user: User, on: date) -> tuple[Owed, ...]:
    """Lessons that were seen and are not talked over, of what the reader plans, or leads."""
    if not access.may(user, OBSERVE):
        return ()
    recent = Observation.objects.held().filter(held_on__lt=on, held_on__gte=on - WORTH_IT)
    silent = recent.filter(talked_on__isnull=True, signed_at__isnull=True)
    found = silent.planned_by(user) | silent.led_by(user)
    told = gettext("Feedback talk about the lesson observed on %(day)s")
    return tuple(
        _owed(row, told, due_on=row.on + TALK_WITHIN) for row in _in_order(found, "held_on")
    )


def replies_owed(user: User, on: date) -> tuple[Owed, ...]:
    """Lessons to which the teacher has not replied, of what the reader plans, and own."""
    if not access.may(user, SEE_OBSERVATIONS):
        return ()
    recent = Observation.objects.held().filter(held_on__lt=on, held_on__gte=on - REPLIED_TO)
    waiting = Sheet.objects.unsubmitted().filter(observation=OuterRef("pk"))
    silent = recent.filter(~Exists(waiting), reply="", signed_at__isnull=True)
    found = silent.planned_by(user) | silent.of_teacher(user)
    told = gettext("Teacher's reply about the lesson observed on %(day)s")
    return tuple(
        _owed(row, told, due_on=(row.talked_on or row.on) + REPLY_WITHIN)
        for row in _in_order(found, "held_on")
    )


def follow_ups_owed(user: User, on: date) -> tuple[Owed, ...]:
    """Agreed next steps whose day is near and at which no visit looks, of what the reader plans."""
    if not access.may(user, PLAN_OBSERVATIONS):
        return ()
    near = (on - VISIT_MISSED, on + VISIT_AHEAD)
    agreed = Observation.objects.planned_by(user).with_open_step()
    found = agreed.filter(next_step_by__range=near)
    told = gettext("Follow-up visit to the step agreed on after the lesson of %(day)s")
    rows = _in_order(found, "next_step_by")
    return tuple(_owed(row, told, due_on=row.next_step_by) for row in rows)


def teachers_owed(user: User, on: date) -> tuple[Owed, ...]:
    """Teachers still to be observed in a term that ends soon, so that the goal is reached."""
    if not access.may(user, PLAN_OBSERVATIONS):
        return ()
    period = coverage.with_a_goal(on)
    if period is None or period.to_on - on > TERM_ENDS:
        return ()
    short = [place for place in coverage.institutions(user, period, on=on) if coverage.lacks(place)]
    told = gettext("Teachers still to be observed in the term: %(number)s")
    return tuple(
        Owed(
            organisation_id=place.pk,
            organisation=place.name,
            due_on=period.to_on,
            page="observations:coverage",
            of=(),
            sentence=told % {"number": coverage.lacks(place)},
        )
        for place in short
    )


def _in_order(rows: QuerySet[Observation], column: str) -> Iterable[Observation]:
    return rows.select_related("institution").order_by(column, "pk")


def _owed(row: Observation, told: str, *, due_on: date | None) -> Owed:
    """No name stands in it: it is read by others than those who may open the observation."""
    return Owed(
        organisation_id=row.institution_id,
        organisation=row.institution.name,
        due_on=due_on,
        page="observations:observation",
        of=(row.pk,),
        sentence=told % {"day": wording.day(row.on)},
    )


DUTIES = [
    Duty("sheets", gettext_noop("Observation sheet"), sheets_owed),
    Duty("talks", gettext_noop("Feedback talk"), talks_owed),
    Duty("replies", gettext_noop("Teacher's reply"), replies_owed),
    Duty("follow_ups", gettext_noop("Follow-up visit"), follow_ups_owed),
    Duty("coverage", gettext_noop("Coverage of observations"), teachers_owed),
]


LEARNING = ("teaching_and_learning", "learning", "teaching", "learning_quality")
TEACHING = ("teaching_and_learning", "learning", "teaching", "teaching_quality")
SUPPORT = (*TEACHING, "support", "differentiation", "special_needs", "inclusion")
LEADING = ("leading", "management")
MEETING = {
    "outcomes clearly defined": (*TEACHING, "assessment"),
    "three phases": TEACHING,
    "tasks at different levels": SUPPORT,
    "individual support available": SUPPORT,
    "learner-centred": (*TEACHING, "inclusion"),
    "taught in Latvian": (*TEACHING, "values"),
    "learners recall and describe": LEARNING,
    "learners argue and justify": LEARNING,
    "learners create and evaluate": LEARNING,
    "define the problem": LEARNING,
    "choose a solution": LEARNING,
    "plan and act": LEARNING,
    "test and evaluate": (*LEARNING, "assessment"),
}
"""What is judged in every lesson, and to what it speaks."""

EVIDENCE_OFFERS = [
    Offer(
        "teachers-observed",
        "observations.share_of_teachers",
        (*TEACHING, *LEADING, "learning_quality", "teachers"),
        order=40,
    ),
    Offer(
        "observed-inside", "observations.count", (*TEACHING, *LEADING), {"observer": "internal"}, 41
    ),
    Offer(
        "observed-outside",
        "observations.count",
        (*TEACHING, *LEADING),
        {"observer": "external"},
        42,
    ),
    *(
        Offer(criterion, "observations.share_meeting", fits, {"criterion": criterion}, order=43)
        for criterion, fits in MEETING.items()
    ),
]


def observation_names(ids: Collection[int]) -> dict[int, Name]:
    """The day, who observed, and of what."""
    found = Observation.objects.filter(pk__in=ids).select_related("subject", "group")
    return {one.pk: Name(_called(one), one.pk) for one in found}


def observation_pages(user: User, ids: Collection[int]) -> dict[int, str]:
    """Where those observations are that the person may open."""
    seen = Observation.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True)
    return {pk: reverse("observations:observation", args=[pk]) for pk in seen}


def open_observations(user: User) -> Collection[int]:
    """The observations that the person may open."""
    return Observation.objects.visible_to(user).held().values_list("pk", flat=True)


def _called(one: Observation) -> str:
    grade = one.grade or (one.group.grade if one.group else None)
    parts = (
        wording.day(one.on),
        terms.title(OBSERVERS, one.observed_by),
        one.subject.title if one.subject else "",
        _("grade %(grade)s") % {"grade": grade} if grade else "",
    )
    return " · ".join(part for part in parts if part)


RECORDS_COLUMNS = [
    RecordsColumn(
        "observation",
        gettext_noop("Observation"),
        "observations.Observation",
        observation_names,
        open_to=open_observations,
        pages=observation_pages,
    )
]


def usages(user: User, instrument_id: int) -> tuple[Usage, ...]:
    """The observations with the instrument that the person sees, by school year."""
    seen: Any = Observation.objects.visible_to(user).filter(version__instrument=instrument_id)
    days = seen.with_day().order_by().values_list("day").annotate(number=Count("pk"))
    found: Counter[str] = Counter()
    for day, number in days:
        found[school_year_of(day)] += number
    return tuple(
        Usage(
            wording.school_year(year),
            f"{reverse('observations:list')}?school_year={year}",
            ngettext("%(number)s observation", "%(number)s observations", number)
            % {"number": wording.number(number)},
        )
        for year, number in sorted(found.items(), reverse=True)
    )


INSTRUMENT_USAGES = [InstrumentUsages("observations", gettext_noop("Lesson observations"), usages)]


FACTS = facts.FACTS
INDICATORS = [
    indicators.observations,
    indicators.share_meeting,
    indicators.share_answering,
    indicators.teachers_observed,
    indicators.share_of_teachers,
]

REPORT_SECTIONS = report.SECTIONS

TITLES = criteria.TITLES
BEGINNINGS = questionnaires.BEGINNINGS
PERSONAL_DATA = privacy.PERSONAL_DATA
RETENTION = privacy.RETENTION
MERGE_OBSTACLES = privacy.MERGE_OBSTACLES

WORKFLOWS = [workflow.OBSERVATION]


NAVIGATION = [
    NavigationEntry(
        "observations",
        gettext_noop("Lesson observations"),
        "observations:list",
        QUALITY,
        "observations.see",
        order=50,
    ),
]
