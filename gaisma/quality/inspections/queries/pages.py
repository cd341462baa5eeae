"""What the page of an inspection shows, and what of it can be done."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from gaisma.base.models import User
from gaisma.base.workflow import Button, Step
from gaisma.quality.inspections import policies
from gaisma.quality.inspections.kinds import (
    MENDED,
    MENDERS,
    MENDING,
    MENDING_TONES,
    SEVERITIES,
    SEVERITY_TONES,
)
from gaisma.quality.inspections.models import (
    AcceptanceAct,
    DeadlineMove,
    Defect,
    Inspection,
    Photo,
)
from gaisma.quality.inspections.queries import sheets
from gaisma.quality.inspections.queries.sheets import Area
from gaisma.quality.inspections.workflow import INSPECTION
from gaisma.record.instruments.speaking import title


@dataclass(frozen=True)
class Picture:
    """A photo: where it is, its caption and of what it is."""

    id: int
    address: str
    caption: str
    about: str

    @property
    def file(self) -> str:
        """What it is called within a document."""
        return f"photo-{self.id}.jpg"


@dataclass(frozen=True)
class DefectLine:
    """A defect as it is read, with its photos and what the reader can do."""

    defect: Defect
    item: str
    severity: str
    severity_tone: str
    state: str
    tone: str
    mends: str
    photos: tuple[Picture, ...]
    may_change: bool
    may_mend: bool
    may_check: bool
    may_move: bool
    moves: tuple[DeadlineMove, ...]


@dataclass(frozen=True)
class InspectionPage:
    """All that the page shows; what was found is empty for whom it is not told yet."""

    inspection: Inspection
    instrument: str
    state: str
    tone: str
    steps: tuple[Step, ...]
    members: tuple[str, ...]
    areas: tuple[Area, ...]
    defects: tuple[DefectLine, ...]
    photos: tuple[Picture, ...]
    acts: tuple[AcceptanceAct, ...]
    can: frozenset[str]
    buttons: tuple[Button, ...]
    is_told: bool

    @property
    def may_read_act(self) -> AcceptanceAct | None:
        """The act that waits to be acknowledged by the reader."""
        return self.acts[0] if "acknowledge" in self.can and self.acts else None


def page(inspection: Inspection, user: User, *, today: date) -> InspectionPage:
    """The inspection as the user sees it."""
    asked = inspection.version.asks
    defects = tuple(defect_lines(inspection, _defects(inspection, user), user, today=today))
    is_told = bool(defects) or policies.is_told(inspection, user)
    return InspectionPage(
        inspection=inspection,
        instrument=title(asked),
        state=gettext(INSPECTION.state(inspection).title),
        tone=INSPECTION.state(inspection).tone,
        steps=INSPECTION.steps(inspection),
        members=tuple(sorted(str(member) for member in inspection.members.all())),
        areas=sheets.read(asked, inspection.answers) if is_told else (),
        defects=defects,
        photos=_pictures(inspection, _photos(inspection, user)),
        acts=tuple(inspection.acts.select_related("signed_by").order_by("-version")),
        can=frozenset(INSPECTION.offered(inspection, user)),
        buttons=INSPECTION.buttons(inspection, user),
        is_told=is_told,
    )


def defect_lines(
    inspection: Inspection, defects: Iterable[Defect], user: User, *, today: date
) -> Iterator[DefectLine]:
    """Defects of the inspection as they are read."""
    asked, is_signed = inspection.version.asks, policies.is_signed(inspection)
    may_find = "change_defect" in INSPECTION.offered(inspection, user)
    for defect in defects:
        state, is_mended = defect.being(today), defect.mended_on is not None
        yield DefectLine(
            defect=defect,
            item=sheets.label(asked, defect.item),
            severity=gettext(SEVERITIES[defect.severity]),
            severity_tone=SEVERITY_TONES[defect.severity],
            state=gettext(MENDING[state]),
            tone=MENDING_TONES[state],
            mends=gettext(MENDERS[defect.mends]),
            photos=_pictures(inspection, list(defect.photos.all())),
            may_change=may_find and not is_mended,
            may_mend=is_signed and not is_mended and policies.may_mend(defect, user),
            may_check=state == MENDED and policies.may_check(defect, user),
            may_move=is_signed and not is_mended and policies.may_check(defect, user),
            moves=tuple(sorted(defect.moves.all(), key=lambda move: move.pk)),
        )


def _defects(inspection: Inspection, user: User) -> list[Defect]:
    rows = Defect.objects.visible_to(user).filter(inspection=inspection)
    found = list(rows.prefetch_related("photos", "moves").order_by("due_on", "pk"))
    for defect in found:
        # What is known of it already is not read again.
        defect.inspection = inspection
    return found


def _photos(inspection: Inspection, user: User) -> list[Photo]:
    """Those of items; those of defects stand with them."""
    rows = Photo.objects.visible_to(user).filter(inspection=inspection, defect=None)
    return list(rows.order_by("pk"))


def _pictures(inspection: Inspection, photos: list[Photo]) -> tuple[Picture, ...]:
    asked = inspection.version.asks
    return tuple(
        Picture(photo.pk, _address(photo), photo.caption, sheets.label(asked, photo.item))
        for photo in photos
    )


def _address(photo: Photo) -> str:
    return photo.get_absolute_url()
