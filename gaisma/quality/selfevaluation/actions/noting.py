"""What all acts on a self-evaluation share: who may, in which state, one change at a time."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from gaisma.base.models import Recorded, User
from gaisma.quality.selfevaluation.models import SelfEvaluation
from gaisma.quality.selfevaluation.workflow import EVALUATION
from gaisma.record import recording

Row = TypeVar("Row", bound=Recorded)


def allowed(evaluation: SelfEvaluation, act: str, *, by: User | None) -> SelfEvaluation:
    """The row as it is now, which nobody else changes within this transaction.

    Raises NotPermitted, UnableToRecord.
    """
    EVALUATION.demand(evaluation, act, by=by)
    rows = SelfEvaluation.objects.select_for_update(of=("self",))
    row = rows.select_related("institution", "school_year", "version__instrument").get(
        pk=evaluation.pk
    )
    EVALUATION.check(row, act)
    return row


def changed(
    row: Row,
    fields: Mapping[str, Any],
    act: str,
    *,
    evaluation: SelfEvaluation,
    revision: int,
    by: User | None,
    at: datetime,
) -> Row:
    """Write the fields of a part of the evaluation. Raises UnableToChange, UnableToRecord."""
    return recording.change(
        row,
        fields,
        revision=revision,
        action=EVALUATION[act].audited,
        by=by,
        at=at,
        organisation=evaluation.institution,
    )


def added(
    model: type[Row],
    fields: Mapping[str, Any],
    act: str,
    *,
    evaluation: SelfEvaluation,
    by: User | None,
    at: datetime,
) -> Row:
    """Write a new part of the evaluation. Raises UnableToRecord."""
    return recording.add(
        model,
        fields,
        action=EVALUATION[act].audited,
        by=by,
        at=at,
        organisation=evaluation.institution,
    )
