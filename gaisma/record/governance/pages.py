from functools import partial

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import access, acting, audit, clock, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.base.models import Installation
from gaisma.evidence.figures import evidence
from gaisma.record.governance import actions, audited, lists, queries
from gaisma.record.governance.forms import (
    ActForm,
    BodyForm,
    MeetingForm,
    MemberForm,
    NewBodyForm,
    PriorityForm,
)
from gaisma.record.governance.models import Act, Body, Priority
from gaisma.record.people.models import Person


def _crumbs_of_acts() -> list[tuple[str, str]]:
    return [(_("Legal acts"), reverse("governance:acts"))]


@requires("governance.see_acts")
@require_safe
def acts(request: SignedInRequest) -> HttpResponse:
    """The register of acts that bind the year."""
    may_keep = access.may(request.user, "governance.keep_acts")
    entering = [(_("Enter an act"), reverse("governance:enter_act"))]
    return listing.answer(
        request,
        table=lists.Acts,
        filters=lists.ActFilters,
        rows=queries.acts(),
        title=_("Legal acts"),
        lead=_("Acts that bind the year: what they change, from when, and what is to be done."),
        actions=entering if may_keep else [],
        empty=(_("No act has been entered yet"), _("The authority enters the acts of the year.")),
    )


@requires("governance.see_acts")
@require_safe
def act(request: SignedInRequest, act_id: int) -> HttpResponse:
    """An act: what it changes, whom it binds, what follows from it."""
    on = Installation.current().as_of()
    page = queries.act_page(act_id, user=request.user, on=on)
    may_keep = access.may(request.user, "governance.keep_acts")
    context = {"page": page, "may_keep": may_keep, "crumbs": _crumbs_of_acts()}
    return render(request, "governance/act.html", context)


@requires("governance.keep_acts")
@shown_or_sent
def enter_act(request: SignedInRequest) -> HttpResponse:
    """Enter an act in the register."""
    return acting.asked(
        request,
        ActForm(sent(request)),
        act=actions.enter_act,
        said=_("The act is in the register."),
        leads_to=Act.get_absolute_url,
        title=_("Enter an act"),
        button=_("Enter the act"),
        crumbs=_crumbs_of_acts(),
    )


@requires("governance.keep_acts")
@shown_or_sent
def change_act(request: SignedInRequest, act_id: int) -> HttpResponse:
    """Write what is known about an act."""
    found = get_object_or_404(Act, pk=act_id)
    return acting.asked(
        request,
        ActForm(sent(request), initial=ActForm.of(found)),
        act=partial(actions.change_act, act=found),
        said=_("The act has been changed."),
        leads_to=Act.get_absolute_url,
        title=_("Change the act"),
        crumbs=[*_crumbs_of_acts(), (found.title, found.get_absolute_url())],
    )


@requires("governance.keep_acts")
@shown_or_sent
def remove_act(request: SignedInRequest, act_id: int) -> HttpResponse:
    """Take an act that was entered by mistake out of the register."""
    found = get_object_or_404(Act, pk=act_id)
    return acting.asked(
        request,
        Form(sent(request)),
        act=partial(actions.remove_act, act=found),
        said=_("The act is no longer in the register."),
        leads_to=reverse("governance:acts"),
        title=_("Take the act out of the register?"),
        lead=_("Only what was entered by mistake. An act that has ended gets a last day instead."),
        button=_("Take it out"),
        danger=True,
        crumbs=[*_crumbs_of_acts(), (found.title, found.get_absolute_url())],
    )


def _priorities() -> str:
    return reverse("governance:priorities")


def _crumbs_of_priorities() -> list[tuple[str, str]]:
    return [(_("Priorities of methodical work"), _priorities())]


@requires("governance.see_priorities")
@require_safe
def priorities(request: SignedInRequest) -> HttpResponse:
    """What methodical work turns to, by school year."""
    may_keep = access.may(request.user, "governance.keep_priorities")
    entering = [(_("Enter a priority"), reverse("governance:enter_priority"))]
    return listing.answer(
        request,
        table=lists.Priorities,
        filters=lists.PriorityFilters,
        rows=queries.priorities(),
        title=_("Priorities of methodical work"),
        lead=_("What the authority turns to in a school year, in the order of its report."),
        actions=entering if may_keep else [],
        empty=(_("No priority has been entered yet"), _("The authority enters those of the year.")),
    )


