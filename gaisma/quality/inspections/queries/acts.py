"""An act as it is read: what it said when it was signed, in the reader's language."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from gaisma.quality.inspections.kinds import MENDERS, SEVERITIES
from gaisma.quality.inspections.models import AcceptanceAct, ActPhoto
from gaisma.quality.inspections.queries import sheets
from gaisma.quality.inspections.queries.pages import Picture
from gaisma.quality.inspections.queries.sheets import Area
from gaisma.record.instruments.questionnaire import Questionnaire
from gaisma.record.instruments.speaking import title


@dataclass(frozen=True)
class Found:
    """A defect as the act names it."""

    what: str
    place: str
    severity: str
    mends: str
    due_on: date
    is_mended: bool


@dataclass(frozen=True)
class ActPage:
    """All that an act says. `later` is the version that corrects it, `earlier` the others."""

    act: AcceptanceAct
    instrument: str
    inspected_on: date
    led_by: str
    members: tuple[str, ...]
    areas: tuple[Area, ...]
    defects: tuple[Found, ...]
    photos: tuple[Picture, ...]
    later: AcceptanceAct | None
    earlier: tuple[AcceptanceAct, ...]

    @property
    def telling(self) -> tuple[Area, ...]:
        """Areas of which more is to be told than that they are in order."""
        return tuple(area for area in self.areas if not area.is_in_order)

    @property
    def in_order(self) -> tuple[str, ...]:
        """The other areas."""
        return tuple(area.label for area in self.areas if area.is_in_order)


def page(act: AcceptanceAct) -> ActPage:
    """The act with the versions beside it."""
    said, asked = act.content, act.inspection.version.asks
    versions = list(act.inspection.acts.order_by("version"))
    return ActPage(
        act=act,
        instrument=title(asked),
        inspected_on=date.fromisoformat(said["inspected_on"]),
        led_by=said["led_by"],
        members=tuple(said["members"]),
        areas=sheets.read(asked, said["answers"]),
        defects=tuple(_found(one) for one in said["defects"]),
        photos=tuple(_picture(one, asked) for one in act.photos.order_by("pk")),
        later=next((one for one in versions if one.version > act.version), None),
        earlier=tuple(one for one in versions if one.version < act.version),
    )


def _picture(photo: ActPhoto, asked: Questionnaire) -> Picture:
    address = photo.get_absolute_url()
    about = photo.defect or sheets.label(asked, photo.item)
    return Picture(photo.pk, address, photo.caption, about)


def _found(said: dict[str, str]) -> Found:
    severity, mends = SEVERITIES[said["severity"]], MENDERS[said["mends"]]
    return Found(
        what=said["what"],
        place=said["place"],
        severity=gettext(severity),
        mends=gettext(mends),
        due_on=date.fromisoformat(said["due_on"]),
        is_mended=bool(said["is_mended"]),
    )
