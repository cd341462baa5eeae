from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gaisma.base import acting
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.quality.selfevaluation import selectors
from gaisma.quality.selfevaluation.actions import steps
from gaisma.quality.selfevaluation.forms.reports import HearForm, ReturnForm
from gaisma.quality.selfevaluation.models import SelfEvaluation
from gaisma.quality.selfevaluation.permissions import AGREE, PUBLISH, RETURN, SIGN, WRITE
from gaisma.quality.selfevaluation.views.reports import crumbs
from gaisma.record.people.selectors import today


@requires(WRITE)
@shown_or_sent
def hear(request: SignedInRequest, evaluation_id: int) -> HttpResponse:
    """Note that the council has heard it."""
    row = selectors.written(request.user, evaluation_id)
    return acting.asked(
        request,
        HearForm(sent(request), initial={"on": today(), "revision": row.revision}),
        act=partial(steps.hear, evaluation=row),
        said=_("Noted: the head can sign it now."),
        title=_("The council has heard it"),
        lead=_("From then on it is not written on; it can be taken back until it is signed."),
        crumbs=crumbs(row),
    )


@requires(RETURN)
@shown_or_sent
def send_back(request: SignedInRequest, evaluation_id: int) -> HttpResponse:
    """Return it to those who write it."""
    row = selectors.report(request.user, evaluation_id)
    return acting.asked(
        request,
        ReturnForm(sent(request), initial={"revision": row.revision}),
        act=partial(steps.send_back, evaluation=row),
        said=_("It is returned: the reason stands at its head."),
        title=_("Return with a reason"),
        lead=_("It becomes a draft again; the council hears it and the head signs it anew."),
        button=_("Return"),
        crumbs=crumbs(row),
    )


@requires(WRITE)
@require_POST
def take_back(request: SignedInRequest, evaluation_id: int) -> HttpResponse:
    """Write on, before it is signed."""
    row = selectors.written(request.user, evaluation_id)
    return _taken(request, row, steps.take_back, said=_("It can be written on again."))


@requires(SIGN)
@require_POST
def sign(request: SignedInRequest, evaluation_id: int) -> HttpResponse:
    """Sign it as the head."""
    row = selectors.written(request.user, evaluation_id)
    said = _("Signed: its figures stay as they are today.")
    return _taken(request, row, steps.sign, said=said, on=today())


@requires(AGREE)
@require_POST
def agree(request: SignedInRequest, evaluation_id: int) -> HttpResponse:
    """Agree to it as the founder."""
    row = selectors.report(request.user, evaluation_id)
    return _taken(request, row, steps.agree, said=_("The founder agrees to it."), on=today())


@requires(PUBLISH)
@require_POST
def publish(request: SignedInRequest, evaluation_id: int) -> HttpResponse:
    """Let everybody read its public part."""
    row = selectors.report(request.user, evaluation_id)
    said = _("Published: everybody who signs in reads its public part.")
    return _taken(request, row, steps.publish, said=said, on=today())


def _taken(
    request: SignedInRequest,
    row: SelfEvaluation,
    act: Callable[..., object],
    *,
    said: str,
    **given: Any,
) -> HttpResponse:
    """One button; what was looked at is told by its revision."""
    seen = request.POST.get("revision", "")
    revision = int(seen) if seen.isdecimal() else 0
    return acting.done(
        request,
        lambda by, at: act(evaluation=row, revision=revision, by=by, at=at, **given),
        said=said,
        leads_to=row.get_absolute_url(),
    )
