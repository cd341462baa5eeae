"""What the first page shows, by role."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.safestring import SafeString

from gaisma.base import access, request_cache, wording
from gaisma.base.models import Installation, User
from gaisma.evidence.figures import evidence
from gaisma.evidence.figures.evidence import Evidence
from gaisma.evidence.reports import shelf
from gaisma.record.organisations.queries import places
from gaisma.workplace.calendar.queries.entries import Entry
from gaisma.workplace.home import board, changed, due, keeping, lead, own, soon, tiles, vacancies
from gaisma.workplace.home.changed import Change
from gaisma.workplace.home.due import Due
from gaisma.workplace.home.keeping import Keeping
from gaisma.workplace.home.own import OwnGroup
from gaisma.workplace.home.reader import Reader
from gaisma.workplace.home.tiles import TileView

LONGEST = 8
"""So many institutions are listed on the first page; the rest stand on their own page."""
REPORTS = 4


@dataclass(frozen=True)
class Option:
    """A school year that can be looked at."""

    value: str
    title: str
    is_chosen: bool


@dataclass(frozen=True)
class Home:
    """The first page; what does not concern the reader's role is None."""

    reader: Reader
    basis: Evidence
    is_before_the_year: bool
    lead: SafeString | None
    options: tuple[Option, ...]
    tiles: tuple[TileView, ...]
    due: Due | None
    soon: tuple[Entry, ...]
    changed: tuple[Change, ...]
    groups: tuple[OwnGroup, ...]
    preschools: places.Places | None
    vacancies: vacancies.Vacancies | None
    reports: tuple[shelf.BuiltReport, ...] | None
    keeping: Keeping | None

    @property
    def compared(self) -> str:
        """With which day the changes compare, with the institutions that joined where any did."""
        return max((tile.compared for tile in self.tiles), key=len, default="")


def home(user: User, *, reader: Reader, basis: Evidence, at: datetime) -> Home:
    """The first page of a person, by the role that decides."""
    is_before = basis.as_of < date(int(basis.school_year[:4]), 9, 1)
    on, city = basis.as_of, Installation.current().municipality
    return Home(
        reader=reader,
        basis=basis,
        is_before_the_year=is_before,
        lead=(
            lead.lead(basis, user=user, is_before_the_year=is_before) if reader.sees_city else None
        ),
        options=() if reader.administers else _options(basis),
        tiles=tiles.tiles(reader.board, user=user, basis=basis, institution=reader.chosen),
        due=due.due(user, on=on, city=city),
        soon=soon.soon(user, on=on),
        changed=changed.changed(user, role=reader.role, at=at),
        groups=_groups(user, reader, basis),
        preschools=_preschools(user, basis) if reader.is_city_wide else None,
        vacancies=vacancies.vacancies(basis=basis) if reader.is_city_wide else None,
        reports=_reports(user),
        keeping=keeping.keeping(at=at, on=at.date()) if reader.administers else None,
    )


def warm() -> None:
    """Ask the figures of every board of the city, for nobody in particular."""
    with request_cache.reading():
        _warm()


def _warm() -> None:
    basis = evidence.current()
    is_before = basis.as_of < date(int(basis.school_year[:4]), 9, 1)
    lead.lead(basis, user=None, is_before_the_year=is_before)
    for shown in board.BOARDS.values():
        tiles.tiles(shown, user=None, basis=basis)
    vacancies.vacancies(basis=basis)


def _groups(user: User, reader: Reader, basis: Evidence) -> tuple[OwnGroup, ...]:
    if not reader.teaches:
        return ()
    return own.groups(user, on=basis.as_of, school_year=basis.school_year)


def _preschools(user: User, basis: Evidence) -> places.Places:
    return places.largest(places.of_institutions(user, basis=basis, stage="preschool"), LONGEST)


def _reports(user: User) -> tuple[shelf.BuiltReport, ...] | None:
    return shelf.reports()[:REPORTS] if access.may(user, "reports.read") else None


def _options(basis: Evidence) -> tuple[Option, ...]:
    names = sorted({*evidence.school_years(), basis.school_year}, reverse=True)
    return tuple(
        Option(name, wording.school_year(name), is_chosen=name == basis.school_year)
        for name in names
    )
