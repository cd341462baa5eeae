"""What this room offers to others."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from gaisma.base import access, wording
from gaisma.base.duties import Duty, Owed
from gaisma.base.models import Organisation, User
from gaisma.base.navigation import QUALITY, NavigationEntry
from gaisma.base.permissions import KEEPERS, LEADERS, OFFICIALS
from gaisma.evidence.figures.declarations import Titles
from gaisma.quality.selfevaluation import (
    facts,
    indicators,
    policies,
    privacy,
    questionnaires,
    report,
    scales,
    workflow,
)
from gaisma.quality.selfevaluation.models import (
    Appraisal,
    AppraisalTask,
    Contribution,
    Finding,
    ProgressTalk,
    SelfEvaluation,
)
from gaisma.quality.selfevaluation.permissions import CONTRIBUTORS
from gaisma.quality.selfevaluation.policies import AHEAD
from gaisma.quality.selfevaluation.queries import reports
from gaisma.quality.selfevaluation.queries.reports import KINDS
from gaisma.quality.selfevaluation.workflow import UNSIGNED
from gaisma.record.instruments.usages import InstrumentUsages, Usage

ASKING: tuple[tuple[Any, str, str], ...] = (
    (SelfEvaluation, gettext_noop("Self-evaluation"), "selfevaluation:list"),
    (Contribution, gettext_noop("Own self-evaluations"), "selfevaluation:contributions"),
    (Finding, gettext_noop("Evaluations from outside"), "selfevaluation:findings"),
    (Appraisal, gettext_noop("Appraisal of heads"), "selfevaluation:appraisals"),
)
"""What is evaluated, and the page that lists it."""


def usages(user: User, instrument_id: int) -> tuple[Usage, ...]:
    """How many of each kind the person sees, of those that ask the instrument."""
    numbers = (
        (model.objects.visible_to(user).filter(version__instrument=instrument_id).count(), *rest)
        for model, *rest in ASKING
    )
    return tuple(
        Usage(gettext(title), reverse(page), wording.number(number))
        for number, title, page in numbers
        if number
    )


INSTRUMENT_USAGES = [InstrumentUsages("evaluations", gettext_noop("Evaluations"), usages)]


FACTS = facts.FACTS
INDICATORS = [indicators.evaluations, indicators.appraisals]
TITLES = [
    Titles("instrument", scales.instrument_titles),
    Titles("level", scales.level_titles),
    Titles("area", scales.area_titles),
]
REPORT_SECTIONS = report.SECTIONS
BEGINNINGS = questionnaires.BEGINNINGS
PERSONAL_DATA = privacy.PERSONAL_DATA
RETENTION = privacy.RETENTION
MERGE_OBSTACLES = privacy.MERGE_OBSTACLES

WORKFLOWS = [workflow.EVALUATION]
THRESHOLDS = [policies.JUNE_DAY, policies.AUGUST_DAY]
NAVIGATION = [
    NavigationEntry(
        "selfevaluation",
        gettext_noop("Self-evaluation"),
        "selfevaluation:list",
        QUALITY,
        "selfevaluation.see",
        order=60,
    ),
    NavigationEntry(
        "appraisals",
        gettext_noop("Appraisal of heads"),
        "selfevaluation:appraisals",
        QUALITY,
        "appraisals.see",
        order=70,
    ),
]


APPRAISAL_AHEAD = timedelta(days=30)
"""So long before its day a duty is told."""
TO_READ = timedelta(days=7)
"""So long after it was concluded the head is to have read it."""
TASKS_BY, TALK_BY, RESULT_BY = (9, 30), (11, 30), (8, 31)
"""Month and day by which tasks are set and talked about in autumn, and the year is concluded."""


def appraisals(user: User, on: date) -> tuple[Owed, ...]:
    """What the head is to read of her own, and what is next in those that the person appraises."""
    if not access.reach(user, "head", *OFFICIALS):
        return ()
    read = Q(head__account__user=user, concluded_on__isnull=False, read_at=None)
    appraised = Q(appraiser__account__user=user, concluded_on=None)
    rows = (
        Appraisal.objects.visible_to(user)
        .filter(read | appraised)
        .annotate(
            has_tasks=Exists(AppraisalTask.objects.filter(appraisal=OuterRef("pk"))),
            has_talk=Exists(ProgressTalk.objects.filter(appraisal=OuterRef("pk"))),
        )
    )
    related = ("institution", "school_year", "head__account")
    found = (_appraisal(row, user) for row in rows.select_related(*related).order_by("pk"))
    return tuple(one for one in found if one.due_on and one.due_on - APPRAISAL_AHEAD <= on)


def _appraisal(row: Appraisal, user: User) -> Owed:
    due_on, sentence = next(_next_in(row, is_own=policies.is_head(row, user)))
    return Owed(
        organisation_id=row.institution_id,
        organisation=row.institution.name,
        due_on=due_on,
        page="selfevaluation:appraisal",
        of=(row.pk,),
        sentence=sentence,
    )


def _next_in(row: Appraisal, *, is_own: bool) -> Iterator[tuple[date, str]]:
    """What is to be done first, by its day."""
    begins, ends = row.school_year.starts_on.year, row.school_year.ends_on.year
    if is_own and row.concluded_on:
        yield row.concluded_on + TO_READ, gettext("Appraisal of heads: the result to be read")
    if not row.has_tasks:  # type: ignore[attr-defined]
        yield date(begins, *TASKS_BY), gettext("Appraisal of heads: tasks to be set")
    if not row.has_talk:  # type: ignore[attr-defined]
        yield date(begins, *TALK_BY), gettext("Appraisal of heads: a talk about the tasks")
    yield date(ends, *RESULT_BY), gettext("Appraisal of heads: the result to be told")


OWN_AHEAD = timedelta(days=60)
"""So long before its day the duty is told."""


def own_evaluations(user: User, on: date) -> tuple[Owed, ...]:
    """What the person has begun and not submitted.

    Who submitted one before and has not begun that of the next year owes it too.
    """
    if not access.reach(user, *CONTRIBUTORS):
        return ()
    rows = Contribution.objects.filter(person__account__user=user)
    related = ("institution", "school_year")
    found = list(rows.select_related(*related).order_by("school_year__starts_on", "pk"))
    return tuple(
        one for one in _own_evaluations(found) if one.due_on and one.due_on - OWN_AHEAD <= on
    )


def _own_evaluations(rows: list[Contribution]) -> Iterator[Owed]:
    latest = {(row.institution_id, row.commission): row for row in rows}
    for row in rows:
        if row.submitted_at is None:
            yield _own_evaluation(
                row, policies.contribution_due_on(row.school_year), row.school_year.name, row.pk
            )
    for row in latest.values():
        if row.submitted_at is not None:
            due = policies.contribution_due_on(row.school_year)
            year = row.school_year.ends_on.year
            yield _own_evaluation(row, due.replace(year=due.year + 1), f"{year}/{year + 1}")


def _own_evaluation(row: Contribution, due_on: date, year: str, number: int | None = None) -> Owed:
    told = gettext("Own self-evaluation for %(year)s") % {"year": wording.school_year(year)}
    return Owed(
        organisation_id=row.institution_id,
        organisation=row.institution.name,
        due_on=due_on,
        page="selfevaluation:own_write" if number else "selfevaluation:contribute",
        of=(number,) if number else (),
        sentence=f"{told} · {row.commission}" if row.commission else told,
    )


@dataclass(frozen=True)
class _Waited:
    """A report that is waited for; `report` where it is begun."""

    institution: Organisation
    ends_in: int
    report: SelfEvaluation | None = None

    @property
    def due_on(self) -> date:
        return policies.due_in(self.institution.kind, self.ends_in)

    @property
    def school_year(self) -> str:
        return f"{self.ends_in - 1}/{self.ends_in}"


def self_evaluations(user: User, on: date) -> tuple[Owed, ...]:
    """Self-evaluations that are not signed yet, of what the reader leads or keeps."""
    kept = access.reach(user, *KEEPERS)
    if not kept:
        return ()
    led = access.reach(user, *LEADERS)
    rows = SelfEvaluation.objects.filter(institution__in=kept).order_by(
        "school_year__starts_on", "pk"
    )
    found = list(rows.select_related("institution", "school_year"))
    waited = (*_waited(found, on), *_without(kept, {row.institution_id for row in found}, on))
    near = (one for one in waited if one.due_on - AHEAD <= on)
    return tuple(_self_evaluation(one, leads=one.institution.pk in led) for one in near)


def _waited(rows: list[SelfEvaluation], on: date) -> Iterator[_Waited]:
    """What is begun and not signed, and of whoever signed the last one the next."""
    latest = {row.institution_id: row for row in rows}
    for row in rows:
        if row.state in UNSIGNED:
            yield _Waited(row.institution, row.school_year.ends_on.year, row)
    for row in latest.values():
        is_open = row.institution.closed_on is None or row.institution.closed_on >= on
        if row.state not in UNSIGNED and is_open:
            yield _Waited(row.institution, row.school_year.ends_on.year + 1)


def _without(kept: Collection[int], known: Collection[int], on: date) -> Iterator[_Waited]:
    """Institutions of which there is none at all: what they owe of earlier years is not known."""
    places = Organisation.objects.filter(pk__in=kept, kind__in=KINDS).exclude(pk__in=known)
    for place in places.open_on(reports.within(on.year)).open_on(on).order_by("name"):
        yield _Waited(place, on.year)


def _self_evaluation(waited: _Waited, *, leads: bool) -> Owed:
    """Who leads the institution is told that it came back."""
    report, told = waited.report, gettext("Self-evaluation report for %(year)s")
    if report is not None and report.returned_because and leads:
        told = gettext("Self-evaluation report for %(year)s: returned for mending")
    return Owed(
        organisation_id=waited.institution.pk,
        organisation=waited.institution.name,
        due_on=waited.due_on,
        page=_page(waited, leads=leads),
        of=(report.pk,) if report else (),
        sentence=told % {"year": wording.school_year(waited.school_year)},
    )


def _page(waited: _Waited, *, leads: bool) -> str:
    """Where it is done: who leads begins it, the authority sees who has not."""
    if waited.report is not None:
        return "selfevaluation:report"
    return "selfevaluation:begin" if leads else "selfevaluation:board"


DUTIES = [
    Duty("self_evaluations", gettext_noop("Self-evaluation"), self_evaluations),
    Duty("appraisals", gettext_noop("Appraisal of heads"), appraisals),
    Duty("own_evaluations", gettext_noop("Own self-evaluation"), own_evaluations),
]
