"""Inspections as records: last year's are all done, this year's have begun yesterday."""

from collections.abc import Iterable, Iterator
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
from gaisma.sample.inspecting import drawings, words
from gaisma.sample.inspecting.words import FAULT_OF, FAULTS

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
        given |= {f"{area}_remarks": remark for area, remark in words.REMARKS.items()}
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
        if defect.item in drawings.SHAPES:
            _photo(row, defect.item, defect, at=at)
    _photo(row, "plans", None, at=at)


def _photo(row: Inspection, name: str, defect: Defect | None, *, at: datetime) -> None:
    Photo.objects.create(
        inspection=row,
        defect=defect,
        item="" if defect else name,
        caption=words.SEEN[name],
        attachment=files.keep_picture(drawings.drawn(name), by=row.led_by, at=at),
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
        conclusion=words.CONCLUSIONS[result],
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
    defect.mended_on, defect.mended_how = day, words.MENDED
    defect.checked_on = day + timedelta(days=5) if is_last else None
    defect.changed_at = at
    defect.save()
