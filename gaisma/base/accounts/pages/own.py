from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import acting, clock, speaking
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.accounts import forms, queries, ways
from gaisma.base.accounts.actions import accounts
from gaisma.base.accounts.permissions import OWN
from gaisma.base.forms import shown_or_sent


@requires(OWN)
@require_safe
def own(request: SignedInRequest) -> HttpResponse:
    """My account: who I am, what I may, what guards it, when it was used."""
    today = clock.today()
    page = {
        "account": queries.account(request.user, request.user, today=today),
        "roles": queries.own_roles(request.user, today=today),
        "sign_ins": queries.sign_ins(request.user),
        "ways": ways.own_ways(request.user),
        "language": dict(settings.LANGUAGES).get(request.user.language, ""),
    }
    return render(request, "accounts/own.html", page)


@requires(OWN)
@shown_or_sent
def name(request: SignedInRequest) -> HttpResponse:
    """Change the name and the language."""
    user = request.user
    initial = {"full_name": user.full_name, "language": user.language}
    form = forms.OwnName(request.POST or None, initial=initial)
    answer = acting.asked(
        request,
        form,
        act=lambda by, at, **data: accounts.change_name(user=user, **data, at=at),
        said=_("Changed."),
        title=_("Name and language"),
        crumbs=_crumbs(),
    )
    changed = form.is_bound and form.is_valid()
    return speaking.remembered(answer, form.cleaned_data["language"]) if changed else answer


@requires(OWN)
@shown_or_sent
def address(request: SignedInRequest) -> HttpResponse:
    """Ask for a new address; a letter to it must be answered."""
    now = clock.now()
    return acting.asked(
        request,
        forms.Address(request.POST or None),
        act=lambda **data: accounts.ask_address(user=request.user, email=data["email"], at=now),
        said=_("A letter is on its way to the new address: open its link."),
        title=_("E-mail address"),
        lead=_("The address stays as it is until the link in the letter is opened."),
        button=_("Send the letter"),
        crumbs=_crumbs(),
    )


@requires(OWN)
@require_safe
def confirm_address(request: SignedInRequest, token: str) -> HttpResponse:
    """Take the new address, whose letter was opened."""
    return acting.done(
        request,
        lambda by, at: accounts.confirm_address(user=request.user, token=token, at=at),
        said=_("The new address holds."),
        leads_to=reverse("accounts:own"),
    )


@requires(OWN)
@require_POST
def sign_out_everywhere(request: SignedInRequest) -> HttpResponse:
    """End all sessions but this one."""
    accounts.sign_out_everywhere(user=request.user, at=clock.now())
    # This session learns the new epoch, and goes on.
    update_session_auth_hash(request, request.user)
    messages.success(
        request,
        _(
            "You are signed out everywhere but here. Tokens of programs and the address of your"
            " calendar have ended too; your passkeys stay."
        ),
    )
    return redirect("accounts:own")


def _crumbs() -> list[tuple[str, str]]:
    return [(_("My account"), reverse("accounts:own"))]
