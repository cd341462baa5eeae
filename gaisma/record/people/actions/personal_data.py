"""A person's own data goes out, is erased, ends with its term; the keys of codes are changed.

It goes out as an Excel workbook: the person opens it with what they have, a program reads its rows,
and nobody needs a page or an account for it.
"""

from collections.abc import Iterable
from dataclasses import astuple
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

import polars as pl
from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from gaisma.base import audit, bulk, changes, keys, personal_codes, rotation
from gaisma.base import audited as base_audited
from gaisma.base.errors import GaismaError
from gaisma.base.models import Installation, User
from gaisma.base.registry import gathered
from gaisma.base.retention import RetentionKind, demand
from gaisma.evidence.interop.imports import forget
from gaisma.evidence.lake.actions import touch
from gaisma.record.people import audited, holdings, merging, privacy, visibility
from gaisma.record.people.models import Account, Person
from gaisma.record.people.permissions import ERASE_PEOPLE, KEEP_PEOPLE

WIDTHS = (28, 8, 28, 36, 60, 10)


def take_out(*, person: Person, target: Path | BinaryIO, by: User | None, at: datetime) -> int:
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


class UnableToErase(GaismaError):
    """The person learns, works or waits here still."""


def erase(*, person: Person, by: User | None, at: datetime, as_of: date) -> None:
    """Delete the person and all that tells who they are, also from what imports keep.

    Ended enrolments, posts and queue entries go over to a new person of whom nothing is known:
    every figure stays as it was, and the pseudonym under which older versions of the lake have
    them leads to nobody. Raises UnableToErase while any of these is in force.
    """
    visibility.demand_whole(ERASE_PEOPLE, by=by, person=person)
    number = person.pk
    with transaction.atomic():
        # Whoever enrols or employs the person takes the same lock, and waits or is seen.
        Person.objects.select_for_update().get(pk=number)
        _check_nothing_in_force(person, as_of=as_of)
        overwrite_what_is_deleted()
        _delete_details(number)
        _hand_over(number, at=at)
        forget(person_ids=[number])
        person.delete()
        touch(*privacy.touched())
        audit.note(action=audited.ERASE_PERSON, by=by, at=at, subject="people.Person", ids=[number])


def overwrite_what_is_deleted() -> None:
    """Let the database write over deleted rows, where it would leave them in its file."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def _check_nothing_in_force(person: Person, *, as_of: date) -> None:
    if any(table.in_force(person.pk, on=as_of).exists() for table in gathered("PERSONAL_DATA")):
        raise UnableToErase(
            _("The person learns, works or waits for a place here: end that first."),
            code="in_force",
        )


def _delete_details(person_id: int) -> None:
    for table in gathered("PERSONAL_DATA"):
        if not table.stays and table.key != Person._meta.label:
            table.rows_of(person_id).delete()


def _hand_over(person_id: int, *, at: datetime) -> None:
    staying = [table for table in gathered("PERSONAL_DATA") if table.stays]
    if not any(table.rows_of(person_id).exists() for table in staying):
        return
    for table in staying:
        if table.forgets is not None:
            # Before any row is handed over, while all of them can be found.
            table.forgets(table.rows_of(person_id))
    # One for all of them, so that nobody is counted twice.
    nobody = privacy.featureless(at=at)
    for table in staying:
        for owner in merging.columns(table):
            rows = table.rows_of(person_id).filter(**{owner: person_id})
            privacy.give(rows, nobody, at=at, owner=owner)


def remove_overdue(
    *, by: User | None, at: datetime, as_of: date, kinds: Iterable[str] = ()
) -> dict[str, int]:
    """Remove what is over its term, of the kinds or of all; the number of rows by kind.

    Figures stay: enrolments become totals of their groups, posts and queue entries lose the
    person. All of it goes, or nothing.
    """
    changes.demand(ERASE_PEOPLE, by=by)
    chosen = _chosen(set(kinds))
    periods = Installation.current().retention
    removed = {}
    with transaction.atomic():
        overwrite_what_is_deleted()
        for kind in chosen:
            before = privacy.boundary(kind, periods=periods, as_of=as_of)
            removed[kind.key] = kind.remove(kind.over(before), at=at)
            touch(*(kind.touches if removed[kind.key] else ()))
        audit.note(action=audited.REMOVE_OVERDUE, by=by, at=at, details=removed)
    return removed


def _chosen(kinds: set[str]) -> list[RetentionKind]:
    demand(kinds)
    return [kind for kind in gathered("RETENTION") if not kinds or kind.key in kinds]


def rotate_keys(*, by: User | None, at: datetime) -> int:
    """Encrypt and hash every personal code under new keys; gives their number.

    So are secrets of second steps, and sessions end with the signing key. Runs in one transaction
    that keeps writers out. The old keys are kept as `NAME.….retired`, for backups made before;
    killed at any moment, it can be run again.
    """
    changes.demand(ERASE_PEOPLE, by=by)
    new = rotation.successors()
    with transaction.atomic():
        _keep_writers_out()
        coded = Person.objects.exclude(personal_code_encrypted="").order_by("pk")
        frame = bulk.frame_of(coded, "id", "personal_code_encrypted")
        bulk.update(Person, _under(new, frame))
        # What was looked at or imported before must not come back with the old keys' texts.
        coded.update(revision=F("revision") + 1, changed_at=at)
        for other in gathered("UNDER_KEYS"):
            if other.renew is not None:
                other.renew(new)
        audit.note(
            action=base_audited.ROTATE_KEYS,
            by=by,
            at=at,
            subject="people.Person",
            details={name: keys.fingerprint(text) for name, text in new.items()},
        )
    rotation.finish()
    keys.renew_signing_key(Path(settings.GAISMA_HOME))
    return frame.height


def _under(new: dict[str, str], frame: pl.DataFrame) -> pl.DataFrame:
    # A cipher takes one code at a time: here, and only here, rows are walked.
    codes = [personal_codes.decrypted(text) for text in frame["personal_code_encrypted"]]
    sealed = [personal_codes.sealed(code, key=new[rotation.CODE]) for code in codes]
    hashed = [personal_codes.hashed(code, key=new[rotation.HASH]) for code in codes]
    return pl.DataFrame(
        {"id": frame["id"], "personal_code_encrypted": sealed, "personal_code_hash": hashed},
        schema_overrides={"personal_code_encrypted": pl.String, "personal_code_hash": pl.String},
    )


def _keep_writers_out() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f'LOCK TABLE "{Person._meta.db_table}" IN EXCLUSIVE MODE')
