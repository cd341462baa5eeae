from functools import partial
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gaisma.base import acting, clock, offline
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.changes import NotPermitted
from gaisma.base.forms import sent, shown_or_sent
from gaisma.quality.observations import selectors, sending
from gaisma.quality.observations.actions import planning, sheets
from gaisma.quality.observations.forms.sheets import CorrectionForm, SheetForm
from gaisma.quality.observations.permissions import OBSERVE, PLAN_OBSERVATIONS
from gaisma.quality.observations.queries.differences import differences
from gaisma.quality.observations.sending import CONFLICT, KEPT, Outcome
from gaisma.quality.observations.views.answers import as_asked, wants_json
from gaisma.quality.observations.views.pages import barred, crumbs


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
        outcome = sending.taken(form, by=request.user, at=clock.now())
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
        act=lambda **given: sheets.correct(
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
        partial(planning.release, sheet=row),
        said=_("The sheet is taken back."),
        leads_to=row.observation.get_absolute_url(),
    )
