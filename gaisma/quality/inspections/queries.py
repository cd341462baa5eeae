"""What pages of inspections, defects and acts show, and the rows of the lists."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext

from gaisma.base import access
from gaisma.base.models import Organisation, SchoolYear, User
from gaisma.base.permissions import OFFICIALS
from gaisma.base.workflow import Button, Step
from gaisma.quality.inspections import permissions
from gaisma.quality.inspections.models import (
    AcceptanceAct,
    ActPhoto,
    DeadlineMove,
    Defect,
    Inspection,
    Photo,
)
from gaisma.quality.inspections.tables import (
    MENDED,
    MENDERS,
    MENDING,
    MENDING_TONES,
    NOT_IN_ORDER,
    SEVERITIES,
    SEVERITY_TONES,
)
from gaisma.quality.inspections.workflow import INSPECTION
from gaisma.record.instruments.questionnaire import SCALE, Choice, Item, Questionnaire, Section
from gaisma.record.instruments.titles import spoken, title


@dataclass(frozen=True)
class JudgedItem:
    """An item with its answer; one that is open judges nothing."""

    name: str
    label: str
    answer: str
    tone: str = ""
    is_open: bool = False


@dataclass(frozen=True)
class Remark:
    """What was written, under its heading."""

    label: str
    text: str


@dataclass(frozen=True)
class Area:
    """Items under a heading, and what is remarked of them."""

    label: str
    lines: tuple[JudgedItem, ...]
    remarks: tuple[Remark, ...]

    @property
    def is_in_order(self) -> bool:
        """Whether nothing is to be told of it but that it is in order."""
        return not self.remarks and all(line.tone == "good" or line.is_open for line in self.lines)


def areas(asked: Questionnaire, answers: Mapping[str, str]) -> tuple[Area, ...]:
    """The areas of which something is answered."""
    found = (_area(asked, section, answers) for section in asked.sections)
    return tuple(area for area in found if area.lines or area.remarks)


def item_label(asked: Questionnaire, item: str) -> str:
    """What the item asks, in the reader's language."""
    found = next((one for one in asked.items if one.name == item), None)
    return asked.text(found.label, spoken(asked)) if found else ""


def _area(asked: Questionnaire, section: Section, answers: Mapping[str, str]) -> Area:
    judged = [item for item in section.items if item.kind == SCALE]
    written = [item for item in section.items if item.kind != SCALE]
    return Area(
        asked.text(section.label, spoken(asked)),
        tuple(_judged(asked, judged, answers)),
        tuple(
            Remark(asked.text(item.label, spoken(asked)), answers[item.name])
            for item in written
            if answers.get(item.name)
        ),
    )


def _judged(
    asked: Questionnaire, items: list[Item], answers: Mapping[str, str]
) -> Iterator[JudgedItem]:
    for item in items:
        choices = {choice.name: choice for choice in asked.choices_of(item)}
        chosen = choices.get(answers.get(item.name, ""))
        if chosen is not None:
            text = asked.text(chosen.label, spoken(asked))
            name = asked.text(item.label, spoken(asked))
            yield JudgedItem(item.name, name, text, _answer_tone(chosen), chosen.is_open)


def _answer_tone(chosen: Choice) -> str:
    if chosen.is_open:
        return ""
    if chosen.name == NOT_IN_ORDER:
        return "bad"
    return "good" if chosen.name == "in_order" else "due"


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


