"""A survey at an institution, and the codes that are given out, sent and drawn there.

Letters go out in the background. A code that staff draw opens the survey, which knows no account.
"""

from datetime import datetime
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import acting, clock, jobs
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.base.models import Organisation, User
from gaisma.quality.surveys import codes, tasks
from gaisma.quality.surveys.campaigns import selectors
from gaisma.quality.surveys.campaigns.pages import crumbs
from gaisma.quality.surveys.codes import actions, policies, posting, queries, slips
from gaisma.quality.surveys.codes.forms import (
    DrawForm,
    GiveForm,
    LettersForm,
    RemindersForm,
    TrialForm,
)
from gaisma.quality.surveys.models import Batch, Campaign
from gaisma.quality.surveys.permissions import (
    DRAW_CODE,
    GIVE_CODES,
    PRINT_CODES,
    RUN_SURVEYS,
    SEE_SURVEYS,
)
from gaisma.quality.surveys.workflow import SURVEY
from gaisma.record.people.selectors import today


def address(survey: Campaign, institution: Organisation) -> str:
    """Where the page of the survey at the institution is."""
    return reverse("surveys:place", args=[survey.pk, institution.pk])


def way(survey: Campaign, institution: Organisation) -> tuple[tuple[str, str], ...]:
    """The way to what is done there."""
    return (*crumbs(survey), (institution.name, address(survey, institution)))


@requires(SEE_SURVEYS)
@require_safe
def place(request: SignedInRequest, campaign_id: int, organisation_id: int) -> HttpResponse:
    """A survey at one institution."""
    survey = selectors.campaign(request.user, campaign_id)
    institution = selectors.place(request.user, survey, organisation_id)
    page = queries.page(survey, institution, request.user, on=today())
    return render(request, "surveys/place.html", {"page": page, "crumbs": crumbs(survey)})


@requires(GIVE_CODES)
@shown_or_sent
def give(request: SignedInRequest, part_id: int, organisation_id: int) -> HttpResponse:
    """Give out codes for the classes of an institution, or for all of it."""
    part = selectors.part(request.user, part_id)
    institution = selectors.kept_place(request.user, part.campaign, organisation_id)
    back = address(part.campaign, institution)
    offers = queries.offers(part, institution)
    form = GiveForm(sent(request), offers=offers, initial={"seen": offers.whole.issued})
    check = partial(policies.check_may_be_given, institution=institution, by=request.user)
    return acting.barred(request, lambda: check(part), leads_to=back) or acting.asked(
        request,
        form,
        act=lambda **given: actions.give_out(
            part=part,
            institution=institution,
            counts=form.counts,
            seen=given["seen"],
            by=request.user,
            at=clock.now(),
        ),
        said=_("The codes are given out; below stands who prints their slips."),
        template="surveys/give.html",
        title=_("Give out codes"),
        button=_("Give out"),
        part=part,
        institution=institution,
        crumbs=way(part.campaign, institution),
    )


@requires(RUN_SURVEYS)
@shown_or_sent
def give_trial(request: SignedInRequest, part_id: int, organisation_id: int) -> HttpResponse:
    """Give out codes whose answers are checked and not kept."""
    part = selectors.part(request.user, part_id)
    institution = selectors.kept_place(request.user, part.campaign, organisation_id)
    back = address(part.campaign, institution)
    return acting.barred(
        request, lambda: SURVEY.check(part.campaign, "try_out"), leads_to=back
    ) or acting.asked(
        request,
        TrialForm(sent(request)),
        act=partial(actions.issue, part=part, institution=institution, is_trial=True),
        said=_("The trial codes are given out."),
        title=_("Give out trial codes"),
        lead=_("With them the survey is tried out: answers are checked, and none is kept."),
        button=_("Give out"),
        crumbs=way(part.campaign, institution),
    )


@requires(PRINT_CODES)
@require_safe
def sheet(request: SignedInRequest, batch_id: int) -> HttpResponse:
    """The slips of a batch, to be printed and cut."""
    own = selectors.own_batch(request.user, batch_id, on=today())
    batch = own or selectors.batch(request.user, batch_id)
    crumbs = _to_class(batch) if own else way(batch.part.campaign, batch.institution)
    check = partial(policies.check_can_be_printed, by=request.user, on=today())
    if refusal := acting.barred(request, lambda: check(batch), leads_to=crumbs[-1][1]):
        return refusal
    codes = actions.printed(batch=batch, on=today(), by=request.user, at=clock.now())
    page = {"sheet": slips.sheet(batch, codes, request.GET), "crumbs": crumbs}
    return render(request, "surveys/sheet.html", page)


def _to_class(batch: Batch) -> tuple[tuple[str, str], ...]:
    """The way of a class teacher, who sees nothing else of the survey."""
    return ((str(batch.group), reverse("programmes:group", args=[batch.group_id])),)


