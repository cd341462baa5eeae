from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gaisma.base import acting, clock, roles, speaking
from gaisma.base.access import open_to_everyone
from gaisma.base.accounts import forms, links
from gaisma.base.accounts.actions import acceptance
from gaisma.base.accounts.models import Invitation
from gaisma.base.forms import shown_or_sent
from gaisma.base.models import User

GONE = 404


@open_to_everyone
@shown_or_sent
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an invitation: with a password for a new account, or as who one is already."""
    row = _found(token)
    if row is None:
        return render(request, "accounts/no-invitation.html", status=GONE)
    page = {"invitation": row, "role": roles.title(row.role)}
    if User.objects.filter(email__iexact=row.email).exists():
        return _accept_as(request, row, page)
    initial = {"full_name": row.full_name, "language": row.language}
    form = forms.Accept(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        user = acting.attempted(
            lambda: _accepted(row, form), refused=lambda why: form.add_error(None, why)
        )
        if isinstance(user, User):
            return _signed_in(request, user)
    status = acting.UNPROCESSABLE if form.is_bound else None
    return render(request, "accounts/accept.html", {**page, "form": form}, status=status)


def _found(token: str) -> Invitation | None:
    """The open invitation that the link names, when it came with the last letter."""
    named = links.read(token, salt=links.INVITATION)
    if named is None:
        return None
    open_ = Invitation.objects.open_at(clock.now()).select_related("organisation", "invited_by")
    row = open_.filter(pk=named.pk).first()
    return row if row is not None and str(row.sending) == named.sending else None


def _accepted(row: Invitation, form: forms.Accept) -> User:
    given = form.cleaned_data
    return acceptance.accept(
        invitation=row,
        full_name=given["full_name"],
        language=given["language"],
        password=given["password"],
        at=clock.now(),
    )


def _accept_as(request: HttpRequest, row: Invitation, page: dict[str, object]) -> HttpResponse:
    """Who has an account takes the role up by it, and by no other."""
    user = request.user
    is_theirs = isinstance(user, User) and user.email.lower() == row.email
    if request.method == "POST" and isinstance(user, User):
        return acting.done(
            request,
            lambda by, at: acceptance.accept_as(invitation=row, user=user, at=at),
            said=_("The role is yours."),
            leads_to=reverse("accounts:own"),
        )
    return render(request, "accounts/accept-as.html", {**page, "is_theirs": is_theirs})


def _signed_in(request: HttpRequest, user: User) -> HttpResponse:
    get_adapter().login(request, user)
    return speaking.remembered(redirect("/"), user.language)
