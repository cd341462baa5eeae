"""Addresses of families as those make them who help, and what they open without a sign-in."""

from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gaisma.base import acting, clock, pictures, secret_addresses
from gaisma.base.access import SignedInRequest, open_to_everyone, requires
from gaisma.base.forms import revision_sent, shown_or_sent
from gaisma.base.models import Organisation
from gaisma.base.secret_pages import is_remembered, remember, untold
from gaisma.quality.prevention.families import actions, queries
from gaisma.quality.prevention.families.actions import Made
from gaisma.quality.prevention.families.forms import AnswerForm
from gaisma.quality.prevention.families.queries import OwnSignal
from gaisma.quality.prevention.models import SignalLink
from gaisma.quality.prevention.permissions import SEE_SIGNALS
from gaisma.quality.prevention.signals.actions import note_read_of
from gaisma.record.people.models import Person
from gaisma.record.people.selectors import today

COOKIE = "signals"
"""That this browser opened an address, in its path alone."""
UNPROCESSABLE = 422


@requires(SEE_SIGNALS)
@shown_or_sent
def link(request: SignedInRequest, person_id: int, organisation_id: int) -> HttpResponse:
    """The address of a learner's family; what is sent makes another, which is shown this once."""
    learner = get_object_or_404(Person, pk=person_id)
    place = get_object_or_404(Organisation, pk=organisation_id)
    if not queries.helps(request.user, learner, place.pk, on=today()):
        raise Http404
    page = {
        "learner": learner,
        "place": place,
        "until": today() + queries.OPENS,
        "crumbs": _crumbs(),
    }
    if request.method == "POST":
        made = acting.attempted(
            partial(
                actions.make_link,
                learner=learner,
                institution=place,
                by=request.user,
                at=clock.now(),
            ),
            refused=partial(messages.error, request),
        )
        return _shown_once(request, made, page) if isinstance(made, Made) else _back(request)
    page["link"] = queries.link_of(learner, place, on=today())
    page["answers"] = queries.answers(learner, place)
    note_read_of(1, by=request.user, at=clock.now())
    return render(request, "prevention/families/link.html", page)


def _back(request: SignedInRequest) -> HttpResponse:
    return redirect(request.path)


def _shown_once(request: SignedInRequest, made: Made, page: dict[str, object]) -> HttpResponse:
    address = secret_addresses.address("prevention:own", made.secret)
    own = (_("Address for the family"), request.path)
    page |= {
        "link": made.link,
        "secret": made.secret,
        "door": secret_addresses.door("prevention:own"),
        "square": pictures.square(address),
        "crumbs": (*_crumbs(), own),
    }
    return render(request, "prevention/families/slip.html", page)


@requires(SEE_SIGNALS)
@require_POST
def withdraw(request: SignedInRequest, link_id: int) -> HttpResponse:
    """Let an address open nothing any more."""
    rows = SignalLink.objects.on(today()).select_related("learner", "institution")
    row = get_object_or_404(rows, pk=link_id)
    if not queries.helps(request.user, row.learner, row.institution_id, on=today()):
        raise Http404
    return acting.done(
        request,
        partial(actions.withdraw, link=row, revision=revision_sent(request)),
        said=_("The address opens nothing any more."),
        leads_to=reverse("prevention:link", args=[row.learner_id, row.institution_id]),
    )


@open_to_everyone
@shown_or_sent
def own(request: HttpRequest, token: str) -> HttpResponse:
    """What an address opens: first a button, so that no preview reads it; then the signals."""
    row = queries.link(token, on=today())
    if row is None:
        return untold(render(request, "prevention/families/nothing.html", status=404))
    if "signal" in request.POST:
        return _answered(request, row)
    if request.method == "POST":
        actions.note_opened(row, at=clock.now())
        return _opened(request, row)
    if not is_remembered(request, row, cookie=COOKIE, lasts=queries.READS_ON):
        return untold(render(request, "prevention/families/door.html", {"link": row}))
    return _told(request, row)


def _opened(request: HttpRequest, row: SignalLink, part: str = "") -> HttpResponse:
    answer = redirect(request.path + part)
    remember(answer, row, cookie=COOKIE, path=request.path, lasts=queries.READS_ON)
    return untold(answer)


@dataclass(frozen=True)
class _Asked:
    """A signal with the form that answers it."""

    line: OwnSignal
    form: AnswerForm


def _answered(request: HttpRequest, row: SignalLink) -> HttpResponse:
    """What is sent of one signal; what was written stays where it is refused."""
    kind = request.POST["signal"]
    lines = {line.kind: line for line in queries.told(row, on=today()).lines}
    if kind not in lines:
        raise Http404
    form = AnswerForm(request.POST, line=lines[kind])
    if form.is_valid():
        given = form.cleaned_data
        act = partial(actions.answer, link=row, kind=kind, at=clock.now(), **given)
        acting.attempted(act, refused=lambda why: form.add_error(None, why))
        if form.is_valid():
            return _opened(request, row, f"#signal-{kind}")
    return _told(request, row, refused=form, of=kind)


def _told(
    request: HttpRequest, row: SignalLink, *, refused: AnswerForm | None = None, of: str = ""
) -> HttpResponse:
    told = queries.told(row, on=today())
    asked = tuple(
        _Asked(line, refused if refused and line.kind == of else AnswerForm(line=line))
        for line in told.lines
    )
    page = {"link": row, "told": told, "asked": asked}
    status = UNPROCESSABLE if refused else None
    return untold(render(request, "prevention/families/own.html", page, status=status))


def _crumbs() -> tuple[tuple[str, str], ...]:
    return ((_("Signals"), reverse("prevention:signals")),)
