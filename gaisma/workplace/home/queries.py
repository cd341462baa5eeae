"""What the first page shows, by role."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.utils.safestring import SafeString

from gaisma.base import access, request_cache, wording
from gaisma.base.jobs import models as jobs
from gaisma.base.models import Installation, RoleGrant, User
from gaisma.evidence.figures import evidence
from gaisma.evidence.figures.evidence import Evidence
from gaisma.evidence.reports import shelf
from gaisma.record.organisations.queries import places
from gaisma.record.programmes.models import Group
from gaisma.workplace.administration.health import CHECKS, Finding
from gaisma.workplace.calendar.queries.entries import Entry
from gaisma.workplace.home import agenda, board, city, tiles
from gaisma.workplace.home.agenda import Change, Due
from gaisma.workplace.home.board import Reader
from gaisma.workplace.home.tiles import TileView


@dataclass(frozen=True)
class OwnGroup:
    """A group that the reader teaches."""

    id: int
    name: str
    institution: str
    learners: int
    max_size: int | None


def own_groups(user: User, *, on: date, school_year: str) -> tuple[OwnGroup, ...]:
    """The groups of the year that the person teaches on its first day or today, and may open."""
    day = max(on, date(int(school_year[:4]), 9, 1))
    taught = Group.objects.visible_to(user, on=on).filter(
        Q(teachers__to_on__isnull=True) | Q(teachers__to_on__gte=on),
        teachers__person__account__user=user,
        teachers__from_on__lte=day,
        school_year__name=school_year,
    )
    there = Q(enrolments__from_on__lte=day) & (
        Q(enrolments__to_on__isnull=True) | Q(enrolments__to_on__gte=day)
    )
    counted = taught.annotate(heads=Count("enrolments__person", distinct=True, filter=there))
    columns = ("pk", "name", "institution__name", "heads", "max_size")
    rows = counted.order_by("grade", "name").values_list(*columns)
    return tuple(OwnGroup(*row) for row in rows)


SOON = timedelta(days=30)


@dataclass(frozen=True)
class Keeping:
    """The installation at a glance."""

    findings: tuple[Finding, ...]
    accounts: int
    without_role: int
    ending: int
    under_way: int
    failed: int

    @property
    def troubles(self) -> int:
        return sum(finding.tone != "good" for finding in self.findings)


def keeping(*, at: datetime, on: date) -> Keeping:
    """Health, accounts and background work as they are now."""
    active = User.objects.filter(is_active=True)
    valid = RoleGrant.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=on), from_on__lte=on)
    ending = valid.filter(to_on__lte=on + SOON, user__is_active=True)
    return Keeping(
        findings=tuple(check(at) for check in CHECKS),
        accounts=active.count(),
        without_role=active.exclude(pk__in=valid.values("user")).count(),
        ending=ending.count(),
        under_way=jobs.Job.objects.under_way().count(),
        failed=jobs.Job.objects.filter(state=jobs.FAILED).count(),
    )


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
    vacancies: city.Vacancies | None
    reports: tuple[shelf.BuiltReport, ...] | None
    keeping: Keeping | None

    @property
    def compared(self) -> str:
        """With which day the changes compare, with the institutions that joined where any did."""
        return max((tile.compared for tile in self.tiles), key=len, default="")


def home(user: User, *, reader: Reader, basis: Evidence, at: datetime) -> Home:
    """The first page of a person, by the role that decides."""
    is_before = basis.as_of < date(int(basis.school_year[:4]), 9, 1)
    on = basis.as_of
    return Home(
        reader=reader,
        basis=basis,
        is_before_the_year=is_before,
        lead=(
            city.lead(basis, user=user, is_before_the_year=is_before) if reader.sees_city else None
        ),
        options=() if reader.administers else _options(basis),
        tiles=tiles.tiles(reader.board, user=user, basis=basis, institution=reader.chosen),
        due=agenda.due(user, on=on, city=Installation.current().municipality),
        soon=agenda.soon(user, on=on),
        changed=agenda.changes(user, role=reader.role, at=at),
        groups=_groups(user, reader, basis),
        preschools=_preschools(user, basis) if reader.is_city_wide else None,
        vacancies=city.vacancies(basis=basis) if reader.is_city_wide else None,
        reports=_reports(user),
        keeping=keeping(at=at, on=at.date()) if reader.administers else None,
    )


def warm() -> None:
    """Ask the figures of every board of the city, for nobody in particular."""
    with request_cache.reading():
        _warm()


def _warm() -> None:
    basis = evidence.current()
    is_before = basis.as_of < date(int(basis.school_year[:4]), 9, 1)
    city.lead(basis, user=None, is_before_the_year=is_before)
    for shown in board.BOARDS.values():
        tiles.tiles(shown, user=None, basis=basis)
    city.vacancies(basis=basis)


def _groups(user: User, reader: Reader, basis: Evidence) -> tuple[OwnGroup, ...]:
    if not reader.teaches:
        return ()
    return own_groups(user, on=basis.as_of, school_year=basis.school_year)


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
