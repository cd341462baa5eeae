"""The page of one observation: what was seen, what came of it, what may be done."""

from dataclasses import dataclass

from django.utils.translation import gettext

from gaisma.base.models import User
from gaisma.quality.observations import cautions, offers
from gaisma.quality.observations.kinds import OBSERVERS, PURPOSES
from gaisma.quality.observations.models import Observation, Sheet
from gaisma.quality.observations.offers import Offer, Standing
from gaisma.quality.observations.queries import sheets
from gaisma.quality.observations.queries.sheets import Read
from gaisma.quality.observations.workflow import OBSERVATION
from gaisma.record.instruments.speaking import title


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
    sheets: tuple[Read, ...]
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


def page(observation: Observation, user: User) -> ObservationPage:
    """Everything that the page shows."""
    rows = list(
        observation.sheets.filter(corrects__isnull=True)
        .select_related("observer__account")
        .order_by("-is_lead", "pk")
    )
    standing = offers.standing(observation, rows, user)
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
                may_release=offers.may_release(standing, row),
                caution=told.get(row.observer_id, ""),
            )
            for row in rows
        ),
        sheets=sheets.read(observation, user),
        offers=offers.offered(standing, user),
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
    return cautions.told(reader.observation, [row.observer_id for row in told])
