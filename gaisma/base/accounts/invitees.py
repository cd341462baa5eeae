"""A list of people to invite, as it comes from a spreadsheet: understood, or told what is wrong.

A row may hold a day as a date or as text; headings and roles may be in any of our languages.
"""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, gettext_noop, override
from django.utils.translation import gettext as _

from gaisma.analytics.vocabulary import folded
from gaisma.base import roles
from gaisma.base.accounts import policies
from gaisma.base.accounts.actions import invitations
from gaisma.base.accounts.actions.invitations import Offer
from gaisma.base.accounts.models import Invitation
from gaisma.base.apart import UnableToRead
from gaisma.base.errors import GaismaError
from gaisma.base.models import Organisation, User
from gaisma.base.reading import asking, readers

MOST = 500
HEADINGS = {
    "full_name": gettext_noop("Name and surname"),
    "email": gettext_noop("E-mail address"),
    "role": gettext_noop("Role here"),
    "organisation": gettext_noop("Place"),
    "from_on": gettext_noop("First day"),
    "to_on": gettext_noop("Last day"),
}
REQUIRED = ("full_name", "email", "role", "organisation")
DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%Y.")
Row = list[Any]


class UnableToReadList(GaismaError):
    """What was given is no list of people."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell, and what would be right."""

    row: int
    column: str
    value: str
    advice: str


class Wrong(Exception):
    """A cell that cannot be understood: which column, and what would be right."""

    def __init__(self, column: str, advice: str) -> None:
        super().__init__(advice)
        self.column, self.advice = column, advice


@dataclass(frozen=True)
class Reading:
    """For whom and when a list is read."""

    by: User
    at: datetime
    today: date
    language: str
    places: Mapping[str, Organisation]
    roles: Mapping[str, str]


def understood(
    rows: list[Row], *, by: User, at: datetime, today: date, language: str
) -> tuple[list[Offer], list[Problem]]:
    """The offers of a list, and the problems: with one of these nobody is to be invited.

    Raises UnableToReadList.
    """
    columns = _columns(rows)
    reading = Reading(by, at, today, language, _places(by), _roles())
    offers: list[Offer] = []
    problems: list[Problem] = []
    seen: set[tuple[str, str, int]] = set()
    for number, row in enumerate(rows[1:], start=2):
        cells = {name: _cell(row, place) for name, place in columns.items()}
        if not any(cells.values()):
            continue
        try:
            offer = _offer(cells, reading)
            _check_first(offer, seen)
            offers.append(offer)
        except Wrong as wrong:
            value = str(cells.get(wrong.column) or "")
            heading = gettext(HEADINGS[wrong.column])
            problems.append(Problem(number, heading, value, wrong.advice))
    if not offers and not problems:
        raise UnableToReadList(gettext("The list has a heading and no people."), code="empty")
    return offers, problems


def of_text(text: str) -> list[Row]:
    """The rows of pasted lines. Raises UnableToReadList."""
    with _refusing():
        return [list(row) for row in readers.of_text(text)]


def of_file(name: str, content: bytes) -> list[Row]:
    """The rows of an XLSX or CSV file. Raises UnableToReadList."""
    with _refusing():
        return [list(row) for row in asking.rows(name, content, most_rows=MOST + 1)]


def example(*, at: datetime) -> bytes:
    """A workbook to fill in: the heading and one line, in the reader's language."""
    from xlsxwriter import Workbook

    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"created": at.replace(tzinfo=None)})
        sheet = book.add_worksheet(gettext("People"))
        bold = book.add_format({"bold": True})
        sheet.write_row(0, 0, [gettext(heading) for heading in HEADINGS.values()], bold)
        sheet.write_row(1, 0, ["Anna Ozola", "anna.ozola@example.lv", roles.title("teacher")])
        sheet.write(1, 4, "2024-09-01")
        sheet.set_column(0, 5, 26)
    return file.getvalue()


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except UnableToRead as refusal:
        places = {_("Row"): refusal.row, _("Column"): refusal.column, _("Value"): refusal.value}
        told = ", ".join(f"{name} {place}" for name, place in places.items() if place)
        message = f"{told}: {refusal.message}" if told else refusal.message
        raise UnableToReadList(message, code="unreadable") from refusal


