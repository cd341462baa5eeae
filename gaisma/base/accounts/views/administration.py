from functools import partial

from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import acting, clock, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.accounts import forms, letters, queries, tables
from gaisma.base.accounts.actions import locks as locking
from gaisma.base.accounts.actions import mail as mailing
from gaisma.base.accounts.permissions import ADMINISTER
from gaisma.base.forms import shown_or_sent


@requires(ADMINISTER)
@require_safe
def locks(request: SignedInRequest) -> HttpResponse:
    """Names that cannot be tried for now, after wrong passwords."""
    return listing.answer(
        request,
        table=tables.Locks,
        rows=queries.locks(at=timezone.now()),
        title=_("Locks"),
        lead=_("Five wrong passwords lock a name for a quarter of an hour, from that address."),
        crumbs=_crumbs(),
        empty=(_("Nothing is locked"), _("Whoever guesses too often appears here.")),
    )


@requires(ADMINISTER)
@require_POST
def unlock(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    """Let a name be tried again."""
    attempt = get_object_or_404(AccessAttempt, pk=attempt_id)
    return acting.done(
        request,
        partial(locking.unlock, attempt=attempt),
        said=_("The name is unlocked."),
        leads_to=reverse("accounts:locks"),
    )


@requires(ADMINISTER)
@shown_or_sent
def mail(request: SignedInRequest) -> HttpResponse:
    """Try the mail settings out."""
    form = forms.Address(request.POST or None, initial={"email": request.user.email})
    now = clock.now()
    return acting.asked(
        request,
        form,
        act=lambda **data: mailing.send_trial(to=data["email"], by=request.user, at=now),
        said=_("The mail server took the letter: look whether it arrives."),
        leads_to=reverse("accounts:mail"),
        title=_("Mail"),
        lead=_where(),
        button=_("Send me a trial letter"),
        crumbs=_crumbs(),
    )


def _where() -> str:
    if letters.is_folder():
        return _("No mail server is set: letters are put into the folder %(folder)s.") % {
            "folder": f"{settings.EMAIL_FILE_PATH.name}/"
        }
    return _("Letters go through %(server)s, from %(sender)s.") % {
        "server": f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}",
        "sender": settings.DEFAULT_FROM_EMAIL,
    }


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Accounts and roles"), reverse("accounts:accounts"))]
