from functools import partial

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import acting, clock
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.errors import GaismaError
from gaisma.base.forms import day, shown_or_sent
from gaisma.workplace.api import actions, queries
from gaisma.workplace.api.admission import RATE
from gaisma.workplace.api.permissions import KEEP_OWN_TOKENS, READ


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
    page = {"endpoints": queries.endpoints(), "rate": RATE.partition("/")[0]}
    return render(request, "api/description.html", page)


@requires(KEEP_OWN_TOKENS)
@require_safe
def tokens(request: SignedInRequest) -> HttpResponse:
    """The reader's own tokens."""
    found = queries.tokens(request.user, on=clock.today())
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
    found = queries.token(request.user, token_id)
    return acting.done(
        request,
        partial(actions.revoke, found),
        said=_("The token is revoked: nothing can be read with it any more."),
        leads_to=reverse("api:tokens"),
    )
