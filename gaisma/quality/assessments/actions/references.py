"""What others have published, and the rules of passing."""

from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base import changes
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import Installation, Organisation, User
from gaisma.quality.assessments import audited
from gaisma.quality.assessments.models import Paper, PassingRule, PublishedAverage, Reference
from gaisma.quality.assessments.passing import requirements
from gaisma.quality.assessments.permissions import DEFINE, SETTLE
from gaisma.record import recording


def _demand(permission: str, *, by: User | None) -> None:
    changes.demand(permission, by=by, organisation=Installation.current().authority)


def add_reference(
    *,
    paper: Paper,
    name: str,
    percent: Decimal,
    source: str,
    known_on: date,
    by: User | None,
    at: datetime,
) -> Reference:
    """Write down a value beside which the results stand. Raises UnableToRecord."""
    _demand(DEFINE, by=by)
    fields = {
        "paper": paper,
        "name": name,
        "percent": percent,
        "source": source.strip(),
        "known_on": known_on,
    }
    return recording.add(Reference, fields, action=audited.ADD_REFERENCE, by=by, at=at)


def remove_reference(*, reference: Reference, by: User | None, at: datetime) -> None:
    """Take it away. Raises NotPermitted."""
    _demand(DEFINE, by=by)
    recording.remove(reference, action=audited.REMOVE_REFERENCE, by=by, at=at)


def add_average(
    *,
    paper: Paper,
    institution: Organisation,
    percent: Decimal,
    source: str,
    by: User | None,
    at: datetime,
) -> PublishedAverage:
    """Write down what a source tells of an institution, beside what others tell.

    A first one holds; one that tells another value makes them all wait for `settle`.
    Raises UnableToRecord.
    """
    _demand(DEFINE, by=by)
    with transaction.atomic():
        others = _locked(paper, institution)
        differs = any(one.percent != percent for one in others)
        fields = {
            "paper": paper,
            "institution": institution,
            "percent": percent,
            "source": source.strip(),
            "holds": None if others else True,
        }
        if differs:
            for one in others:
                if one.holds is not None:
                    changes.change(one, revision=one.revision, at=at, holds=None)
        return recording.add(
            PublishedAverage,
            fields,
            action=audited.ADD_AVERAGE,
            by=by,
            at=at,
            organisation=institution,
        )


def settle(
    *, average: PublishedAverage, revision: int, by: User | None, at: datetime
) -> PublishedAverage:
    """Say that this one holds, and the others of the institution do not. Raises UnableToChange."""
    _demand(SETTLE, by=by)
    with transaction.atomic():
        for one in _locked(average.paper, average.institution):
            if one.pk != average.pk and one.holds is not False:
                changes.change(one, revision=one.revision, at=at, holds=False)
        return recording.change(
            average,
            {"holds": True},
            revision=revision,
            action=audited.SETTLE_AVERAGE,
            by=by,
            at=at,
            organisation=average.institution,
        )


def remove_average(*, average: PublishedAverage, by: User | None, at: datetime) -> None:
    """Take away what a source told; one value that is left holds. Raises NotPermitted."""
    _demand(DEFINE, by=by)
    with transaction.atomic():
        recording.remove(
            average,
            action=audited.REMOVE_AVERAGE,
            by=by,
            at=at,
            organisation=average.institution,
        )
        left = _locked(average.paper, average.institution)
        if left and len({one.percent for one in left}) == 1 and not any(one.holds for one in left):
            changes.change(left[0], revision=left[0].revision, at=at, holds=True)


def _locked(paper: Paper, institution: Organisation) -> list[PublishedAverage]:
    rows = PublishedAverage.objects.select_for_update().order_by("pk")
    return list(rows.filter(paper=paper, institution=institution))


class Ruled(TypedDict):
    """What it takes to pass."""

    grade: int
    from_on: date
    threshold: Decimal
    needs: list[str]
    higher_exams: int
    source: str


def add_rule(*, by: User | None, at: datetime, **ruled: Unpack[Ruled]) -> PassingRule:
    """Write down a rule. Raises UnableToRecord."""
    _demand(DEFINE, by=by)
    _check_needs(ruled["needs"])
    return recording.add(PassingRule, ruled, action=audited.ADD_RULE, by=by, at=at)


def change_rule(
    *, rule: PassingRule, revision: int, by: User | None, at: datetime, **ruled: Unpack[Ruled]
) -> PassingRule:
    """Change a rule. Raises UnableToChange, UnableToRecord."""
    _demand(DEFINE, by=by)
    _check_needs(ruled["needs"])
    return recording.change(
        rule, ruled, revision=revision, action=audited.CHANGE_RULE, by=by, at=at
    )


def remove_rule(*, rule: PassingRule, by: User | None, at: datetime) -> None:
    """Take a rule away. Raises NotPermitted."""
    _demand(DEFINE, by=by)
    recording.remove(rule, action=audited.REMOVE_RULE, by=by, at=at)


def _check_needs(needs: list[str]) -> None:
    try:
        requirements(needs)
    except ValueError as wrong:
        raise UnableToRecord(
            _("“%(line)s” is no requirement: write “mathematics: optimal”.") % {"line": wrong},
            code="no_requirement",
        ) from wrong
