"""What pages of observations show, and what waits for the reader."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext

from gaisma.base.changes import UnableToRecord
from gaisma.base.models import User
from gaisma.quality.observations import policies
from gaisma.quality.observations.models import Observation, Sheet
from gaisma.quality.observations.queries import sheets
from gaisma.quality.observations.queries.sheets import SheetInWords
from gaisma.quality.observations.tables import OBSERVERS, PURPOSES
from gaisma.quality.observations.workflow import OBSERVATION
from gaisma.record.instruments.titles import title


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


def standing_of(observation: Observation, sheets: list[Sheet], user: User) -> Standing:
    """Who the reader is to it; `sheets` are those that were given to observers."""
    own = tuple(sheet for sheet in sheets if sheet.observer.signs_in_as(user))
    planned = Observation.objects.planned_by(user).filter(pk=observation.pk)
    return Standing(
        observation,
        own,
        is_lead=any(sheet.is_lead for sheet in own),
        is_teacher=observation.teacher.signs_in_as(user),
        is_planner=planned.exists(),
    )


def offered(reader: Standing, user: User) -> tuple[Offer, ...]:
    """What can be done now: first the reader's own sheet; what would be refused is left out."""
    row = reader.observation
    done = {"read": row.read_at, "agree": row.agreed_at}
    found = [
        Offer(one.key, one.title, reverse(one.view, args=[row.pk]), not one.is_asked, tone=one.tone)
        for one in OBSERVATION.buttons(row, user)
        if not one.hindrance and not done.get(one.key)
    ]
    own = (_of_sheet(sheet) for sheet in reader.own_sheets)
    return (*(offer for offer in own if offer), *found, *_follow_up(reader))


def _follow_up(reader: Standing) -> Iterator[Offer]:
    """The visit that looks at the agreed step, while none is planned."""
    row = reader.observation
    if not reader.is_planner or row.agreed_at is None:
        return
    if not row.followed_by.filter(cancelled_on__isnull=True).exists():
        place = f"institution={row.institution_id}&follows={row.pk}"
        address = f"{reverse('observations:plan')}?{place}"
        yield Offer("follow", gettext("Plan the follow-up visit"), address)


def may_release(reader: Standing, sheet: Sheet) -> bool:
    """Whether the reader may take back the empty sheet of a second observer who did not come."""
    is_late = reader.observation.held_on is not None and reader.is_planner
    return is_late and not sheet.is_lead and _holds(policies.check_unwritten, sheet)


def _holds(check: Callable[[Sheet], None], sheet: Sheet) -> bool:
    """Whether the check does not refuse."""
    try:
        check(sheet)
    except UnableToRecord:
        return False
    return True


def _of_sheet(sheet: Sheet) -> Offer | None:
    """What the reader does with an own sheet: fill it, change it, after sign-off correct it."""
    address = sheet.get_absolute_url()
    if OBSERVATION.allows(sheet.observation, "submit_sheet"):
        if sheet.submitted_at is None:
            return Offer("sheet", gettext("Fill the sheet"), address, tone="primary")
        if _holds(policies.check_still_blind, sheet):
            return Offer("sheet", gettext("Change the sheet"), address)
        return None
    if not OBSERVATION.allows(sheet.observation, "correct_sheet") or sheet.submitted_at is None:
        return None
    latest = _latest(sheet)
    address = reverse("observations:correct", args=[latest.pk])
    return Offer("correct", gettext("Correct the sheet"), address)


def _latest(sheet: Sheet) -> Sheet:
    """The sheet, or what it was corrected to last."""
    later = Sheet.objects.filter(corrects=sheet).first()
    return sheet if later is None else _latest(later)


@dataclass(frozen=True)
class Observer:
    """Somebody who observes, whether the sheet is in, and what who plans it should know."""

    sheet: int
    name: str
    is_lead: bool
    is_submitted: bool
    may_release: bool
    caution: str


@dataclass(frozen=True)
class ObservationPage:
    """An observation as far as the reader may know.

    `is_blind` says that the reader rates the lesson and has not submitted yet: then nothing of
    what others wrote about it is told. `closed_by` is the first visit that was held to look at the
    agreed next step.
    """

    observation: Observation
    state: str
    tone: str
    purpose: str
    observed_by: str
    instrument: str
    observers: tuple[Observer, ...]
    sheets: tuple[SheetInWords, ...]
    offers: tuple[Offer, ...]
    followed_by: tuple[Observation, ...]
    closed_by: Observation | None
    follows: Observation | None
    is_blind: bool
    is_own: bool

    @property
    def waits(self) -> bool:
        """Whether sheets are written that are shown once all observers have submitted."""
        return self.observation.held_on is not None and not self.sheets


