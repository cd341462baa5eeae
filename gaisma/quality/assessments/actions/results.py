"""A result is entered, corrected, appealed against, decided; what stood there is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base import changes
from gaisma.base.changes import UnableToChange, UnableToRecord
from gaisma.base.errors import GaismaError
from gaisma.base.models import Organisation, User
from gaisma.quality.assessments.models import FormerResult, Paper, Result
from gaisma.quality.assessments.models.results import REACHED
from gaisma.quality.assessments.reaching import Measuring
from gaisma.quality.assessments.workflow import RESULT
from gaisma.record import recording
from gaisma.record.people.models import Person
from gaisma.record.programmes.models import Enrolment, Group


class Told(TypedDict, total=False):
    """What somebody reached, or why not."""

    total: Decimal | None
    percent: Decimal | None
    mark: int | None
    points: Sequence[str]
    levels: Sequence[str]
    absence: str
    reason: str


def enter(
    *,
    paper: Paper,
    person: Person,
    institution: Organisation,
    attempt: int,
    on: date,
    by: User | None,
    at: datetime,
    **told: Unpack[Told],
) -> Result:
    """Write down what a learner reached. Raises UnableToRecord."""
    enrolment = _enrolment(person, institution, paper)
    row = Result(paper=paper, person=person, institution=institution)
    with transaction.atomic():
        RESULT.demand(row, "enter", by=by)
        if sentence := RESULT["enter"].check(row):
            raise UnableToRecord(sentence, code="not_settled")
        fields = {
            "paper": paper,
            "person": person,
            "institution": institution,
            "group": enrolment.group,
            "programme": enrolment.programme,
            "attempt": attempt,
            "known_on": on,
            **measured(paper, told),
        }
        return recording.add(
            Result,
            fields,
            action=RESULT["enter"].audited,
            by=by,
            at=at,
            organisation=institution,
        )


@dataclass(frozen=True)
class Entered:
    """What a learner of a class reached, and the revision of the result that was looked at."""

    person: Person
    result: Result | None
    revision: int
    told: Told


class UnableToEnter(GaismaError):
    """Why rows of a class are not written, by learner; none of the class is."""

    def __init__(self, refusals: Mapping[int, str]) -> None:
        super().__init__(next(iter(refusals.values())), code="rows_refused")
        self.refusals = refusals


def enter_class(
    *,
    paper: Paper,
    group: Group,
    attempt: int,
    rows: Sequence[Entered],
    on: date,
    by: User | None,
    at: datetime,
) -> int:
    """Write down what learners of a class reached, all of it or nothing; how many rows that are.

    Raises NotPermitted, UnableToEnter.
    """
    refusals: dict[int, str] = {}
    with transaction.atomic():
        # Whoever saves the same class waits here.
        Group.objects.select_for_update().get(pk=group.pk)
        for row in rows:
            try:
                _enter_row(row, paper, group, attempt, on=on, by=by, at=at)
            except (UnableToChange, UnableToRecord) as refusal:
                refusals[row.person.pk] = refusal.message
        if refusals:
            raise UnableToEnter(refusals)
    return len(rows)


def _enter_row(
    row: Entered,
    paper: Paper,
    group: Group,
    attempt: int,
    *,
    on: date,
    by: User | None,
    at: datetime,
) -> None:
    if row.result:
        found, told = row.result, row.told
        correct(result=found, revision=row.revision, because="", by=by, at=at, **told)
        return
    enter(
        paper=paper,
        person=row.person,
        institution=group.institution,
        attempt=attempt,
        on=on,
        by=by,
        at=at,
        **row.told,
    )


def correct(
    *,
    result: Result,
    revision: int,
    because: str,
    by: User | None,
    at: datetime,
    **told: Unpack[Told],
) -> Result:
    """Tell a provisional result otherwise. Raises UnableToChange, UnableToRecord."""
    fields = measured(result.paper, told)
    return _taken(result, "correct", fields, because, revision=revision, by=by, at=at)


def appeal(*, result: Result, revision: int, because: str, by: User | None, at: datetime) -> Result:
    """Note that the learner does not agree. Raises UnableToChange, UnableToRecord."""
    _check_reason(because)
    return _taken(result, "appeal", {}, because, revision=revision, by=by, at=at)


def decide(
    *,
    result: Result,
    revision: int,
    because: str,
    by: User | None,
    at: datetime,
    **told: Unpack[Told],
) -> Result:
    """Say what the appeal comes to; the result is final, changed or not.

    Raises UnableToChange, UnableToRecord.
    """
    _check_reason(because)
    fields = measured(result.paper, told)
    return _taken(result, "decide", fields, because, revision=revision, by=by, at=at)


def confirm(*, result: Result, revision: int, by: User | None, at: datetime) -> Result:
    """Make a single result final. Raises UnableToChange, UnableToRecord."""
    return _taken(result, "confirm", {}, "", revision=revision, by=by, at=at)


def remove(*, result: Result, by: User | None, at: datetime) -> None:
    """Take away a result that was a mistake. Raises UnableToRecord."""
    with transaction.atomic():
        row = _locked(result)
        RESULT.admit(row, "remove", by=by)
        place = row.institution
        recording.remove(row, action=RESULT["remove"].audited, by=by, at=at, organisation=place)


def measured(paper: Paper, told: Told) -> dict[str, Any]:
    """The fields of a result with its sum and percent. Raises UnableToRecord."""
    measuring = Measuring(paper)
    points, levels = list(told.get("points", ())), list(told.get("levels", ()))
    measuring.check_levels(levels)
    total = measuring.total(told.get("total"), points)
    percent = measuring.percent(total, told.get("percent"))
    absence, mark = told.get("absence", ""), told.get("mark")
    is_told = bool(points or levels) or any(one is not None for one in (total, percent, mark))
    if bool(absence) == is_told:
        raise UnableToRecord(
            _("Who was absent or exempt has no points: give the one or the other."),
            code="absent_or_reached",
        )
    return {
        "total": total,
        "percent": percent,
        "mark": mark,
        "points": points,
        "levels": levels,
        "absence": absence,
        "reason": told.get("reason", "").strip(),
    }


def _taken(
    result: Result,
    act: str,
    fields: Mapping[str, Any],
    because: str,
    *,
    revision: int,
    by: User | None,
    at: datetime,
) -> Result:
    with transaction.atomic():
        row = _locked(result)
        RESULT.admit(row, act, by=by)
        former = {name: getattr(row, name) for name in REACHED}
        new = {**fields, "state": RESULT[act].leads_to or row.state}
        told = {"result": row, "because": because.strip(), "changed_by": by, **former}
        changed = recording.change(
            row,
            new,
            revision=revision,
            action=RESULT[act].audited,
            by=by,
            at=at,
            organisation=row.institution,
        )
        changes.make(FormerResult, at=at, **told)
    return changed


def _locked(result: Result) -> Result:
    rows = Result.objects.select_related("institution", "paper__assessment")
    return rows.select_for_update(of=("self",)).get(pk=result.pk)


def _check_reason(because: str) -> None:
    if not because.strip():
        raise UnableToRecord(_("Say why."), code="no_reason")


def _enrolment(person: Person, institution: Organisation, paper: Paper) -> Enrolment:
    """Where the learner was then, at last. Raises UnableToRecord where nowhere."""
    held = Enrolment.objects.filter(
        person=person,
        group__institution=institution,
        group__school_year=paper.assessment.school_year,
    )
    last = held.select_related("group", "programme").order_by("-from_on", "-pk").first()
    if last is None:
        raise UnableToRecord(
            _("The learner was in no class there that school year: look at the enrolment."),
            code="not_enrolled",
        )
    return last
