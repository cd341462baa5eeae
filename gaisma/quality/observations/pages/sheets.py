"""Sheets: filled on a page or a device, corrected, released."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial, wraps
from typing import Any, TypeVar
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gaisma.base import acting, clock, offline
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.changes import NotPermitted, UnableToChange, UnableToRecord
from gaisma.base.forms import sent, shown_or_sent
from gaisma.base.models import User
from gaisma.quality.observations import selectors
from gaisma.quality.observations.actions import observations
from gaisma.quality.observations.actions import sheets as actions
from gaisma.quality.observations.actions.sheets import UnableToSubmit
from gaisma.quality.observations.forms.sheets import CorrectionForm, SheetForm, values_of
from gaisma.quality.observations.models import Sheet
from gaisma.quality.observations.pages.observations import barred, crumbs
from gaisma.quality.observations.permissions import OBSERVE, PLAN_OBSERVATIONS
from gaisma.quality.observations.queries.sheets import differences

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


def _outcome(form: SheetForm, *, by: User, at: datetime) -> Outcome:
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
        return Outcome(CONFLICT, _as_it_stands(sheet), refusal.message)
    except UnableToSubmit as refusal:
        found = tuple((f"answer-{one.item}", one.message) for one in refusal.problems)
        return Outcome(PROBLEMS, sheet, problems=found)
    except UnableToRecord as refusal:
        return Outcome(PROBLEMS, sheet, problems=(("", refusal.message),))


def _kept(form: SheetForm, *, by: User, at: datetime) -> Sheet:
    return actions.keep(
        sheet=form.sheet,
        revision=form.cleaned_data["revision"],
        seen=form.seen,
        written=form.written,
        by=by,
        at=at,
    )


def _submitted(form: SheetForm, *, by: User, at: datetime) -> Sheet:
    return actions.submit(
        sheet=form.sheet,
        revision=form.cleaned_data["revision"],
        seen=form.seen,
        lesson=form.lesson,
        submission=form.submission_id,
        language=form.language,
        by=by,
        at=at,
    )


def _as_it_stands(sheet: Sheet) -> Sheet:
    return Sheet.objects.select_related("observation__institution").get(pk=sheet.pk)


View = TypeVar("View", bound=Callable[..., Any])


def wants_json(request: HttpRequest) -> bool:
    """Whether a program asks, which reads JSON alone."""
    return request.headers.get("Accept", "").startswith("application/json")


def as_asked(view: View) -> View:
    """Let a program that is refused read why, in JSON."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            answer: HttpResponseBase = view(request, *args, **kwargs)
        except (PermissionDenied, Http404) as refusal:
            if not wants_json(request):
                raise
            return _refused(refusal)
        return answer

    return answered  # type: ignore[return-value]


def _refused(refusal: Exception) -> JsonResponse:
    if isinstance(refusal, Http404):
        told = {"state": "missing", "message": _("This sheet is not there any more.")}
        return JsonResponse(told, status=404)
    message = str(refusal) or _("Your role does not allow this here: ask the administrator for it.")
    return JsonResponse({"state": "refused", "message": message}, status=403)


@as_asked
@requires(OBSERVE)
@shown_or_sent
def sheet(request: SignedInRequest, sheet_id: int) -> HttpResponse:
    """The sheet that the reader fills: drawn, kept, submitted; programs are answered in JSON."""
    row = selectors.own_sheet(request.user, sheet_id)
    form = SheetForm(sent(request), sheet=row)
    if not form.is_bound:
        return _opened(request, form)
    try:
        outcome = _outcome(form, by=request.user, at=clock.now())
    except NotPermitted as refusal:
        raise PermissionDenied(refusal.message) from refusal
    if wants_json(request):
        return JsonResponse(outcome.as_json(_leads_to(outcome)), status=outcome.status)
    return _answered(request, form, outcome)


def _opened(request: SignedInRequest, form: SheetForm) -> HttpResponse:
    """The page, which a device may keep; for a program what it needs to send one kept."""
    row = form.sheet
    if row.observation.signed_at is not None or row.observation.cancelled_on is not None:
        if wants_json(request):
            return JsonResponse({"state": "over"}, status=409)
        return redirect(row.observation.get_absolute_url())
    if wants_json(request):
        return JsonResponse({"revision": row.revision, "token": get_token(request)})
    return offline.works(_drawn(request, form))


def _leads_to(outcome: Outcome) -> str:
    """To go on with a sheet that was kept; of one that was submitted, to its observation."""
    if outcome.state == KEPT:
        return outcome.sheet.get_absolute_url()
    return outcome.sheet.observation.get_absolute_url()


def _answered(request: SignedInRequest, form: SheetForm, outcome: Outcome) -> HttpResponse:
    if outcome.status != 200:
        return _drawn(request, form, outcome)
    is_kept = outcome.state == KEPT
    said = _("The sheet is saved; it is not submitted yet.") if is_kept else _("Submitted.")
    messages.success(request, said)
    return redirect(_leads_to(outcome))


def _drawn(
    request: SignedInRequest, form: SheetForm, outcome: Outcome | None = None
) -> HttpResponse:
    row = outcome.sheet if outcome else form.sheet
    is_conflict = outcome is not None and outcome.state == CONFLICT
    page = {
        "form": form,
        "sheet": row,
        "observation": form.sheet.observation,
        # Who has seen what another device wrote may write over it.
        "revision": row.revision if is_conflict else form["revision"].value() or row.revision,
        "submission": form["submission"].value() or uuid4(),
        "refusal": _refusal(outcome),
        "theirs": differences(form, row) if is_conflict else (),
        "crumbs": crumbs(form.sheet.observation),
        "draft_key": offline.key_of(request.user),
    }
    status = outcome.status if outcome else None
    return render(request, "observations/sheet.html", page, status=status)


def _refusal(outcome: Outcome | None) -> str:
    """What stands in the way of the whole sheet."""
    if outcome is None:
        return ""
    return outcome.message or next((why for field, why in outcome.problems if not field), "")


@requires(OBSERVE)
@shown_or_sent
def correct(request: SignedInRequest, sheet_id: int) -> HttpResponse:
    """Correct a sheet after sign-off, with a reason."""
    row = selectors.own_sheet(request.user, sheet_id)
    form = CorrectionForm(sent(request), sheet=row)
    return barred(request, row.observation, "correct_sheet") or acting.asked(
        request,
        form,
        act=lambda **given: actions.correct(
            sheet=row,
            seen=form.seen,
            reason=given["reason"],
            language=form.language,
            by=request.user,
            at=clock.now(),
        ),
        said=_("The sheet is corrected; what stood before is kept."),
        leads_to=row.observation.get_absolute_url(),
        template="observations/correct.html",
        observation=row.observation,
        crumbs=crumbs(row.observation),
    )


@requires(PLAN_OBSERVATIONS)
@require_POST
def release(request: SignedInRequest, sheet_id: int) -> HttpResponse:
    """Take back the empty sheet of a second observer who did not come."""
    row = selectors.sheet(request.user, sheet_id)
    return acting.done(
        request,
        partial(observations.release, sheet=row),
        said=_("The sheet is taken back."),
        leads_to=row.observation.get_absolute_url(),
    )
