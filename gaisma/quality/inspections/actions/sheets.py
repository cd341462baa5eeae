"""The sheet of an inspection is kept while it is filled in, and finished."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gaisma.base.changes import UnableToRecord
from gaisma.base.models import User
from gaisma.quality.inspections import policies
from gaisma.quality.inspections.actions.writing import allowed, changed
from gaisma.quality.inspections.models import Inspection
from gaisma.quality.inspections.workflow import FILLED
from gaisma.record.instruments import answering
from gaisma.record.instruments.answering import Problem


class UnableToFinish(UnableToRecord):
    """The answers are not whole yet; `problems` says which and what would be right."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            _("Some questions need an answer, or another one."), code="answers_incomplete"
        )


def keep(
    *,
    inspection: Inspection,
    revision: int,
    answers: Mapping[str, str],
    by: User | None,
    at: datetime,
) -> Inspection:
    """Keep the answers so far. Raises UnableToChange, UnableToRecord."""
    fields = {"answers": _given(answers)}
    return _written(inspection, "keep", fields, revision=revision, by=by, at=at)


def finish(
    *,
    inspection: Inspection,
    revision: int,
    answers: Mapping[str, str],
    on: date,
    language: str,
    by: User | None,
    at: datetime,
) -> Inspection:
    """Say that all was looked at, on which day; until the act is signed it may be changed.

    Raises UnableToFinish, UnableToChange, UnableToRecord.
    """
    policies.check_is_past(on, today=timezone.localdate(at))
    found = answering.problems(inspection.version.asks, answers, language=language, today=on)
    if found:
        raise UnableToFinish(found)
    fields = {"answers": _given(answers), "inspected_on": on, "state": FILLED}
    return _written(inspection, "fill", fields, revision=revision, by=by, at=at)


def _given(answers: Mapping[str, str]) -> dict[str, str]:
    return {item: answer for item, answer in answers.items() if answer}


def _written(
    inspection: Inspection,
    act: str,
    fields: Mapping[str, Any],
    *,
    revision: int,
    by: User | None,
    at: datetime,
) -> Inspection:
    with transaction.atomic():
        row = allowed(inspection, act, by=by)
        return changed(row, fields, act, inspection=row, revision=revision, by=by, at=at)
