"""Pages of cases."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import acting, clock, listing, wording
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import revision_sent, sent, shown_or_sent
from gaisma.quality.prevention.cases import actions, queries, selectors
from gaisma.quality.prevention.cases.forms import (
    CaseChangeForm,
    CaseForm,
    CloseForm,
    GiveForm,
    MeetingForm,
    ParticipantForm,
    ReviewDayForm,
    ReviewForm,
    SupportForm,
)
from gaisma.quality.prevention.cases.lists import CasesFilter, CasesTable
from gaisma.quality.prevention.families import queries as families
from gaisma.quality.prevention.models import Case
from gaisma.quality.prevention.permissions import OPEN_CASES, SEE_CASES, WORK_ON_CASES
from gaisma.quality.prevention.signals.actions import note_read_of
from gaisma.quality.prevention.workflow import CASE
from gaisma.record.people.selectors import today


@requires(SEE_CASES)
@require_safe
def cases(request: SignedInRequest) -> HttpResponse:
    """The cases that the reader has to do with."""
    rows = queries.cases(request.user)
    if request.GET.get("format") in listing.FORMATS:
        actions.note_taken_out(rows.count(), by=request.user, at=clock.now())
    return listing.answer(
        request,
        table=CasesTable,
        filters=CasesFilter,
        rows=rows,
        title=_("Support cases"),
        lead=_(
            "Those that you lead or take part in; the support team sees all of its institution. "
            "A case is opened from the page of the learner."
        ),
        empty=(_("No cases"), _("You lead no case and take part in none.")),
    )


@requires(SEE_CASES)
@require_safe
def case(request: SignedInRequest, case_id: int) -> HttpResponse:
    """A case, as far as the reader sees it; the owner learns that it was read."""
    row = selectors.case(request.user, case_id)
    page = queries.case_page(row, request.user, on=today())
    actions.note_read(row, by=request.user, at=clock.now())
    return render(request, "prevention/case.html", {"page": page, "crumbs": crumbs()})


@requires(OPEN_CASES)
@shown_or_sent
def open_(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Open a case of a learner."""
    learner = selectors.learner(request.user, person_id)
    places = queries.openable_at(request.user, learner, on=today())
    owners = queries.able_to_own(*places, on=today())
    form = CaseForm(sent(request), places=places, owners=owners, initial={"opened_on": today()})
    answers = families.answers_for(request.user, learner, on=today())
    if answers:
        note_read_of(1, by=request.user, at=clock.now())
    return acting.asked(
        request,
        form,
        act=partial(actions.open_, learner=learner),
        said=_("The case is open: plan the support."),
        leads_to=Case.get_absolute_url,
        template="prevention/answered.html",
        answers=answers,
        title=_("Open a support case"),
        lead=str(learner),
        button=_("Open the case"),
        crumbs=crumbs(),
    )


@requires(WORK_ON_CASES)
@shown_or_sent
def change(request: SignedInRequest, case_id: int) -> HttpResponse:
    """Write anew what a case is about."""
    row = selectors.worked_on(request.user, case_id, "change")
    owners = queries.able_to_own(row.institution, on=row.opened_on)
    return acting.barred_in(request, CASE, row, "change") or acting.asked(
        request,
        CaseChangeForm(sent(request), owners=owners, initial=CaseChangeForm.of(row)),
        act=partial(actions.change, case=row),
        said=_("The case is changed."),
        title=_("What the case is about"),
        crumbs=crumbs(row),
    )


@requires(WORK_ON_CASES)
@shown_or_sent
def name(request: SignedInRequest, case_id: int) -> HttpResponse:
    """Let somebody take part in a case."""
    row = selectors.worked_on(request.user, case_id, "name")
    people = queries.able_to_take_part(row, on=today())
    return acting.barred_in(request, CASE, row, "name") or acting.asked(
        request,
        ParticipantForm(sent(request), people=people),
        act=partial(actions.name, case=row),
        said=_("They take part in the case from now on."),
        title=_("Name a participant"),
        lead=_("What somebody sees is enough for what they do, and no more."),
        crumbs=crumbs(row),
    )


@requires(WORK_ON_CASES)
@require_POST
def let_go(request: SignedInRequest, participant_id: int) -> HttpResponse:
    """End a part in a case."""
    row = selectors.participant(request.user, participant_id)
    return acting.done(
        request,
        partial(actions.let_go, participant=row),
        said=_("They see nothing of the case any more."),
        leads_to=row.case.get_absolute_url(),
    )


@requires(WORK_ON_CASES)
@shown_or_sent
def plan(request: SignedInRequest, case_id: int) -> HttpResponse:
    """Plan support."""
    row = selectors.worked_on(request.user, case_id, "plan")
    givers = queries.able_to_take_part(row, on=today())
    return acting.barred_in(request, CASE, row, "plan") or acting.asked(
        request,
        SupportForm(sent(request), givers=givers, initial={"from_on": today()}),
        act=partial(actions.plan, case=row),
        said=_("The support is planned."),
        title=_("Plan support"),
        crumbs=crumbs(row),
    )


