"""What the page of an observation offers: the acts for which reader and state are right.

The checks are those of the acts themselves, so that no button is drawn that would be refused.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.models import User
from gaisma.quality.observations import policies
from gaisma.quality.observations.models import Observation, Sheet

Check = Callable[[Observation], None]


@dataclass(frozen=True)
class Offer:
    """Something that can be done: a page to go to, or what a button sends at once."""

    key: str
    title: str
    address: str
    is_sent: bool = False
    tone: str = ""


@dataclass(frozen=True)
class Standing:
    """Who the reader is to an observation."""

    observation: Observation
    own_sheets: tuple[Sheet, ...]
    is_lead: bool
    is_teacher: bool
    is_planner: bool


@dataclass(frozen=True)
class _Act:
    """An act: who does it, in which states, and how it is called."""

    key: str
    title: str
    by: str
    checks: tuple[Check, ...]
    is_sent: bool = False
    tone: str = ""


def _is_unread(observation: Observation) -> None:
    if observation.read_at is not None:
        raise UnableToRecord("", code="read")


def _is_open_step(observation: Observation) -> None:
    policies.has_a_step(observation)
    if observation.agreed_at is not None:
        raise UnableToRecord("", code="agreed")


def _awaits_a_visit(observation: Observation) -> None:
    is_planned = observation.followed_by.filter(cancelled_on__isnull=True).exists()
    if observation.agreed_at is None or is_planned:
        raise UnableToRecord("", code="no_visit")


HELD, UNSIGNED, COMPLETE = policies.is_held, policies.is_unsigned, policies.is_complete
ACTS = (
    _Act("read", gettext_noop("I have read the sheet"), "teacher",
         (HELD, COMPLETE, _is_unread), is_sent=True, tone="primary"),
    _Act("reply", gettext_noop("Reply"), "teacher", (policies.may_be_replied_to,)),
    _Act("agree", gettext_noop("Agree to the next step"), "teacher",
         (_is_open_step,), is_sent=True, tone="primary"),
    _Act("talk", gettext_noop("Record the feedback talk"), "lead", (HELD, UNSIGNED)),
    _Act("propose", gettext_noop("Propose a next step"), "lead", (HELD, UNSIGNED)),
    _Act("sign", gettext_noop("Sign off"), "lead",
         (HELD, UNSIGNED, COMPLETE, policies.is_heard), is_sent=True),
    _Act("follow", gettext_noop("Plan the follow-up visit"), "planner", (_awaits_a_visit,)),
    _Act("change", gettext_noop("Change the plan"), "planner", (policies.is_planned,)),
    _Act("cancel", gettext_noop("Cancel the observation"), "planner", (policies.is_planned,)),
    _Act("restore", gettext_noop("Put it on the plan again"), "planner",
         (policies.is_cancelled,), is_sent=True, tone="primary"),
)  # fmt: skip


def standing(observation: Observation, sheets: list[Sheet], user: User) -> Standing:
    """Who the reader is to it; `sheets` are those that were given to observers."""
    own = tuple(sheet for sheet in sheets if policies.is_person(sheet.observer, user))
    planned = Observation.objects.planned_by(user).filter(pk=observation.pk)
    return Standing(
        observation,
        own,
        is_lead=any(sheet.is_lead for sheet in own),
        is_teacher=policies.is_person(observation.teacher, user),
        is_planner=planned.exists(),
    )


def offered(reader: Standing) -> tuple[Offer, ...]:
    """What can be done now: first the reader's own sheet."""
    roles = {"teacher": reader.is_teacher, "lead": reader.is_lead, "planner": reader.is_planner}
    found = [
        Offer(act.key, gettext(act.title), _address(act, reader.observation), act.is_sent, act.tone)
        for act in ACTS
        if roles[act.by] and holds(act.checks, reader.observation)
    ]
    own = (_of_sheet(sheet) for sheet in reader.own_sheets)
    return (*(offer for offer in own if offer), *found)


def may_release(reader: Standing, sheet: Sheet) -> bool:
    """Whether the reader may take back the empty sheet of a second observer who did not come."""
    is_late = reader.observation.held_on is not None and reader.is_planner
    if not is_late or sheet.is_lead:
        return False
    return holds((lambda _observation: policies.is_unwritten(sheet),), reader.observation)


def holds(checks: tuple[Check, ...], observation: Observation) -> bool:
    """Whether none of the checks refuses."""
    try:
        for check in checks:
            check(observation)
    except (UnableToRecord, NotPermitted):
        return False
    return True


def _address(act: _Act, observation: Observation) -> str:
    if act.key == "follow":
        place = f"institution={observation.institution_id}&follows={observation.pk}"
        return f"{reverse('observations:plan')}?{place}"
    return reverse(f"observations:{act.key}", args=[observation.pk])


def _of_sheet(sheet: Sheet) -> Offer | None:
    """What the reader does with an own sheet: fill it, change it, after sign-off correct it."""
    address = reverse("observations:sheet", args=[sheet.pk])
    if holds((policies.is_not_cancelled, UNSIGNED), sheet.observation):
        if sheet.submitted_at is None:
            return Offer("sheet", gettext("Fill the sheet"), address, tone="primary")
        if holds((lambda _observation: policies.is_still_blind(sheet),), sheet.observation):
            return Offer("sheet", gettext("Change the sheet"), address)
        return None
    if sheet.observation.signed_at is None or sheet.submitted_at is None:
        return None
    latest = _latest(sheet)
    address = reverse("observations:correct", args=[latest.pk])
    return Offer("correct", gettext("Correct the sheet"), address)


def _latest(sheet: Sheet) -> Sheet:
    """The sheet, or what it was corrected to last."""
    later = Sheet.objects.filter(corrects=sheet).first()
    return sheet if later is None else _latest(later)
