"""A person's own tokens, and the description of the interface."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import acting, clock
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.errors import GaismaError
from gaisma.base.forms import day, shown_or_sent
from gaisma.base.models import User
from gaisma.workplace.api import actions, service
from gaisma.workplace.api.admission import RATE
from gaisma.workplace.api.models import Token
from gaisma.workplace.api.permissions import KEEP_OWN_TOKENS, READ


@dataclass(frozen=True)
class TokenLine:
    """A token with how it stands on the day."""

    token: Token
    state: str


def tokens_of(user: User, *, on: date) -> tuple[TokenLine, ...]:
    """The user's own tokens, the newest first."""
    found = Token.objects.filter(user=user).order_by("-made_at", "-pk")
    return tuple(TokenLine(token, _state(token, on)) for token in found)


def token_of(user: User, token_id: int) -> Token:
    """A token of the user's own. Raises Http404."""
    found = Token.objects.filter(user=user, pk=token_id).first()
    if found is None:
        raise Http404
    return found


def _state(token: Token, on: date) -> str:
    if token.revoked_at:
        return "revoked"
    return "over" if token.until_on < on else "valid"


@dataclass(frozen=True)
class Parameter:
    """A part of an address that may be given."""

    name: str
    type: str
    description: str
    is_required: bool


@dataclass(frozen=True)
class Endpoint:
    """An address that answers."""

    path: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]


def endpoints() -> tuple[Endpoint, ...]:
    """What can be asked for, from the document that describes it for programs."""
    paths: dict[str, Any] = service.document()["paths"]
    return tuple(_endpoint(path, methods["get"]) for path, methods in paths.items())


def _endpoint(path: str, told: dict[str, Any]) -> Endpoint:
    return Endpoint(
        path=path,
        title=told.get("summary", ""),
        description=told.get("description", ""),
        parameters=tuple(_parameter(one) for one in told.get("parameters", ())),
    )


def _parameter(told: dict[str, Any]) -> Parameter:
    schema = told["schema"]
    kinds = [schema, *schema.get("anyOf", ())]
    kind = next((one.get("format") or one["type"] for one in kinds if "type" in one), "")
    return Parameter(told["name"], kind, schema.get("description", ""), bool(told.get("required")))


class TokenForm(forms.Form):
    """What a token is for, and until when."""

    name = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=80,
        help_text=gettext_lazy("Such as the program that reads with it."),
    )
    until_on = day(
        label=gettext_lazy("Valid until"),
        help_text=gettext_lazy("The last day included, at most a year from now."),
    )


@requires(READ)
@require_safe
def description(request: SignedInRequest) -> HttpResponse:
    """What programs can ask for, and how."""
    page = {"endpoints": endpoints(), "rate": RATE.partition("/")[0]}
    return render(request, "api/description.html", page)


@requires(KEEP_OWN_TOKENS)
@require_safe
def tokens(request: SignedInRequest) -> HttpResponse:
    """The reader's own tokens."""
    found = tokens_of(request.user, on=clock.today())
    return render(request, "api/tokens.html", {"tokens": found})


@requires(KEEP_OWN_TOKENS)
@shown_or_sent
def new_token(request: SignedInRequest) -> HttpResponse:
    """Make a token; it is shown once, on the answer to this form, and never again."""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            token, text = actions.make(user=request.user, **given, at=clock.now())
        except GaismaError as refusal:
            form.add_error(None, refusal.message)
        else:
            return render(request, "api/made.html", {"token": token, "text": text})
    page = {
        "form": form,
        "title": _("New token"),
        "button": _("Make the token"),
        "lead": _("A program that sends it reads what you may read, and changes nothing."),
        "back": reverse("api:tokens"),
        "crumbs": [(_("My tokens"), reverse("api:tokens"))],
    }
    return render(request, "form.html", page, status=422 if form.errors else None)


@requires(KEEP_OWN_TOKENS)
@require_POST
def revoke_token(request: SignedInRequest, token_id: int) -> HttpResponse:
    """End a token at once."""
    found = token_of(request.user, token_id)
    return acting.done(
        request,
        partial(actions.revoke, found),
        said=_("The token is revoked: nothing can be read with it any more."),
        leads_to=reverse("api:tokens"),
    )
