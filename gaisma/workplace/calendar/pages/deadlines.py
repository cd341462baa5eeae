"""Deadlines, what is delivered on them, and what is missing."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import access, acting, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.base.models import Installation, Organisation
from gaisma.workplace.calendar import actions, lists
from gaisma.workplace.calendar.forms import DeadlineForm, DeliveryForm, ReturnForm
from gaisma.workplace.calendar.models import Deadline
from gaisma.workplace.calendar.pages.calendar import frame
from gaisma.workplace.calendar.queries import deadlines, entries, missing
from gaisma.workplace.calendar.queries.deadlines import Progress

LISTED = timedelta(days=400)
"""Deadlines of a year and a month, past and to come, stand in the list."""


def crumbs(*rows: Deadline) -> list[tuple[str, str]]:
    """The way to a page about a deadline."""
    way = [(_("Calendar"), reverse("calendar:month"))]
    return [*way, *((row.title, row.get_absolute_url()) for row in rows)]


def _today() -> Any:
    return Installation.current().as_of()


@requires("calendar.see_missing")
@require_safe
def deadline_list(request: SignedInRequest) -> HttpResponse:
    """Deadlines that bind institutions, with who has delivered."""
    on = _today()
    found = deadlines.progress(request.user, on=on, first=on - LISTED, last=on + LISTED)
    return listing.answer(
        request,
        table=lists.Deadlines,
        filters=lists.DeadlineFilters,
        rows=list(found),
        title=_("Deadlines"),
        template="calendar/agenda.html",
        empty=(_("No deadline has been set"), _("The authority sets what institutions owe.")),
        **frame(request),
    )


@requires("calendar.see")
@require_safe
def deadline(request: SignedInRequest, deadline_id: int) -> HttpResponse:
    """A deadline: what is owed, who has delivered, who is waited for."""
    found = deadlines.one(request.user, deadline_id, on=_today())
    sees = deadlines.may_see_progress(request.user)
    context = {
        "progress": found,
        "sees_progress": sees,
        "told": entries.told(found) if sees else "",
        "tone": entries.tone(found) if sees else "",
        "standing": missing.standing(found.deadline.due_on, found.on),
        "lines": _lines(request, found) if sees else [],
        "may_keep": _may_keep(request, found.deadline),
        "reminder": deadlines.reminder(found) if found.waiting else None,
        "crumbs": crumbs(),
    }
    return render(request, "calendar/deadline.html", context)


def _may_keep(request: SignedInRequest, row: Deadline) -> bool:
    return access.may(request.user, "calendar.keep_deadlines", row.organisation)


def _lines(request: SignedInRequest, found: Progress) -> list[dict[str, object]]:
    """Institutions with what they have delivered, and whether the person delivers for them."""
    reach = access.reach(request.user, "specialist", "manager", "head", "deputy")
    return [{"line": line, "may_deliver": line.institution.id in reach} for line in found.lines]


@requires("calendar.keep_deadlines")
@shown_or_sent
def set_deadline(request: SignedInRequest) -> HttpResponse:
    """Set a deadline for institutions."""
    authority = Installation.current().authority
    form = DeadlineForm(sent(request), institutions=_institutions(request))
    return acting.asked(
        request,
        form,
        act=partial(actions.set_deadline, organisation=authority),  # type: ignore[arg-type]
        said=_("The deadline is set. Institutions see it on their first page."),
        leads_to=Deadline.get_absolute_url,
        title=_("Set a new deadline"),
        button=_("Set the deadline"),
        back=reverse("calendar:deadlines"),
        crumbs=crumbs(),
    )


def _institutions(request: SignedInRequest) -> Any:
    return access.visible(request.user).institutions().open_on(_today()).order_by("name")


@requires("calendar.keep_deadlines")
@shown_or_sent
def change(request: SignedInRequest, deadline_id: int) -> HttpResponse:
    """Move or rewrite a deadline."""
    found = deadlines.one(request.user, deadline_id, on=_today()).deadline
    listed = Organisation.objects.filter(pk__in=[one.pk for one in found.listed.all()])
    form = DeadlineForm(
        sent(request),
        initial=DeadlineForm.of(found),
        institutions=_institutions(request) | listed,
    )
    return acting.asked(
        request,
        form,
        act=partial(actions.change_deadline, deadline=found),
        said=_("The deadline has been changed."),
        leads_to=Deadline.get_absolute_url,
        title=_("Change the deadline"),
        crumbs=crumbs(found),
    )


@requires("calendar.keep_deadlines")
@shown_or_sent
def lift(request: SignedInRequest, deadline_id: int) -> HttpResponse:
    """Take a deadline out of the calendar."""
    found = deadlines.one(request.user, deadline_id, on=_today()).deadline
    return acting.asked(
        request,
        Form(sent(request)),
        act=partial(actions.lift_deadline, deadline=found),
        said=_("The deadline has been lifted."),
        leads_to=reverse("calendar:deadlines"),
        title=_("Lift the deadline?"),
        lead=_("What institutions have delivered by it is deleted too. This cannot be undone."),
        button=_("Lift the deadline"),
        danger=True,
        crumbs=crumbs(found),
    )


@requires("calendar.deliver")
@shown_or_sent
def deliver(request: SignedInRequest, deadline_id: int, organisation_id: int) -> HttpResponse:
    """Deliver what an institution owes."""
    progress, line = deadlines.line(request.user, deadline_id, organisation_id, on=_today())
    institution = access.found(request.user, organisation_id)
    found, known = progress.deadline, line.delivery
    initial = {"note": known.note, "link": known.link} if known else {}
    return acting.asked(
        request,
        DeliveryForm(sent(request), initial=initial),
        act=partial(actions.deliver, deadline=found, institution=institution),
        said=_("Delivered. The authority sees it now."),
        title=found.title,
        button=_("Deliver"),
        crumbs=crumbs(found),
        template="calendar/deliver.html",
        progress=progress,
        line=line,
    )


@requires("calendar.keep_deadlines")
@require_POST
def accept(request: SignedInRequest, delivery_id: int) -> HttpResponse:
    """Take what was delivered as it is."""
    found = deadlines.delivery(request.user, delivery_id)
    return acting.done(
        request,
        partial(actions.accept, delivery=found),
        said=_("Accepted."),
        leads_to=found.deadline.get_absolute_url(),
    )


@requires("calendar.keep_deadlines")
@shown_or_sent
def return_(request: SignedInRequest, delivery_id: int) -> HttpResponse:
    """Give a delivery back to be mended."""
    found = deadlines.delivery(request.user, delivery_id)
    return acting.asked(
        request,
        ReturnForm(sent(request)),
        act=partial(actions.return_, delivery=found),
        said=_("Returned. The institution sees what is to be mended."),
        title=_("Return for mending"),
        lead=f"{found.institution} · {found.deadline}",
        button=_("Return"),
        crumbs=crumbs(found.deadline),
    )


@requires("calendar.see_missing")
@require_safe
def missing_work(request: SignedInRequest) -> HttpResponse:
    """Who owes what, the overdue first."""
    on = Installation.current().as_of()
    return listing.answer(
        request,
        table=lists.MissingWork,
        filters=lists.MissingFilters,
        rows=list(missing.missing(request.user, on=on)),
        title=_("Missing work"),
        lead=_("What institutions owe now and within a month, the overdue first."),
        actions=[(_("As a letter"), reverse("calendar:digest"), "")],
        empty=(_("Nothing is missing"), _("All that was due has been delivered.")),
    )