@requires("governance.keep_priorities")
@shown_or_sent
def enter_priority(request: SignedInRequest) -> HttpResponse:
    """Enter a priority of a school year."""
    year = evidence.current().school_year
    known = Priority.objects.filter(school_year=year).order_by("-place").first()
    initial = {"school_year": year, "place": known.place + 1 if known else 1}
    return acting.asked(
        request,
        PriorityForm(sent(request), initial=initial),
        act=actions.enter_priority,
        said=_("The priority has been entered."),
        title=_("Enter a priority"),
        button=_("Enter the priority"),
        crumbs=_crumbs_of_priorities(),
    )


@requires("governance.see_priorities")
@require_safe
def priority(request: SignedInRequest, priority_id: int) -> HttpResponse:
    """A priority in its languages."""
    context = {
        "priority": get_object_or_404(Priority, pk=priority_id),
        "may_keep": access.may(request.user, "governance.keep_priorities"),
        "crumbs": _crumbs_of_priorities(),
    }
    return render(request, "governance/priority.html", context)


@requires("governance.keep_priorities")
@shown_or_sent
def change_priority(request: SignedInRequest, priority_id: int) -> HttpResponse:
    """Write what a priority says, or where it stands."""
    found = get_object_or_404(Priority, pk=priority_id)
    return acting.asked(
        request,
        PriorityForm(sent(request), initial=PriorityForm.of(found)),
        act=partial(actions.change_priority, priority=found),
        said=_("The priority has been changed."),
        title=_("Change the priority"),
        back=found.get_absolute_url(),
        crumbs=_crumbs_of_priorities(),
    )


@requires("governance.keep_priorities")
@shown_or_sent
def remove_priority(request: SignedInRequest, priority_id: int) -> HttpResponse:
    """Take a priority out."""
    found = get_object_or_404(Priority, pk=priority_id)
    return acting.asked(
        request,
        Form(sent(request)),
        act=partial(actions.remove_priority, priority=found),
        said=_("The priority has been taken out."),
        leads_to=_priorities(),
        title=_("Take the priority out?"),
        lead=str(found),
        button=_("Take it out"),
        danger=True,
        back=found.get_absolute_url(),
        crumbs=_crumbs_of_priorities(),
    )


def _crumbs_of_boards(*bodies: Body) -> list[tuple[str, str]]:
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
        table=lists.Boards,
        filters=lists.BoardFilters,
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
    return render(request, "governance/board.html", {"page": page, "crumbs": _crumbs_of_boards()})


@requires("governance.keep_boards")
@shown_or_sent
def set_up_board(request: SignedInRequest) -> HttpResponse:
    """Set up a board of an institution."""
    institutions = queries.keepable(request.user, on=Installation.current().as_of())
    form = NewBodyForm(sent(request), institutions=institutions)
    return acting.asked(
        request,
        form,
        act=actions.set_up_board,
        said=_("The board is set up. Now say who sits in it."),
        leads_to=Body.get_absolute_url,
        title=_("Set up a new board"),
        button=_("Set up the board"),
        crumbs=_crumbs_of_boards(),
    )


@requires("governance.keep_boards")
@shown_or_sent
def change_board(request: SignedInRequest, body_id: int) -> HttpResponse:
    """Write what is known about a board."""
    found = queries.body(request.user, body_id)
    return acting.asked(
        request,
        BodyForm(sent(request), initial=BodyForm.of(found)),
        act=partial(actions.change_board, body=found),
        said=_("The board has been changed."),
        title=_("Change the board"),
        crumbs=_crumbs_of_boards(found),
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
        crumbs=_crumbs_of_boards(found),
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
        crumbs=_crumbs_of_boards(found.body),
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
        crumbs=_crumbs_of_boards(found.body),
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
        crumbs=_crumbs_of_boards(found),
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
        crumbs=_crumbs_of_boards(found.body),
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
        crumbs=_crumbs_of_boards(found.body),
    )


def demanded(request: SignedInRequest, body: Body) -> None:
    """Refuse names to somebody who keeps boards elsewhere only. Raises PermissionDenied."""
    acting.attempted(
        lambda: actions.demand_keeping(body, by=request.user), refused=lambda why: None
    )
