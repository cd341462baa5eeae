"""An institution's own pages: what the record holds about it, a tab each.

What rooms above tell on these tabs they list under INSTITUTION_PARTS.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils.translation import gettext, gettext_noop

from gaisma.base import sorting
from gaisma.base.models import AuditRecord, Organisation, User
from gaisma.base.registry import gathered
from gaisma.evidence.figures import asking, institutions, presentation, states
from gaisma.evidence.figures.evidence import Evidence
from gaisma.record.organisations import audited
from gaisma.record.organisations.models import Licence, Site, Status, Succession
from gaisma.record.organisations.queries import maps
from gaisma.record.organisations.queries.places import Sight


@dataclass(frozen=True)
class InstitutionPart:
    """What the template of the tab `key` shows; `read` is asked of institutions in sight only."""

    key: str
    read: Callable[[User, Organisation, Evidence], Any]


def part(tab: str, user: User, institution: Organisation, *, basis: Evidence) -> Any:
    """What the tab tells of the institution."""
    return gathered("INSTITUTION_PARTS")[tab].read(user, institution, basis)


SOON = timedelta(days=180)
"""So long before its end a licence is about to expire."""


@dataclass(frozen=True)
class Tile:
    """A figure of the institution: title, indicator, whether it is asked by school year."""

    title: str
    indicator: str
    is_of_school_year: bool = True


TILES = (
    Tile(gettext_noop("Groups and classes"), "groups.count"),
    Tile(gettext_noop("Learners"), "learners.count"),
    Tile(gettext_noop("Free places"), "places.free"),
    Tile(gettext_noop("Staff"), "staff.count"),
    Tile(gettext_noop("Vacant full-time posts"), "vacancies.load", is_of_school_year=False),
)


@dataclass(frozen=True)
class Beside:
    """A figure of the institution beside the city's; `address` is empty when it does not open."""

    title: str
    value: str
    unit: str
    change: str
    city: str
    address: str
    compared: str
    why: str


@dataclass(frozen=True)
class Move:
    """A succession seen from one of its sides."""

    other: Organisation
    is_taken_over: bool
    decision: str
    on: date


@dataclass(frozen=True)
class LicenceLine:
    """A licence with how it stands on the day."""

    licence: Licence
    is_over: bool
    is_ending: bool


@dataclass(frozen=True)
class Overview:
    """What an institution is, with its figures beside the city's."""

    beside: tuple[Beside, ...]
    units: tuple[Organisation, ...]
    moves: tuple[Move, ...]
    expiring: tuple[LicenceLine, ...]

    @property
    def compared(self) -> str:
        """With which day the changes compare, with the institutions that joined where any did."""
        return max((line.compared for line in self.beside), key=len, default="")


@dataclass(frozen=True)
class Sites:
    """Where an institution works."""

    sites: tuple[Site, ...]
    map: maps.Map | None


@dataclass(frozen=True)
class Documents:
    """Licences, statuses, and who took over whom."""

    licences: tuple[LicenceLine, ...]
    statuses: tuple[Status, ...]
    moves: tuple[Move, ...]


def units(institution: Organisation) -> tuple[Organisation, ...]:
    """All that stands below the institution, at every depth."""
    found = Organisation.objects.descendants(institution)
    return sorting.by_name(found)


def ids_of(institution: Organisation) -> list[int]:
    """The ids of the institution and of all its units."""
    return [institution.pk, *(unit.pk for unit in units(institution))]


def statuses(institution: Organisation, *, on: date) -> tuple[Status, ...]:
    """What the institution holds on a day."""
    held = Q(to_on__isnull=True) | Q(to_on__gte=on)
    found = Status.objects.filter(held, institution__in=ids_of(institution), from_on__lte=on)
    return tuple(found.order_by("-from_on", "pk"))


def overview(user: User, institution: Organisation, *, basis: Evidence) -> Overview:
    """What the institution's first page shows."""
    sight = Sight.of(user)
    below = units(institution)
    licences = _licences([institution.pk, *(unit.pk for unit in below)], basis.as_of)
    return Overview(
        beside=tuple(_beside(tile, institution, basis, sight) for tile in TILES),
        units=below,
        moves=_moves(institution),
        expiring=tuple(line for line in licences if line.is_ending),
    )


def _beside(tile: Tile, institution: Organisation, basis: Evidence, sight: Sight) -> Beside:
    year = {"school_year": basis.school_year} if tile.is_of_school_year else {}
    own = {"institution": institution.code, **year}
    basis = basis if year else basis.of_the_day
    asked = asking.of_institution(tile.indicator, evidence=basis, filters=own)
    now = sight.shown(asked)
    city = sight.shown(asking.one(tile.indicator, evidence=basis, filters=year))
    before = None
    if tile.is_of_school_year:
        then = asking.of_institution_before(tile.indicator, evidence=basis, filters=own)
        before = sight.shown(then)
    known = before and not (now.suppressed or before.suppressed)
    opens = sight.may_open(asked)
    change = presentation.change(now, before, opens=opens) if before and known else ""
    return Beside(
        title=gettext(tile.title),
        value=presentation.written(now),
        unit=presentation.unit(now),
        change=change,
        city=presentation.door(
            presentation.written(city), asking.address(city) if sight.may_open(city) else ""
        ),
        address=asking.address(asked) if opens else "",
        compared=institutions.compared_with(before, basis) if before and change else "",
        why=states.why(now),
    )


