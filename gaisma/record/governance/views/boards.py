from functools import partial

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import access, acting, audit, clock, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.base.models import Installation
from gaisma.record.governance import audited, queries, tables
from gaisma.record.governance.actions import boards as actions
from gaisma.record.governance.forms import BodyForm, MeetingForm, MemberForm, NewBodyForm
from gaisma.record.governance.models import Body
from gaisma.record.people.models import Person


def _crumbs(*bodies: Body) -> list[tuple[str, str]]:
    listed = [(_("Councils and boards"), reverse("governance:boards"))]
    return [*listed, *((body.name, body.get_absolute_url()) for body in bodies)]


@requires("governance.see_boards")
@require_safe
def boards(request: SignedInRequest) -> HttpResponse:
    """The councils and boards of the institutions that the person sees."""
    may_keep = access.may(request.user, "governance.keep_boards")
    setting_up = [(_("Set up a new board"), reverse("governance:set_up_board"))]
    return listing.answer(
        request,
        table=tables.Boards,
        filters=tables.BoardFilters,
        rows=queries.boards(request.user, on=Installation.current().as_of()),
        title=_("Councils and boards"),
        lead=_("Who has a say in institutions: members, meetings, decisions."),
        actions=setting_up if may_keep else [],
        empty=(_("No board has been set up yet"), _("The head sets up the institution's boards.")),
    )


@requires("governance.see_boards")
@require_safe
def board(request: SignedInRequest, body_id: int) -> HttpResponse:
    """A board: its members, meetings, and what they decided."""
    found = queries.body(request.user, body_id)
    page = queries.board_page(request.user, found, on=Installation.current().as_of())
    if page.shows_names and (page.members or page.former):
        audit.note(
            action=audited.READ_BOARD,
            by=request.user,
            at=clock.now(),
            organisation=found.institution,
            subject="governance.Body",
            ids=[found.pk],
        )
    return render(request, "governance/board.html", {"page": page, "crumbs": _crumbs()})


@requires("governance.keep_boards")
@shown_or_sent
def set_up(request: SignedInRequest) -> HttpResponse:
    """Set up a board of an institution."""
    institutions = queries.keepable(request.user, on=Installation.current().as_of())
    form = NewBodyForm(sent(request), institutions=institutions)
    return acting.asked(
        request,
        form,
        act=actions.set_up,
        said=_("The board is set up. Now say who sits in it."),
        leads_to=Body.get_absolute_url,
        title=_("Set up a new board"),
        button=_("Set up the board"),
        crumbs=_crumbs(),
    )


@requires("governance.keep_boards")
@shown_or_sent
def change(request: SignedInRequest, body_id: int) -> HttpResponse:
    """Write what is known about a board."""
    found = queries.body(request.user, body_id)
    return acting.asked(
        request,
        BodyForm(sent(request), initial=BodyForm.of(found)),
        act=partial(actions.change, body=found),
        said=_("The board has been changed."),
        title=_("Change the board"),
        crumbs=_crumbs(found),
    )


@requires("governance.keep_boards")
@shown_or_sent
def seat(request: SignedInRequest, body_id: int) -> HttpResponse:
    """Give somebody a seat in a board."""
    found = queries.body(request.user, body_id)
    on = Installation.current().as_of()
    demanded(request, found)
    form = MemberForm(
        sent(request),
        initial={"from_on": on, "seat": "member"},
        staff=queries.staff(found.institution, on=on),
    )
    return acting.asked(
        request,
        form,
        act=partial(actions.seat, body=found),
        said=_("The member has a seat."),
        title=_("Give somebody a seat"),
        lead=_("Choose a member of staff, or write the name of somebody from outside."),
        button=_("Give the seat"),
        crumbs=_crumbs(found),
    )


@requires("governance.keep_boards")
@shown_or_sent
def change_member(request: SignedInRequest, member_id: int) -> HttpResponse:
    """Write who sits there, or end it."""
    found = queries.member(request.user, member_id)
    demanded(request, found.body)
    staff = queries.staff(found.body.institution, on=Installation.current().as_of())
    own = Person.objects.filter(memberships=found.pk)
    return acting.asked(
        request,
        MemberForm(sent(request), initial=MemberForm.of(found), staff=(staff | own).distinct()),
        act=partial(actions.change_member, member=found),
        said=_("The seat has been changed."),
        title=_("Change the seat"),
        crumbs=_crumbs(found.body),
    )


@requires("governance.keep_boards")
@shown_or_sent
def remove_member(request: SignedInRequest, member_id: int) -> HttpResponse:
    """Take out a member who was entered by mistake."""
    found = queries.member(request.user, member_id)
    return acting.asked(
        request,
        Form(sent(request)),
        act=partial(actions.remove_member, member=found),
        said=_("The member has been taken out."),
        title=_("Take the member out?"),
        lead=_("Only who was entered by mistake. Who leaves gets a last day instead."),
        button=_("Take out"),
        danger=True,
        crumbs=_crumbs(found.body),
    )


@requires("governance.keep_boards")
@shown_or_sent
def meet(request: SignedInRequest, body_id: int) -> HttpResponse:
    """Record a meeting, or call one."""
    found = queries.body(request.user, body_id)
    form = MeetingForm(sent(request), initial={"held_on": Installation.current().as_of()})
    return acting.asked(
        request,
        form,
        act=partial(actions.meet, body=found),
        said=_("The meeting is recorded."),
        title=_("Record a meeting"),
        lead=_("A day that is still to come calls the meeting; write the minutes afterwards."),
        button=_("Record the meeting"),
        crumbs=_crumbs(found),
    )


@requires("governance.keep_boards")
@shown_or_sent
def change_meeting(request: SignedInRequest, meeting_id: int) -> HttpResponse:
    """Write a meeting's agenda or minutes."""
    found = queries.meeting(request.user, meeting_id)
    demanded(request, found.body)
    return acting.asked(
        request,
        MeetingForm(sent(request), initial=MeetingForm.of(found)),
        act=partial(actions.change_meeting, meeting=found),
        said=_("The meeting has been changed."),
        title=_("Agenda and minutes"),
        crumbs=_crumbs(found.body),
    )


@requires("governance.keep_boards")
@shown_or_sent
def remove_meeting(request: SignedInRequest, meeting_id: int) -> HttpResponse:
    """Take out a meeting that was entered by mistake or did not take place."""
    found = queries.meeting(request.user, meeting_id)
    return acting.asked(
        request,
        Form(sent(request)),
        act=partial(actions.remove_meeting, meeting=found),
        said=_("The meeting has been taken out."),
        title=_("Take the meeting out?"),
        lead=_("Its agenda and minutes are deleted. This cannot be undone."),
        button=_("Take out"),
        danger=True,
        crumbs=_crumbs(found.body),
    )


def demanded(request: SignedInRequest, body: Body) -> None:
    """Refuse names to somebody who keeps boards elsewhere only. Raises PermissionDenied."""
    acting.attempted(
        lambda: actions.demand_keeping(body, by=request.user), refused=lambda why: None
    )
