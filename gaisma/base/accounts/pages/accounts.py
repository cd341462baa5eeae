"""Accounts and their rights; what is locked; a letter on trial."""

from functools import partial

from axes.models import AccessAttempt
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import access, acting, clock, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.accounts import forms, letters, lists, queries
from gaisma.base.accounts.actions import accounts, grants
from gaisma.base.accounts.permissions import ADMINISTER, GRANT, SEE
from gaisma.base.changes import NotPermitted
from gaisma.base.forms import shown_or_sent
from gaisma.base.models import RoleGrant, User


@requires(SEE)
@require_safe
def every(request: SignedInRequest) -> HttpResponse:
    """Who may sign in, with the roles of today."""
    ways: list[tuple[str, ...]] = [(_("Invitations"), reverse("accounts:invitations"))]
    if queries.administers(request.user):
        ways += [(_("Locks"), reverse("accounts:locks")), (_("Mail"), reverse("accounts:mail"))]
    if access.may(request.user, GRANT):
        ways.append((_("Invite"), reverse("accounts:invite"), "primary"))
    return listing.answer(
        request,
        table=lists.Accounts,
        filters=lists.AccountFilters,
        rows=queries.listed(request.user, today=clock.today()),
        title=_("Accounts and roles"),
        lead=_("Who may sign in here, and as what."),
        actions=ways,
        empty=(_("No accounts yet"), _("Invite the first person.")),
    )


@requires(SEE)
@require_safe
def one(request: SignedInRequest, user_id: int) -> HttpResponse:
    """One account: its roles now and before, what guards it, when it was used."""
    user = _found(request, user_id)
    page = {
        "account": queries.account(request.user, user, today=clock.today()),
        "administers": queries.administers(request.user),
        "grants": access.may(request.user, GRANT) and user != request.user,
        "is_own": user == request.user,
        "crumbs": _crumbs(),
    }
    return render(request, "accounts/account.html", page)


@requires(GRANT)
@shown_or_sent
def grant(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Give the person a role."""
    user = _found(request, user_id)
    now = clock.now()
    form = forms.Grant(request.POST or None, by=request.user, today=timezone.localdate(now))
    return acting.asked(
        request,
        form,
        act=partial(grants.grant, user=user),
        said=_("The role is granted."),
        title=_("Grant a role"),
        lead=str(user),
        button=_("Grant the role"),
        crumbs=[*_crumbs(), (str(user), user.get_absolute_url())],
    )


@requires(GRANT)
@shown_or_sent
def end_grant(request: SignedInRequest, grant_id: int) -> HttpResponse:
    """Let a role end."""
    held = RoleGrant.objects.select_related("user", "organisation").filter(pk=grant_id).first()
    if held is None:
        raise Http404
    user, now = _found(request, held.user_id), clock.now()
    _demand_grantable(request.user, held)
    initial = {"on": timezone.localdate(now)}
    return acting.asked(
        request,
        forms.EndGrant(request.POST or None, initial=initial),
        act=lambda **data: grants.end_grant(grant=held, on=data["on"], by=request.user, at=now),
        said=_("The role ends on that day."),
        title=_("End a role"),
        lead=f"{user}: {queries.said(held)}",
        button=_("End the role"),
        crumbs=[*_crumbs(), (str(user), user.get_absolute_url())],
    )


@requires(ADMINISTER)
@shown_or_sent
def close(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Close an account, after asking."""
    user = _found(request, user_id)
    return acting.asked(
        request,
        Form(request.POST if request.method == "POST" else None),
        act=partial(accounts.close, user=user),
        said=_("The account is closed; its sessions have ended."),
        title=_("Close the account"),
        lead=_("%(name)s is signed out at once and cannot sign in any more.") % {"name": user},
        button=_("Close the account"),
        back=user.get_absolute_url(),
        crumbs=_crumbs(),
        danger=True,
    )


@requires(ADMINISTER)
@require_POST
def reopen(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Open an account again."""
    user = _found(request, user_id)
    return acting.done(
        request,
        partial(accounts.reopen, user=user),
        said=_("The account is open again."),
        leads_to=user.get_absolute_url(),
    )


@requires(ADMINISTER)
@shown_or_sent
def reset_second_factor(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Forget codes and keys of somebody who has lost them, after asking."""
    user = _found(request, user_id)
    return acting.asked(
        request,
        Form(request.POST if request.method == "POST" else None),
        act=partial(accounts.reset_second_factor, user=user),
        said=_("The second step is forgotten: the password alone lets in."),
        title=_("Forget the second step"),
        lead=_("Make sure that it is %(name)s who asks: from then on the password alone lets in.")
        % {"name": user},
        button=_("Forget the second step"),
        back=user.get_absolute_url(),
        crumbs=_crumbs(),
        danger=True,
    )


def _found(request: SignedInRequest, user_id: int) -> User:
    user = queries.visible_to(request.user).filter(pk=user_id).first()
    if user is None:
        raise Http404
    return user


def _demand_grantable(by: User, held: RoleGrant) -> None:
    try:
        grants.demand(held.role, held.organisation, by=by)
    except NotPermitted as refusal:
        raise PermissionDenied(refusal.message) from refusal


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Accounts and roles"), reverse("accounts:accounts"))]


@requires(ADMINISTER)
@require_safe
def locks(request: SignedInRequest) -> HttpResponse:
    """Names that cannot be tried for now, after wrong passwords."""
    return listing.answer(
        request,
        table=lists.Locks,
        rows=queries.locks(at=timezone.now()),
        title=_("Locks"),
        lead=_("Five wrong passwords lock a name for a quarter of an hour, from that address."),
        crumbs=_keeping_crumbs(),
        empty=(_("Nothing is locked"), _("Whoever guesses too often appears here.")),
    )


@requires(ADMINISTER)
@require_POST
def unlock(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    """Let a name be tried again."""
    attempt = get_object_or_404(AccessAttempt, pk=attempt_id)
    return acting.done(
        request,
        partial(accounts.unlock, attempt=attempt),
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
        act=lambda **data: accounts.send_trial(to=data["email"], by=request.user, at=now),
        said=_("The mail server took the letter: look whether it arrives."),
        leads_to=reverse("accounts:mail"),
        title=_("Mail"),
        lead=_where(),
        button=_("Send me a trial letter"),
        crumbs=_keeping_crumbs(),
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


def _keeping_crumbs() -> list[tuple[str, str]]:
    return [(_("Accounts and roles"), reverse("accounts:accounts"))]