@requires(GIVE_CODES)
@shown_or_sent
def write(request: SignedInRequest, part_id: int, organisation_id: int) -> HttpResponse:
    """Send codes to the addresses of a list."""
    part = selectors.part(request.user, part_id)
    institution = selectors.kept_place(request.user, part.campaign, organisation_id)
    back = address(part.campaign, institution)

    def act(by: User, at: datetime, **given: Any) -> Batch:
        batch = posting.write(part=part, institution=institution, by=by, at=at, **given)
        _begin(batch, by=by, at=at)
        return batch

    check = partial(policies.check_may_be_sent, institution=institution, by=request.user)
    return acting.barred(request, lambda: check(part), leads_to=back) or acting.asked(
        request,
        LettersForm(
            sent(request),
            languages=part.version.asks.languages,
            initial={"seen": actions.issued(part, institution)},
        ),
        act=act,
        said=_("The letters are being sent; those that fail are listed below."),
        template="surveys/letters.html",
        title=_("Send codes by e-mail"),
        button=_("Send"),
        part=part,
        institution=institution,
        crumbs=way(part.campaign, institution),
    )


@requires(GIVE_CODES)
@shown_or_sent
def remind(request: SignedInRequest, part_id: int, organisation_id: int) -> HttpResponse:
    """Remind everybody at the addresses of a list, whoever has answered."""
    part = selectors.part(request.user, part_id)
    institution = selectors.kept_place(request.user, part.campaign, organisation_id)
    back = address(part.campaign, institution)

    def act(by: User, at: datetime, **given: Any) -> Batch:
        batch = posting.remind(
            part=part, institution=institution, on=today(), by=by, at=at, **given
        )
        _begin(batch, by=by, at=at)
        return batch

    return acting.barred(
        request, lambda: SURVEY.check(part.campaign, "remind"), leads_to=back
    ) or acting.asked(
        request,
        RemindersForm(sent(request), languages=part.version.asks.languages),
        act=act,
        said=_("The reminders are being sent; those that fail are listed below."),
        title=_("Send a reminder"),
        lead=_(
            "It goes to all of these addresses and says how many codes have been used, for nobody "
            "knows whose. It holds no code: that is in the letter or on the sheet they received."
        ),
        button=_("Send"),
        crumbs=way(part.campaign, institution),
    )


@requires(GIVE_CODES)
@require_POST
def send_again(request: SignedInRequest, batch_id: int) -> HttpResponse:
    """Send what waits, and once more what was not taken, each with a new code."""
    batch = selectors.batch(request.user, batch_id)

    def act(by: User, at: datetime) -> None:
        policies.check_not_being_sent(
            is_sending=queries.is_sending(batch.part.campaign, batch.institution)
        )
        posting.send_again(batch=batch, by=by)
        _begin(batch, by=by, at=at)

    return acting.done(
        request,
        act,
        said=_("The letters are being sent once more."),
        leads_to=address(batch.part.campaign, batch.institution),
    )


@requires(GIVE_CODES)
@require_POST
def clear(request: SignedInRequest, batch_id: int) -> HttpResponse:
    """Forget the addresses that were not reached."""
    batch = selectors.batch(request.user, batch_id)
    return acting.done(
        request,
        partial(posting.clear, batch=batch),
        said=_("The addresses are forgotten, and the codes meant for them are void."),
        leads_to=address(batch.part.campaign, batch.institution),
    )


def _begin(batch: Batch, *, by: User, at: datetime) -> None:
    """Ask for the sending; the address of nobody stands in what is asked."""
    jobs.begin(
        tasks.SEND,
        by=by,
        at=at,
        about=batch.part.campaign.name,
        organisation=batch.institution,
        batch_id=batch.pk,
        campaign_id=batch.part.campaign_id,
        institution_id=batch.institution_id,
    )


@requires(DRAW_CODE)
@shown_or_sent
def draw(request: SignedInRequest, part_id: int, organisation_id: int) -> HttpResponse:
    """Draw a code for a survey at an institution where the reader works."""
    asked = (part_id, organisation_id)
    offers = actions.offered(request.user, on=today())
    offer = next((one for one in offers if (one.part.pk, one.institution.pk) == asked), None)
    if offer is None:
        raise Http404
    return acting.asked(
        request,
        DrawForm(request.POST or None),
        act=lambda **_given: actions.draw(
            part=offer.part,
            institution=offer.institution,
            on=today(),
            by=request.user,
            at=clock.now(),
        ),
        said=_("A code was drawn from your account."),
        leads_to=lambda code: reverse("surveys:answer", args=[codes.written(code)]),
        title=_("Take part in “%(name)s”") % {"name": offer.part.campaign.name},
        lead=_(
            "You draw one of the codes of %(institution)s by lot. That you have drawn one is "
            "noted, which one is not; nobody who leads the institution has these codes. The "
            "address that opens then holds your code, and is not told again: keep it if you want "
            "to answer later. It opens the survey on any device, without signing in."
        )
        % {"institution": offer.institution.name},
        button=_("Draw a code"),
        back=reverse("home:home"),
    )