def _columns(rows: list[Row]) -> dict[str, int]:
    if len(rows) > MOST + 1:
        message = gettext("The list has more than %(most)s people: cut it into parts.")
        raise UnableToReadList(message % {"most": MOST}, code="too_long")
    known = _said(HEADINGS)
    heading = [str(cell).strip().casefold() for cell in rows[0]] if rows else []
    columns = {known[cell]: place for place, cell in enumerate(heading) if cell in known}
    missing = [gettext(HEADINGS[name]) for name in REQUIRED if name not in columns]
    if missing:
        message = gettext("The heading lacks: %(names)s.")
        raise UnableToReadList(message % {"names": ", ".join(missing)}, code="heading")
    return columns


def _cell(row: Row, place: int) -> Any:
    value = row[place] if place < len(row) else ""
    return value.strip() if isinstance(value, str) else value


def _offer(cells: dict[str, Any], reading: Reading) -> Offer:
    name = str(cells["full_name"])
    if not name or len(name) > 200:
        raise Wrong("full_name", gettext("Write name and surname, up to 200 letters."))
    offer = Offer(
        email=str(cells["email"]).lower(),
        full_name=name,
        role=_role(cells["role"], reading),
        organisation=_place(cells["organisation"], reading),
        from_on=_day("from_on", cells.get("from_on")) or reading.today,
        to_on=_day("to_on", cells.get("to_on")),
        language=reading.language,
    )
    _check_possible(offer, reading)
    return offer


def _role(value: Any, reading: Reading) -> str:
    role = reading.roles.get(str(value).casefold())
    if role is None:
        offered = (roles.title(one) for one in roles.TITLES if one in policies.offered(reading.by))
        raise Wrong("role", gettext("Known are: %(names)s.") % {"names": ", ".join(offered)})
    return role


def _place(value: Any, reading: Reading) -> Organisation:
    place = reading.places.get(folded(str(value)))
    if place is None:
        advice = gettext(
            "No place of yours has this name: write it as on the page of institutions."
        )
        raise Wrong("organisation", advice)
    return place


def _day(column: str, value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date) or value in (None, ""):
        return value or None
    for form in DAYS:
        try:
            return datetime.strptime(str(value), form).date()  # noqa: DTZ007
        except ValueError:
            continue
    raise Wrong(column, gettext("Write the day as 2024-09-01 or 01.09.2024."))


COLUMNS_OF = {"address": "email", "oneself": "email", "ends_too_early": "to_on"}
"""In which column a refusal stands; all others are about the role."""


def _check_possible(offer: Offer, reading: Reading) -> None:
    try:
        invitations.possible(offer, by=reading.by, at=reading.at)
    except GaismaError as refusal:
        raise Wrong(COLUMNS_OF.get(refusal.code, "role"), refusal.message) from refusal


def _check_first(offer: Offer, seen: set[tuple[str, str, int]]) -> None:
    mark = (offer.email, offer.role, offer.organisation.pk)
    waiting = Invitation.objects.pending().filter(
        email=offer.email, role=offer.role, organisation=offer.organisation
    )
    if mark in seen or waiting.exists():
        raise Wrong("email", gettext("This person is invited to this role already: leave it out."))
    seen.add(mark)


def _places(by: User) -> dict[str, Organisation]:
    named = policies.places(by).order_by("-pk")
    return {folded(name): place for place in named for name in _names(place)}


def _names(place: Organisation) -> Iterator[str]:
    yield from place.aliases
    yield place.code
    yield place.name


def _roles() -> dict[str, str]:
    return _said(roles.TITLES)


def _said(titles: Mapping[str, str]) -> dict[str, str]:
    """The keys by their titles in all languages, and by themselves."""
    said = {key.casefold(): key for key in titles}
    for language, _name in settings.LANGUAGES:
        with override(language):
            said |= {gettext(title).casefold(): key for key, title in titles.items()}
    return said
