"""A person's own data goes out as one file.

An Excel workbook: the person opens it with what they have, a program reads its rows, and nobody
needs a page or an account for it.
"""

from collections.abc import Iterable
from dataclasses import astuple
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base import audit
from gaisma.base.models import Installation, User
from gaisma.record.people import audited, holdings, visibility
from gaisma.record.people.models import Account, Person
from gaisma.record.people.permissions import KEEP_PEOPLE

WIDTHS = (28, 8, 28, 36, 60, 10)


def answer(*, person: Person, target: Path | BinaryIO, by: User | None, at: datetime) -> int:
    """Write all that is held about the person, and who looked, to a workbook; the lines of it."""
    if by is not None and not is_own(person, by):
        visibility.demand(KEEP_PEOPLE, by=by, person=person)
    held = list(holdings.of(person, periods=Installation.current().retention))
    looks = list(holdings.looks_at(person))
    with transaction.atomic():
        audit.note(
            action=audited.TAKE_PERSON_OUT, by=by, at=at, subject="people.Person", ids=[person.pk]
        )
        _write(target, held, looks, at=at)
    return len(held) + len(looks)


def is_own(person: Person, user: User) -> bool:
    """Whether the account is the person's own: everybody may ask what is held about them."""
    return Account.objects.filter(person=person, user=user).exists()


def _write(
    target: Path | BinaryIO,
    held: Iterable[holdings.Holding],
    looks: Iterable[holdings.Look],
    *,
    at: datetime,
) -> None:
    from xlsxwriter import Workbook

    with Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        workbook.set_properties({"created": at.replace(tzinfo=None)})
        heads = [_("Part"), _("Entry"), _("What"), _("Held"), _("What for"), _("Years kept")]
        _sheet(workbook, _("What is held"), heads, map(astuple, held))
        heads = [_("When"), _("What was done"), _("By whom"), _("Where")]
        _sheet(workbook, _("Who looked"), heads, map(astuple, looks))


def _sheet(
    workbook: object, name: str, heads: list[str], rows: Iterable[tuple[object, ...]]
) -> None:
    sheet = workbook.add_worksheet(name)  # type: ignore[attr-defined]
    bold = workbook.add_format({"bold": True})  # type: ignore[attr-defined]
    sheet.write_row(0, 0, heads, bold)
    for number, row in enumerate(rows, start=1):
        sheet.write_row(number, 0, row)
    for column, width in zip(range(len(heads)), WIDTHS, strict=False):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
