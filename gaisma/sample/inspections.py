"""How institutions of Paraugpils are looked at before each school year."""

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from gaisma.base.files import actions as files
from gaisma.base.models import Organisation, SchoolYear, User
from gaisma.base.working_days import Moves, worked_between
from gaisma.quality.inspections.actions import acts, inspections
from gaisma.quality.inspections.models import AcceptanceAct, Defect, Inspection, Photo
from gaisma.quality.inspections.questionnaires import READINESS
from gaisma.quality.inspections.tables import NOT_READY, READY, WITH_DEFECTS
from gaisma.quality.inspections.workflow import ACKNOWLEDGED, FILLED, SIGNED
from gaisma.record.instruments.models import Version
from gaisma.sample import plan

__all__ = ["make"]


@dataclass(frozen=True)
class Fault:
    """Something that is not in order: the item, the words, how much it weighs, days to mend it."""

    item: str
    what: str
    place: str
    severity: str
    mends: str
    days: int


FAULTS = (
    Fault("exits", "Evakuācijas izeju aizsprosto galdi un krēsli", "1. stāvs, pie sporta zāles",
          "serious", "institution", 4),
    Fault("playground", "Šūpoļu stiprinājums ir vaļīgs", "Rotaļu laukums pagalmā",
          "serious", "institution", 7),
    Fault("extinguishers", "Diviem ugunsdzēšamajiem aparātiem beidzies pārbaudes termiņš",
          "2. stāva gaitenis", "slight", "institution", 10),
    Fault("paths", "Celiņa plāksnes pie ieejas ir izcilātas", "Galvenā ieeja",
          "slight", "authority", 21),
    Fault("inside", "Pacēlājs nedarbojas", "Kāpnes uz 2. stāvu", "serious", "authority", 60),
    Fault("light", "Trīs gaismekļi nedeg", "214. kabinets", "slight", "institution", 7),
    Fault("fixed", "Plaukts nav piestiprināts pie sienas", "Bibliotēka",
          "serious", "institution", 3),
    Fault("alarm", "Trauksmes zvanu nedzird mājturības kabinetā", "Pagraba stāvs",
          "dangerous", "authority", 8),
)  # fmt: skip
FAULT_OF = {fault.item: fault for fault in FAULTS}

REMARKS = {
    "sanitary": "Ieteicams nomainīt ziepju dozatorus pirmā stāva tualetēs.",
    "rooms": "Remonts 3. stāvā pabeigts, mēbeles jāsaliek vietās līdz 30. augustam.",
    "surroundings": "Vārtu slēdzene strādā, tuvākajā laikā to ieteicams nomainīt.",
}
CONCLUSIONS = {
    "ready": "Iestāde ir gatava jaunajam mācību gadam.",
    "with_defects": "Mācību gadu var sākt; trūkumi jānovērš noteiktajos termiņos.",
    "not_ready": "Mācību gadu nevar sākt, kamēr nav sadzirdama trauksme visās telpās.",
}
MENDED = "Novērsts, telpa sakārtota"
SEEN = {
    "exits": "Galdi un krēsli evakuācijas izejas priekšā",
    "playground": "Šūpoles ar vaļīgu stiprinājumu",
    "plans": "Evakuācijas plāns pie kāpnēm",
}


SIZE = (480, 360)
WALL, FLOOR, WOOD, GREEN, GRASS, METAL = (
    (226, 222, 212),
    (178, 168, 150),
    (150, 104, 62),
    (40, 130, 84),
    (132, 158, 104),
    (90, 98, 108),
)
Box = tuple[int, int, int, int]
SHAPES: Mapping[str, tuple[tuple[Box, tuple[int, int, int]], ...]] = {
    "exits": (
        ((0, 260, 480, 360), FLOOR),
        ((180, 60, 300, 270), GREEN),
        ((196, 76, 284, 130), WALL),
        ((110, 210, 250, 224), WOOD),
        ((118, 224, 128, 320), WOOD),
        ((232, 224, 242, 320), WOOD),
        ((230, 180, 380, 194), WOOD),
        ((238, 194, 248, 320), WOOD),
        ((362, 194, 372, 320), WOOD),
    ),
    "playground": (
        ((0, 230, 480, 360), GRASS),
        ((110, 70, 370, 80), METAL),
        ((110, 70, 120, 310), METAL),
        ((360, 70, 370, 310), METAL),
        ((200, 80, 203, 220), METAL),
        ((262, 80, 265, 250), METAL),
        ((192, 218, 274, 230), WOOD),
    ),
    "plans": (
        ((120, 60, 360, 290), (250, 250, 246)),
        ((150, 100, 330, 104), METAL),
        ((150, 100, 154, 250), METAL),
        ((326, 100, 330, 250), METAL),
        ((150, 246, 330, 250), METAL),
        ((236, 104, 240, 200), METAL),
        ((170, 220, 300, 228), GREEN),
    ),
}


