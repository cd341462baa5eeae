"""Pages of children out of education."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import acting, clock, listing, wording
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.quality.prevention.models import Declared
from gaisma.quality.prevention.outside import actions, queries, selectors
from gaisma.quality.prevention.outside.forms import AttemptForm, ResponsibleForm
from gaisma.quality.prevention.outside.lists import ChildrenFilter, ChildrenTable
from gaisma.quality.prevention.permissions import SEE_OUTSIDE, SEEK
from gaisma.record.people.selectors import today


@requires(SEE_OUTSIDE)
@require_safe
def children(request: SignedInRequest) -> HttpResponse:
    """The children of compulsory age who live in the city and learn nowhere today."""
    rows = queries.children(request.user, on=today())
    if request.GET.get("format") in listing.FORMATS:
        actions.note_taken_out(len(rows), by=request.user, at=clock.now())
    return listing.answer(
        request,
        table=ChildrenTable,
        filters=ChildrenFilter,
        rows=rows,
        title=_("Children out of education"),
        lead=_(
            "Children of compulsory age on the newest lists of the register of persons who learn "
            "at no institution known here."
        ),
        empty=(
            _("No children"),
            _("Everybody on the lists learns somewhere, or no list was taken in yet."),
        ),
    )


@requires(SEE_OUTSIDE)
@require_safe
def child(request: SignedInRequest, declared_id: int) -> HttpResponse:
    """What is known of a child; that somebody looked is written down."""
    page = selectors.child(request.user, declared_id, on=today())
    actions.note_read(page.declared, by=request.user, at=clock.now())
    return render(request, "prevention/child.html", {"page": page, "crumbs": crumbs()})


@requires(SEEK)
@shown_or_sent
def reach_out(request: SignedInRequest, declared_id: int) -> HttpResponse:
    """Write down that somebody asked after a child."""
    found = selectors.child(request.user, declared_id, on=today()).declared
    return acting.asked(
        request,
        AttemptForm(sent(request), initial={"on": today()}),
        act=partial(actions.reach_out, child=found),
        said=_("The attempt is written down."),
        title=_("Write down an attempt"),
        crumbs=crumbs(found),
    )


@requires(SEEK)
@shown_or_sent
def correct(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    """Correct an attempt."""
    row, found = selectors.attempt(request.user, attempt_id)
    return acting.asked(
        request,
        AttemptForm(sent(request), initial=AttemptForm.of(row)),
        act=partial(actions.correct, attempt=row, child=found),
        said=_("The attempt is corrected."),
        title=_("Correct an attempt"),
        crumbs=crumbs(found),
    )


@requires(SEEK)
@require_POST
def take_back(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    """Take back an attempt that was written by mistake."""
    row, found = selectors.attempt(request.user, attempt_id)
    is_told = queries.child_page(found, on=today()).since is not None
    return acting.done(
        request,
        partial(actions.take_back, attempt=row, child=found),
        said=_("It is taken back."),
        leads_to=found.get_absolute_url() if is_told else reverse("prevention:outside"),
    )


@requires(SEEK)
@shown_or_sent
def entrust(request: SignedInRequest, declared_id: int) -> HttpResponse:
    """Say who looks for a child."""
    found = selectors.child(request.user, declared_id, on=today()).declared
    initial = {"responsible": found.responsible_id, "revision": found.revision}
    return acting.asked(
        request,
        ResponsibleForm(sent(request), officials=queries.officials(on=today()), initial=initial),
        act=partial(actions.entrust, child=found),
        said=_("It is written down who looks for the child."),
        title=_("Who looks for the child"),
        crumbs=crumbs(found),
    )


def crumbs(row: Declared | None = None) -> tuple[tuple[str, str], ...]:
    """The way to a child; its name is the day of the first list, as titles stay in browsers."""
    way = ((_("Children out of education"), reverse("prevention:outside")),)
    if row is None:
        return way
    title = _("Child on lists since %(day)s") % {"day": wording.day(row.from_on)}
    return (*way, (title, row.get_absolute_url()))
