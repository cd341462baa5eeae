"""People are invited, one by one or from a list, and accept."""

from functools import partial

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import access, acting, clock, jobs, listing, roles, speaking
from gaisma.base.access import SignedInRequest, open_to_everyone, requires
from gaisma.base.accounts import forms, invitees, links, lists, policies, queries
from gaisma.base.accounts.actions import invitations
from gaisma.base.accounts.models import Invitation
from gaisma.base.accounts.permissions import GRANT, SEE
from gaisma.base.errors import GaismaError
from gaisma.base.forms import shown_or_sent
from gaisma.base.models import User

UNPROCESSABLE = 422


@requires(SEE)
@require_safe
def every(request: SignedInRequest) -> HttpResponse:
    """Who was invited, and what came of it."""
    ways = [
        (_("Invite from a list"), reverse("accounts:invite_list")),
        (_("Invite"), reverse("accounts:invite"), "primary"),
    ]
    return listing.answer(
        request,
        table=lists.Invitations,
        filters=lists.InvitationFilters,
        rows=queries.invitations(request.user),
        title=_("Invitations"),
        lead=_("A letter with a link that holds for fourteen days."),
        actions=ways if access.may(request.user, GRANT) else [],
        crumbs=_crumbs()[:1],
        empty=(_("Nobody is invited"), _("Invite the first person.")),
    )


@requires(GRANT)
@shown_or_sent
def invite(request: SignedInRequest) -> HttpResponse:
    """Invite one person."""
    now = clock.now()
    form = forms.Invite(
        request.POST or None,
        by=request.user,
        today=timezone.localdate(now),
        initial={"language": get_language()},
    )
    return acting.asked(
        request,
        form,
        act=lambda by, at, **data: invitations.invite(
            offer=invitations.Offer(**data), by=by, at=at
        ),
        said=_("The invitation is made."),
        leads_to=Invitation.get_absolute_url,
        title=_("Invite"),
        lead=_(
            "The person gets a letter, sets a password, and has the role from the first day on."
        ),
        button=_("Send the invitation"),
        crumbs=_crumbs(),
    )


@requires(GRANT)
@shown_or_sent
def invite_list(request: SignedInRequest) -> HttpResponse:
    """Invite many, or say by row and column what stands in the way of it."""
    form = forms.InviteList(
        request.POST or None, request.FILES or None, initial={"language": get_language()}
    )
    problems: list[invitees.Problem] = []
    if request.method == "POST" and form.is_valid():
        offers, problems = _read(request, form)
        if offers and not problems:
            return _invited(request, offers)
    status = UNPROCESSABLE if request.method == "POST" else None
    page = {"form": form, "problems": problems, "crumbs": _crumbs()}
    return render(request, "accounts/invite-list.html", page, status=status)


@requires(GRANT)
@require_safe
def example(request: SignedInRequest) -> HttpResponse:
    """A workbook to fill in."""
    content = invitees.example(at=clock.now())
    response = HttpResponse(content, content_type=listing.FORMATS["xlsx"])
    name = f"{_('People to invite')}.xlsx"
    header = content_disposition_header(as_attachment=True, filename=name)
    response["Content-Disposition"] = header or "attachment"
    return response


@requires(SEE)
@require_safe
def one(request: SignedInRequest, invitation_id: int) -> HttpResponse:
    """One invitation, its letter and its end."""
    row = _found(request, invitation_id)
    state = row.state_at(clock.now())
    page = {
        "invitation": row,
        "role": roles.title(row.role),
        "state": lists.STATES[state],
        "is_pending": state in ("pending", "expired"),
        "may_change": policies.may_grant(request.user, row.role, row.organisation),
        "crumbs": _crumbs(),
    }
    return render(request, "accounts/invitation.html", page)


@requires(GRANT)
@require_POST
def send_again(request: SignedInRequest, invitation_id: int) -> HttpResponse:
    """Send a new letter."""
    row = _found(request, invitation_id)
    return acting.done(
        request,
        partial(invitations.send_again, invitation=row),
        said=_("A new link is made; the one before holds no more."),
        leads_to=row.get_absolute_url(),
    )


@requires(GRANT)
@require_POST
def withdraw(request: SignedInRequest, invitation_id: int) -> HttpResponse:
    """Take the invitation back."""
    row = _found(request, invitation_id)
    return acting.done(
        request,
        partial(invitations.withdraw, invitation=row),
        said=_("The invitation is withdrawn."),
        leads_to=row.get_absolute_url(),
    )


def _read(
    request: SignedInRequest, form: forms.InviteList
) -> tuple[list[invitations.Offer], list[invitees.Problem]]:
    given, now = form.cleaned_data, clock.now()
    try:
        file = given["file"]
        rows = (
            invitees.of_file(file.name, file.read()) if file else invitees.of_text(given["lines"])
        )
        return invitees.understood(
            rows,
            by=request.user,
            at=now,
            today=timezone.localdate(now),
            language=given["language"],
        )
    except GaismaError as refusal:
        form.add_error(None, refusal.message)
        return [], []


def _invited(request: SignedInRequest, offers: list[invitations.Offer]) -> HttpResponse:
    now = clock.now()
    made = invitations.invite_list(offers=offers, by=request.user, at=now)
    ids = [row.pk for row in made]
    job = jobs.begin("accounts.letters", by=request.user, at=now, ids=ids)
    messages.success(request, _("The invitations are made; their letters are going out."))
    return redirect(job)


def _found(request: SignedInRequest, invitation_id: int) -> Invitation:
    row = queries.invitations(request.user).filter(pk=invitation_id).first()
    if row is None:
        raise Http404
    return row


def _crumbs() -> list[tuple[str, str]]:
    return [
        (_("Accounts and roles"), reverse("accounts:accounts")),
        (_("Invitations"), reverse("accounts:invitations")),
    ]


GONE = 404


@open_to_everyone
@shown_or_sent
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an invitation: with a password for a new account, or as who one is already."""
    row = _invitation_of_link(token)
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


def _invitation_of_link(token: str) -> Invitation | None:
    """The open invitation that the link names, when it came with the last letter."""
    named = links.read(token, salt=links.INVITATION)
    if named is None:
        return None
    open_ = Invitation.objects.open_at(clock.now()).select_related("organisation", "invited_by")
    row = open_.filter(pk=named.pk).first()
    return row if row is not None and str(row.sending) == named.sending else None


def _accepted(row: Invitation, form: forms.Accept) -> User:
    given = form.cleaned_data
    return invitations.accept(
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
            lambda by, at: invitations.accept_as(invitation=row, user=user, at=at),
            said=_("The role is yours."),
            leads_to=reverse("accounts:own"),
        )
    return render(request, "accounts/accept-as.html", {**page, "is_theirs": is_theirs})


def _signed_in(request: HttpRequest, user: User) -> HttpResponse:
    get_adapter().login(request, user)
    return speaking.remembered(redirect("/"), user.language)
