"""What becomes of a sheet that a page or a device sends."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gaisma.base.changes import UnableToChange, UnableToRecord
from gaisma.base.models import User
from gaisma.quality.observations.actions import sheets
from gaisma.quality.observations.actions.sheets import UnableToSubmit
from gaisma.quality.observations.forms.sheets import SheetForm, values_of
from gaisma.quality.observations.models import Sheet

KEPT, SUBMITTED, CONFLICT, PROBLEMS = "kept", "submitted", "conflict", "problems"
STATUSES = {KEPT: 200, SUBMITTED: 200, CONFLICT: 409, PROBLEMS: 422}


@dataclass(frozen=True)
class Outcome:
    """What came of it; `sheet` is as it stands now.

    Of a conflict `message` says what to do; problems are names of fields with what would be right.
    """

    state: str
    sheet: Sheet
    message: str = ""
    problems: tuple[tuple[str, str], ...] = ()

    @property
    def status(self) -> int:
        return STATUSES[self.state]

    def as_json(self, address: str) -> dict[str, Any]:
        """The answer to a program; `address` is where the way goes on."""
        if self.state == CONFLICT:
            return {
                "state": self.state,
                "message": self.message,
                "revision": self.sheet.revision,
                "theirs": values_of(self.sheet),
            }
        if self.state == PROBLEMS:
            told = [{"field": field, "message": message} for field, message in self.problems]
            return {"state": self.state, "problems": told}
        return {"state": self.state, "address": address, "revision": self.sheet.revision}


def taken(form: SheetForm, *, by: User, at: datetime) -> Outcome:
    """Keep or submit what was sent. Raises NotPermitted."""
    sheet = form.sheet
    if form.is_bound and sheet.submission and form.data.get("submission") == str(sheet.submission):
        # It arrived before, and only the answer was lost on the way.
        return Outcome(SUBMITTED, sheet)
    if not form.is_valid():
        return Outcome(PROBLEMS, sheet, problems=tuple(form.wrongs))
    try:
        if form.is_complete:
            return Outcome(SUBMITTED, _submitted(form, by=by, at=at))
        return Outcome(KEPT, _kept(form, by=by, at=at))
    except UnableToChange as refusal:
        return Outcome(CONFLICT, _now(sheet), refusal.message)
    except UnableToSubmit as refusal:
        found = tuple((f"answer-{one.item}", one.message) for one in refusal.problems)
        return Outcome(PROBLEMS, sheet, problems=found)
    except UnableToRecord as refusal:
        return Outcome(PROBLEMS, sheet, problems=(("", refusal.message),))


def _kept(form: SheetForm, *, by: User, at: datetime) -> Sheet:
    return sheets.keep(
        sheet=form.sheet,
        revision=form.cleaned_data["revision"],
        seen=form.seen,
        written=form.written,
        by=by,
        at=at,
    )


def _submitted(form: SheetForm, *, by: User, at: datetime) -> Sheet:
    return sheets.submit(
        sheet=form.sheet,
        revision=form.cleaned_data["revision"],
        seen=form.seen,
        lesson=form.lesson,
        submission=form.submission_id,
        language=form.language,
        by=by,
        at=at,
    )


def _now(sheet: Sheet) -> Sheet:
    return Sheet.objects.select_related("observation__institution").get(pk=sheet.pk)