def drawn(name: str) -> bytes:
    """The picture of that name as PNG."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", SIZE, WALL)
    pencil = ImageDraw.Draw(picture)
    for box, colour in SHAPES[name]:
        pencil.rectangle(box, fill=colour)
    content = io.BytesIO()
    picture.save(content, "PNG")
    return content.getvalue()


FIRST_DAY = ("exits", "playground", "extinguishers")
"""What is found at the school of the head who signs in."""
HELD = (
    (SIGNED, FIRST_DAY),
    (ACKNOWLEDGED, ("light",)),
    (SIGNED, ("alarm", "fixed")),
    (FILLED, ("paths",)),
)
"""How far the first inspections of this year have come, and what was found."""
LEFT_OVER = "inside"
"""What has not been mended since last year."""
REPORTED = "extinguishers"
"""What is reported as mended today."""


@dataclass(frozen=True)
class _Year:
    """The inspections of a year: who holds them, with what."""

    school_year: SchoolYear
    version: Version
    leads: User
    helps: User
    at: datetime
    days: list[date] = field(default_factory=list)


def make(*, at: datetime) -> None:
    """Write them into a record that holds the city, its accounts and instruments."""
    last, this = _year(plan.LAST_YEAR, at), _year(plan.THIS_YEAR, at)
    for number, (row, fault) in enumerate(zip(_planned(last), _in_turn(), strict=False)):
        _hold(row, ACKNOWLEDGED, (fault,) if number % 3 == 0 else (), at=at)
    for row, (state, faults) in zip(_planned(this), HELD, strict=False):
        _hold(row, state, faults, at=at)


def _year(name: str, at: datetime) -> _Year:
    school_year = SchoolYear.objects.get(name=name)
    people = {user.username: user for user in User.objects.all()}
    days = worked_between(*inspections.days_of(school_year), moves=Moves.recorded())
    return _Year(
        school_year,
        Version.objects.get(instrument__key=READINESS),
        people["specialists"],
        people["parvalde"],
        at,
        list(days),
    )


def _planned(year: _Year) -> list[Inspection]:
    """An inspection of every institution, in the order of their days."""
    open_then = Organisation.objects.institutions().open_on(year.school_year.starts_on)
    first = sorted(open_then.order_by("name"), key=lambda place: place.name != plan.HEAD_AT)
    rows = Inspection.objects.bulk_create(
        Inspection(
            institution=place,
            school_year=year.school_year,
            version=year.version,
            planned_on=year.days[number * len(year.days) // len(first)],
            led_by=year.leads,
            changed_at=year.at,
        )
        for number, place in enumerate(first)
    )
    through = Inspection.members.through
    through.objects.bulk_create(through(inspection=row, user=year.helps) for row in rows)
    return rows


def _in_turn() -> Iterator[str]:
    """The faults that a year brings again and again, but for the dangerous one."""
    usual = [fault.item for fault in FAULTS if fault.severity != "dangerous"]
    while True:
        yield from usual


def _hold(row: Inspection, state: str, faults: Iterable[str], *, at: datetime) -> None:
    """Fill in the sheet, write down what was found, and sign where the state says so."""
    found = tuple(faults)
    row.answers, row.inspected_on = _answers(row.version, found), row.planned_on
    row.state = state
    row.save()
    defects = [_defect(row, item, at=at) for item in found]
    _photos(row, defects, at=at)
    if state in (SIGNED, ACKNOWLEDGED):
        _act(row, defects, at=at)
        for defect in defects:
            _mend(defect, at=at)


def _answers(version: Version, faults: tuple[str, ...]) -> dict[str, str]:
    judged = (item for item in version.asks.items if item.kind == "scale")
    given = {item.name: "not_in_order" if item.name in faults else "in_order" for item in judged}
    if faults:
        given |= {f"{area}_remarks": remark for area, remark in REMARKS.items()}
        given |= {"cleaning": "remarks", "repairs": "remarks", "labs": "does_not_apply"}
    return given


def _defect(row: Inspection, item: str, *, at: datetime) -> Defect:
    fault = FAULT_OF[item]
    return Defect.objects.create(
        inspection=row,
        item=item,
        what=fault.what,
        place=fault.place,
        severity=fault.severity,
        mends=fault.mends,
        due_on=row.on + timedelta(days=fault.days),
        changed_at=at,
    )


def _photos(row: Inspection, defects: list[Defect], *, at: datetime) -> None:
    """Of this year's first school: what was found, and one of what was in order."""
    if row.institution.name != plan.HEAD_AT or row.school_year.name != plan.THIS_YEAR:
        return
    for defect in defects:
        if defect.item in SHAPES:
            _photo(row, defect.item, defect, at=at)
    _photo(row, "plans", None, at=at)


def _photo(row: Inspection, name: str, defect: Defect | None, *, at: datetime) -> None:
    Photo.objects.create(
        inspection=row,
        defect=defect,
        item="" if defect else name,
        caption=SEEN[name],
        attachment=files.keep_picture(drawn(name), by=row.led_by, at=at),
        changed_at=at,
    )


def _act(row: Inspection, defects: list[Defect], *, at: datetime) -> None:
    severities = {defect.severity for defect in defects}
    result = NOT_READY if "dangerous" in severities else WITH_DEFECTS if defects else READY
    is_read = row.state == ACKNOWLEDGED
    act = AcceptanceAct.objects.create(
        inspection=row,
        number=acts.next_number(row),
        result=result,
        conclusion=CONCLUSIONS[result],
        mend_by=max((defect.due_on for defect in defects), default=None),
        content=acts.content(row),
        signed_on=row.on,
        signed_by=row.led_by,
        acknowledged_on=row.on + timedelta(days=1) if is_read else None,
        changed_at=at,
    )
    acts.keep_photos(act, by=row.led_by, at=at)


def _mend(defect: Defect, *, at: datetime) -> None:
    """What last year brought is mended and checked but for one; this year one waits for a look."""
    is_last = defect.inspection.school_year.name == plan.LAST_YEAR
    is_mended = defect.item != LEFT_OVER if is_last else defect.item == REPORTED
    if not is_mended:
        return
    day = defect.due_on - timedelta(days=1) if is_last else plan.TODAY
    defect.mended_on, defect.mended_how = day, MENDED
    defect.checked_on = day + timedelta(days=5) if is_last else None
    defect.changed_at = at
    defect.save()