def sites_of(user: User, institution: Organisation) -> Sites:
    """The sites of the institution and its units, with a map."""
    ids = ids_of(institution)
    sites = Site.objects.filter(institution__in=ids).select_related("institution")
    return Sites(sorting.by_name(sites), maps.of_institutions(user, ids=ids))


def documents_of(institution: Organisation, *, basis: Evidence) -> Documents:
    """What the institution was given and what became of it."""
    ids = ids_of(institution)
    return Documents(
        licences=_licences(ids, basis.as_of),
        statuses=tuple(Status.objects.filter(institution__in=ids).order_by("-from_on", "pk")),
        moves=_moves(institution),
    )


def _licences(ids: list[int], day: date) -> tuple[LicenceLine, ...]:
    found = Licence.objects.filter(institution__in=ids).select_related("institution")
    return tuple(
        LicenceLine(
            licence,
            is_over=licence.to_on is not None and licence.to_on < day,
            is_ending=licence.to_on is not None and day <= licence.to_on <= day + SOON,
        )
        for licence in found.order_by("-from_on", "pk")
    )


def _moves(institution: Organisation) -> tuple[Move, ...]:
    found = Succession.objects.filter(
        Q(institution=institution) | Q(successor=institution)
    ).select_related("institution", "successor")
    return tuple(
        Move(
            other=move.successor if move.institution == institution else move.institution,
            is_taken_over=move.institution == institution,
            decision=move.decision,
            on=move.on,
        )
        for move in found.order_by("-on", "pk")
    )


ENTRIES_A_PAGE = 50
DEEDS = {
    audited.ESTABLISH_INSTITUTION.key: gettext_noop("was added"),
    audited.CHANGE_INSTITUTION.key: gettext_noop("was changed"),
    audited.CHANGE_CONTACTS.key: gettext_noop("contact data were changed"),
    audited.CLOSE_INSTITUTION.key: gettext_noop("was closed"),
    audited.MERGE_INSTITUTIONS.key: gettext_noop("was taken over by another institution"),
    audited.ADD_SITE.key: gettext_noop("a site was added"),
    audited.CHANGE_SITE.key: gettext_noop("a site was changed"),
    audited.GRANT_LICENCE.key: gettext_noop("a licence or accreditation was added"),
    audited.CHANGE_LICENCE.key: gettext_noop("a licence or accreditation was changed"),
    audited.END_LICENCE.key: gettext_noop("a licence or accreditation was ended"),
    audited.GRANT_STATUS.key: gettext_noop("a status was given"),
    audited.END_STATUS.key: gettext_noop("a status was ended"),
}
FIELDS = {
    "address": gettext_noop("address"),
    "phone": gettext_noop("telephone"),
    "email": gettext_noop("e-mail"),
    "website": gettext_noop("website"),
    "name": gettext_noop("name"),
    "kind": gettext_noop("kind"),
    "founder": gettext_noop("founder"),
    "closed_on": gettext_noop("closing day"),
    "latitude": gettext_noop("latitude"),
    "longitude": gettext_noop("longitude"),
    "number": gettext_noop("number"),
    "from_on": gettext_noop("first day"),
    "to_on": gettext_noop("last day"),
}


@dataclass(frozen=True)
class HistoryEntry:
    """One thing done: what, which fields, who, when."""

    what: str
    fields: tuple[str, ...]
    who: str
    at: datetime


@dataclass(frozen=True)
class History:
    """A page of what was done, the newest first."""

    entries: tuple[HistoryEntry, ...]
    page: Page[AuditRecord]


def history_of(institution: Organisation, *, page: str) -> History:
    """What was done to the institution itself; people and groups have histories of their own."""
    records = AuditRecord.objects.filter(organisation=institution, action__in=DEEDS)
    found = Paginator(records.select_related("by").order_by("-at", "-pk"), ENTRIES_A_PAGE).get_page(
        page
    )
    return History(tuple(_entry(record) for record in found), found)


def _entry(record: AuditRecord) -> HistoryEntry:
    names = record.details.get("fields", []) if isinstance(record.details, dict) else []
    return HistoryEntry(
        what=gettext(DEEDS[record.action]),
        fields=tuple(gettext(FIELDS[name]) for name in names if name in FIELDS),
        who=str(record.by) if record.by else gettext("command line"),
        at=record.at,
    )
