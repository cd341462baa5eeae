"""Codes go out by e-mail, in the background."""

from datetime import datetime
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gaisma.base import acting, works
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.base.models import User
from gaisma.quality.surveys import policies, selectors, tasks
from gaisma.quality.surveys.actions import giving, letters
from gaisma.quality.surveys.forms.giving import LettersForm, RemindersForm
from gaisma.quality.surveys.models import Batch
from gaisma.quality.surveys.permissions import GIVE_CODES
from gaisma.quality.surveys.queries import places
from gaisma.quality.surveys.views.places import address, way
from gaisma.quality.surveys.workflow import SURVEY
from gaisma.record.people.selectors import today


@requires(GIVE_CODES)
@shown_or_sent
def write(request: SignedInRequest, part_id: int, organisation_id: int) -> HttpResponse:
    """Send codes to the addresses of a list."""
    part = selectors.part(request.user, part_id)
    institution = selectors.kept_place(request.user, part.campaign, organisation_id)
    back = address(part.campaign, institution)

    def act(by: User, at: datetime, **given: Any) -> Batch:
        batch = letters.write(part=part, institution=institution, by=by, at=at, **given)
        _begin(batch, by=by, at=at)
        return batch

    check = partial(policies.check_may_be_sent, institution=institution, by=request.user)
    return acting.barred(request, lambda: check(part), leads_to=back) or acting.asked(
        request,
        LettersForm(
            sent(request),
            languages=part.version.asks.languages,
            initial={"seen": giving.issued(part, institution)},
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
        batch = letters.remind(
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
            is_sending=places.is_sending(batch.part.campaign, batch.institution)
        )
        letters.send_again(batch=batch, by=by)
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
        partial(letters.clear, batch=batch),
        said=_("The addresses are forgotten, and the codes meant for them are void."),
        leads_to=address(batch.part.campaign, batch.institution),
    )


def _begin(batch: Batch, *, by: User, at: datetime) -> None:
    """Ask for the sending; the address of nobody stands in what is asked."""
    works.begin(
        tasks.SEND,
        by=by,
        at=at,
        about=batch.part.campaign.name,
        organisation=batch.institution,
        batch_id=batch.pk,
        campaign_id=batch.part.campaign_id,
        institution_id=batch.institution_id,
    )