def observation_page(observation: Observation, user: User) -> ObservationPage:
    """Everything that the page shows."""
    rows = list(
        observation.sheets.filter(corrects__isnull=True)
        .select_related("observer__account")
        .order_by("-is_lead", "pk")
    )
    standing = standing_of(observation, rows, user)
    visible = Observation.objects.visible_to(user).select_related("teacher")
    told = _cautions(standing, rows)
    visits = tuple(visible.filter(follows=observation).order_by("planned_on", "pk"))
    is_blind = any(row.submitted_at is None for row in standing.own_sheets)
    return ObservationPage(
        observation=observation,
        state=OBSERVATION.said(observation.state),
        tone=OBSERVATION.tone(observation.state),
        purpose=gettext(PURPOSES[observation.purpose]),
        observed_by=gettext(OBSERVERS[observation.observed_by]),
        instrument=title(observation.version.asks),
        observers=tuple(
            Observer(
                sheet=row.pk,
                name=str(row.observer),
                is_lead=row.is_lead,
                is_submitted=row.submitted_at is not None,
                may_release=may_release(standing, row),
                caution=told.get(row.observer_id, ""),
            )
            for row in rows
        ),
        sheets=sheets.in_words(observation, user),
        offers=offered(standing, user),
        followed_by=visits,
        closed_by=next((visit for visit in visits if visit.held_on), None),
        follows=visible.filter(followed_by=observation).first(),
        is_blind=is_blind,
        is_own=standing.is_teacher,
    )


def _cautions(reader: Standing, rows: list[Sheet]) -> dict[int, str]:
    """Of who plans it all observers, of others only themselves, until the lesson was held."""
    if reader.observation.state != "planned":
        return {}
    told = rows if reader.is_planner else reader.own_sheets
    return policies.warnings(reader.observation, [row.observer_id for row in told])


@dataclass(frozen=True)
class OwnLesson:
    """A lesson of the reader's, and what waits for her."""

    observation: Observation
    state: str
    tone: str
    waits: str


@dataclass(frozen=True)
class OwnSheet:
    """A sheet that the reader is to fill; late once the day has passed."""

    sheet: Sheet
    observation: Observation
    is_late: bool


@dataclass(frozen=True)
class OwnPage:
    """What the reader's own page shows."""

    lessons: tuple[OwnLesson, ...]
    sheets: tuple[OwnSheet, ...]


def own_page(user: User, *, on: date) -> OwnPage:
    """The reader's lessons, the latest first, and the sheets to fill, the earliest first."""
    return OwnPage(_lessons(user), _sheets(user, on=on))


def _lessons(user: User) -> tuple[OwnLesson, ...]:
    waited = Sheet.objects.unsubmitted().filter(observation=OuterRef("pk"))
    rows: Any = Observation.objects.of_teacher(user).with_day()
    rows = rows.annotate(is_waited_for=Exists(waited))
    shown = rows.select_related("subject", "group", "institution").order_by("-day", "-pk")
    return tuple(
        OwnLesson(
            observation=row,
            state=OBSERVATION.said(row.state),
            tone=OBSERVATION.tone(row.state),
            waits="" if row.is_waited_for else _waits(row),
        )
        for row in shown
    )


def _waits(row: Observation) -> str:
    """What the teacher is asked for next."""
    if row.held_on is None:
        return ""
    if row.read_at is None:
        return gettext("Read the sheet")
    if row.next_step and row.agreed_at is None:
        return gettext("Agree to the next step")
    if not row.reply and row.signed_at is None:
        return gettext("Reply")
    return ""


def _sheets(user: User, *, on: date) -> tuple[OwnSheet, ...]:
    rows = Sheet.objects.own(user).unsubmitted().filter(observation__cancelled_on__isnull=True)
    shown = rows.select_related("observation__teacher", "observation__institution")
    return tuple(
        OwnSheet(row, row.observation, is_late=row.observation.on < on)
        for row in shown.order_by("observation__planned_on", "pk")
    )