def inspection_page(inspection: Inspection, user: User, *, today: date) -> InspectionPage:
    """The inspection as the user sees it."""
    asked = inspection.version.asks
    defects = tuple(defect_lines(inspection, _defects(inspection, user), user, today=today))
    is_told = bool(defects) or permissions.may_read_findings(inspection, user)
    return InspectionPage(
        inspection=inspection,
        instrument=title(asked),
        state=gettext(INSPECTION.state(inspection).title),
        tone=INSPECTION.state(inspection).tone,
        steps=INSPECTION.steps(inspection),
        members=tuple(sorted(str(member) for member in inspection.members.all())),
        areas=areas(asked, inspection.answers) if is_told else (),
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
    asked, is_signed = inspection.version.asks, permissions.is_signed(inspection)
    may_find = "change_defect" in INSPECTION.offered(inspection, user)
    for defect in defects:
        state, is_mended = defect.being(today), defect.mended_on is not None
        yield DefectLine(
            defect=defect,
            item=item_label(asked, defect.item),
            severity=gettext(SEVERITIES[defect.severity]),
            severity_tone=SEVERITY_TONES[defect.severity],
            state=gettext(MENDING[state]),
            tone=MENDING_TONES[state],
            mends=gettext(MENDERS[defect.mends]),
            photos=_pictures(inspection, list(defect.photos.all())),
            may_change=may_find and not is_mended,
            may_mend=is_signed and not is_mended and permissions.may_mend(defect, user),
            may_check=state == MENDED and permissions.may_check(defect, user),
            may_move=is_signed and not is_mended and permissions.may_check(defect, user),
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
        Picture(photo.pk, _address(photo), photo.caption, item_label(asked, photo.item))
        for photo in photos
    )


def _address(photo: Photo) -> str:
    return photo.get_absolute_url()


@dataclass(frozen=True)
class ActDefect:
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
    defects: tuple[ActDefect, ...]
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


def act_page(act: AcceptanceAct) -> ActPage:
    """The act with the versions beside it."""
    said, asked = act.content, act.inspection.version.asks
    versions = list(act.inspection.acts.order_by("version"))
    return ActPage(
        act=act,
        instrument=title(asked),
        inspected_on=date.fromisoformat(said["inspected_on"]),
        led_by=said["led_by"],
        members=tuple(said["members"]),
        areas=areas(asked, said["answers"]),
        defects=tuple(_act_defect(one) for one in said["defects"]),
        photos=tuple(_act_picture(one, asked) for one in act.photos.order_by("pk")),
        later=next((one for one in versions if one.version > act.version), None),
        earlier=tuple(one for one in versions if one.version < act.version),
    )


def _act_picture(photo: ActPhoto, asked: Questionnaire) -> Picture:
    address = photo.get_absolute_url()
    about = photo.defect or item_label(asked, photo.item)
    return Picture(photo.pk, address, photo.caption, about)


def _act_defect(said: dict[str, str]) -> ActDefect:
    severity, mends = SEVERITIES[said["severity"]], MENDERS[said["mends"]]
    return ActDefect(
        what=said["what"],
        place=said["place"],
        severity=gettext(severity),
        mends=gettext(mends),
        due_on=date.fromisoformat(said["due_on"]),
        is_mended=bool(said["is_mended"]),
    )


def inspections(user: User, *, today: date) -> QuerySet[Any]:
    """Those that the user sees, with result and defects that are left, as far as they are told."""
    seen = Inspection.objects.visible_to(user)
    acts = AcceptanceAct.objects.filter(inspection=OuterRef("pk")).order_by("-version")
    told = Defect.objects.visible_to(user).filter(mended_on=None).values("pk")
    left = Q(defects__in=told)
    rows: QuerySet[Any] = seen.annotate(
        result=Subquery(acts.values("result")[:1]),
        unmended=Count("defects", filter=left),
        overdue=Count("defects", filter=left & Q(defects__due_on__lt=today)),
    )
    return rows.select_related("institution", "led_by").order_by("planned_on", "pk")


def defects(user: User) -> QuerySet[Defect]:
    """Those that the user is told of: what is not checked first, then by their day."""
    seen = Defect.objects.visible_to(user).select_related("inspection__institution")
    return seen.order_by(F("checked_on").asc(nulls_first=True), "due_on", "pk")


def unplanned(user: User | None, school_year: SchoolYear) -> QuerySet[Organisation]:
    """Institutions that are open when the year begins and have no inspection, by name."""
    planned = Inspection.objects.filter(school_year=school_year)
    places = Organisation.objects.institutions().open_on(school_year.starts_on)
    if user is not None:
        places = places.filter(pk__in=access.reach(user, *OFFICIALS))
    return places.exclude(pk__in=planned.values("institution")).order_by("name")