@requires(WORK_ON_CASES)
@shown_or_sent
def replan(request: SignedInRequest, support_id: int) -> HttpResponse:
    """Plan support anew."""
    row = selectors.planned(request.user, support_id)
    givers = queries.able_to_take_part(row.case, on=today())
    return acting.barred_in(request, CASE, row.case, "replan") or acting.asked(
        request,
        SupportForm(sent(request), givers=givers, initial=SupportForm.of(row)),
        act=partial(actions.replan, support=row),
        said=_("The plan is changed."),
        title=_("Change planned support"),
        crumbs=crumbs(row.case),
    )


@requires(WORK_ON_CASES)
@shown_or_sent
def give(request: SignedInRequest, support_id: int) -> HttpResponse:
    """Enter support that was given: the day stands there, the hours are written."""
    row = selectors.support(request.user, support_id)
    return acting.barred_in(request, CASE, row.case, "give") or acting.asked(
        request,
        GiveForm(sent(request), initial={"on": today()}),
        act=partial(actions.give, support=row),
        said=_("Entered."),
        title=_("Enter what was given"),
        button=_("Enter"),
        crumbs=crumbs(row.case),
    )


@requires(WORK_ON_CASES)
@require_POST
def take_back(request: SignedInRequest, given_id: int) -> HttpResponse:
    """Take back what was entered by mistake."""
    row = selectors.given(request.user, given_id)
    return acting.done(
        request,
        partial(actions.take_back, given=row),
        said=_("It is taken back."),
        leads_to=row.support.case.get_absolute_url(),
    )


@requires(WORK_ON_CASES)
@shown_or_sent
def meet(request: SignedInRequest, case_id: int) -> HttpResponse:
    """Write down a meeting."""
    row = selectors.worked_on(request.user, case_id, "meet")
    return acting.barred_in(request, CASE, row, "meet") or acting.asked(
        request,
        MeetingForm(sent(request), initial={"held_on": today()}),
        act=partial(actions.meet, case=row),
        said=_("The meeting is written down."),
        title=_("Write down a meeting"),
        crumbs=crumbs(row),
    )


@requires(WORK_ON_CASES)
@shown_or_sent
def set_review(request: SignedInRequest, case_id: int) -> HttpResponse:
    """Set a day of review."""
    row = selectors.worked_on(request.user, case_id, "set_review")
    return acting.barred_in(request, CASE, row, "set_review") or acting.asked(
        request,
        ReviewDayForm(sent(request)),
        act=partial(actions.set_review, case=row),
        said=_("The review is set: it stands among the duties of who leads the case."),
        title=_("Set a review"),
        crumbs=crumbs(row),
    )


@requires(WORK_ON_CASES)
@shown_or_sent
def review(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Write what a review found."""
    row = selectors.review(request.user, review_id)
    return acting.barred_in(request, CASE, row.case, "review") or acting.asked(
        request,
        ReviewForm(sent(request), initial=ReviewForm.of(row)),
        act=partial(actions.review, review=row),
        said=_("What was found is written down."),
        title=_("Review of the case"),
        crumbs=crumbs(row.case),
    )


@requires(WORK_ON_CASES)
@shown_or_sent
def close(request: SignedInRequest, case_id: int) -> HttpResponse:
    """Close a case with what became of it."""
    row = selectors.worked_on(request.user, case_id, "close")
    initial = {"closed_on": today(), "revision": row.revision}
    return acting.barred_in(request, CASE, row, "close") or acting.asked(
        request,
        CloseForm(sent(request), initial=initial),
        act=partial(actions.close, case=row),
        said=_("The case is closed."),
        title=_("Close the case"),
        button=_("Close the case"),
        crumbs=crumbs(row),
    )


@requires(WORK_ON_CASES)
@require_POST
def reopen(request: SignedInRequest, case_id: int) -> HttpResponse:
    """Go on with a closed case."""
    row = selectors.worked_on(request.user, case_id, "reopen")
    return acting.done(
        request,
        partial(actions.reopen, case=row, revision=revision_sent(request)),
        said=_("The case is open again."),
        leads_to=row.get_absolute_url(),
    )


def crumbs(row: Case | None = None) -> tuple[tuple[str, str], ...]:
    """The way to a case; its name is the day, since titles of pages stay in browsers."""
    way = ((_("Support cases"), reverse("prevention:list")),)
    if row is None:
        return way
    title = _("Case of %(day)s") % {"day": wording.day(row.opened_on)}
    return (*way, (title, row.get_absolute_url()))
