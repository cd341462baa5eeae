from functools import partial

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import access, acting, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.evidence.figures import evidence
from gaisma.record.governance import queries, tables
from gaisma.record.governance.actions import priorities as actions
from gaisma.record.governance.forms import PriorityForm
from gaisma.record.governance.models import Priority


def _list() -> str:
    return reverse("governance:priorities")


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Priorities of methodical work"), _list())]


@requires("governance.see_priorities")
@require_safe
def priorities(request: SignedInRequest) -> HttpResponse:
    """What methodical work turns to, by school year."""
    may_keep = access.may(request.user, "governance.keep_priorities")
    entering = [(_("Enter a priority"), reverse("governance:enter_priority"))]
    return listing.answer(
        request,
        table=tables.Priorities,
        filters=tables.PriorityFilters,
        rows=queries.priorities(),
        title=_("Priorities of methodical work"),
        lead=_("What the authority turns to in a school year, in the order of its report."),
        actions=entering if may_keep else [],
        empty=(_("No priority has been entered yet"), _("The authority enters those of the year.")),
    )


@requires("governance.keep_priorities")
@shown_or_sent
def enter(request: SignedInRequest) -> HttpResponse:
    """Enter a priority of a school year."""
    year = evidence.current().school_year
    known = Priority.objects.filter(school_year=year).order_by("-place").first()
    initial = {"school_year": year, "place": known.place + 1 if known else 1}
    return acting.asked(
        request,
        PriorityForm(sent(request), initial=initial),
        act=actions.enter,
        said=_("The priority has been entered."),
        title=_("Enter a priority"),
        button=_("Enter the priority"),
        crumbs=_crumbs(),
    )


@requires("governance.see_priorities")
@require_safe
def priority(request: SignedInRequest, priority_id: int) -> HttpResponse:
    """A priority in its languages."""
    context = {
        "priority": get_object_or_404(Priority, pk=priority_id),
        "may_keep": access.may(request.user, "governance.keep_priorities"),
        "crumbs": _crumbs(),
    }
    return render(request, "governance/priority.html", context)


@requires("governance.keep_priorities")
@shown_or_sent
def change(request: SignedInRequest, priority_id: int) -> HttpResponse:
    """Write what a priority says, or where it stands."""
    found = get_object_or_404(Priority, pk=priority_id)
    return acting.asked(
        request,
        PriorityForm(sent(request), initial=PriorityForm.of(found)),
        act=partial(actions.change, priority=found),
        said=_("The priority has been changed."),
        title=_("Change the priority"),
        back=found.get_absolute_url(),
        crumbs=_crumbs(),
    )


@requires("governance.keep_priorities")
@shown_or_sent
def remove(request: SignedInRequest, priority_id: int) -> HttpResponse:
    """Take a priority out."""
    found = get_object_or_404(Priority, pk=priority_id)
    return acting.asked(
        request,
        Form(sent(request)),
        act=partial(actions.remove, priority=found),
        said=_("The priority has been taken out."),
        leads_to=_list(),
        title=_("Take the priority out?"),
        lead=str(found),
        button=_("Take it out"),
        danger=True,
        back=found.get_absolute_url(),
        crumbs=_crumbs(),
    )
