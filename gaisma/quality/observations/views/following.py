from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gaisma.base import acting
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.quality.observations import selectors
from gaisma.quality.observations.actions import following
from gaisma.quality.observations.forms.following import ReplyForm, StepForm, TalkForm
from gaisma.quality.observations.permissions import OBSERVE, SEE_OBSERVATIONS
from gaisma.quality.observations.views.pages import barred, crumbs


@requires(OBSERVE)
@shown_or_sent
def talk(request: SignedInRequest, observation_id: int) -> HttpResponse:
    """Record the feedback talk."""
    row = selectors.led(request.user, observation_id)
    initial = {"on": row.talked_on or row.on, "said": row.talk, "revision": row.revision}
    return barred(request, row, "talk") or acting.asked(
        request,
        TalkForm(sent(request), initial=initial),
        act=partial(following.talk, observation=row),
        said=_("The talk is recorded."),
        title=_("Feedback talk"),
        crumbs=crumbs(row),
    )


@requires(OBSERVE)
@shown_or_sent
def propose(request: SignedInRequest, observation_id: int) -> HttpResponse:
    """Propose one next step."""
    row = selectors.led(request.user, observation_id)
    initial = {"step": row.next_step, "until": row.next_step_by, "revision": row.revision}
    return barred(request, row, "propose") or acting.asked(
        request,
        StepForm(sent(request), initial=initial),
        act=partial(following.propose, observation=row),
        said=_("The step is proposed; it stands once the teacher agrees."),
        title=_("Propose a next step"),
        lead=_("Another step than before is agreed on anew.") if row.agreed_at else "",
        button=_("Propose"),
        crumbs=crumbs(row),
    )


@requires(SEE_OBSERVATIONS)
@shown_or_sent
def reply(request: SignedInRequest, observation_id: int) -> HttpResponse:
    """Answer what the observers wrote, as the teacher."""
    row = selectors.own_lesson(request.user, observation_id)
    return barred(request, row, "reply") or acting.asked(
        request,
        ReplyForm(sent(request), initial={"said": row.reply}),
        act=partial(following.reply, observation=row),
        said=_("Your reply stands beside the sheet."),
        title=_("Reply"),
        button=_("Reply"),
        crumbs=crumbs(row),
    )


@requires(SEE_OBSERVATIONS)
@require_POST
def read(request: SignedInRequest, observation_id: int) -> HttpResponse:
    """Note that the teacher has read the sheet."""
    row = selectors.own_lesson(request.user, observation_id)
    return acting.done(
        request,
        partial(following.read, observation=row),
        said=_("It is noted that you have read the sheet."),
        leads_to=row.get_absolute_url(),
    )


@requires(SEE_OBSERVATIONS)
@require_POST
def agree(request: SignedInRequest, observation_id: int) -> HttpResponse:
    """Agree to the next step, as the teacher."""
    row = selectors.own_lesson(request.user, observation_id)
    step = request.POST.get("step", "")
    return acting.done(
        request,
        partial(following.agree, observation=row, step=step),
        said=_("You have agreed on the next step."),
        leads_to=row.get_absolute_url(),
    )


@requires(OBSERVE)
@require_POST
def sign(request: SignedInRequest, observation_id: int) -> HttpResponse:
    """Sign off what was observed."""
    row = selectors.led(request.user, observation_id)
    seen: Any = request.POST.get("revision", "")
    return acting.done(
        request,
        partial(following.sign, observation=row, revision=int(seen) if seen.isdecimal() else 0),
        said=_("Signed off: from now on sheets are corrected with a reason."),
        leads_to=row.get_absolute_url(),
    )
