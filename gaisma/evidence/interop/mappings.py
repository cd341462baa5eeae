"""What other systems call our columns, and what their values mean there.

Remembered once, known again whenever their files come.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.analytics.vocabulary import folded
from gaisma.base import audit, changes
from gaisma.base.apart import UnableToRead
from gaisma.base.audit import Action
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import User
from gaisma.base.reading import asking
from gaisma.base.reading.delimited import HEADER_BYTES, SEPARATORS
from gaisma.evidence.interop import audited, kinds
from gaisma.evidence.interop import meanings as meanings_of
from gaisma.evidence.interop.columns import Column
from gaisma.evidence.interop.kinds import columns_of, known_kinds
from gaisma.evidence.interop.models import ColumnMapping
from gaisma.evidence.interop.permissions import KEEP_MAPPINGS
from gaisma.evidence.interop.titles import column_title, names_of, sheet_names

SUBJECT = "interop.ColumnMapping"
Chosen = Mapping[str, Mapping[str, str | None]]
"""By column, for values as the sender writes them, codes; "" is an empty cell, None nothing."""


def remember(
    *, source: str, kind: str, columns: Mapping[str, str], by: User | None, at: datetime
) -> ColumnMapping:
    """Add headings of a sender to those that are known of a table. Raises UnableToRecord."""
    known = ColumnMapping.objects.filter(source=source, kind=kind).first()
    every = {**(known.columns if known else {}), **columns}
    return replace(source=source, kind=kind, columns=every, by=by, at=at)


def replace(
    *,
    source: str,
    kind: str,
    columns: Mapping[str, str],
    meanings: Chosen | None = None,
    by: User | None,
    at: datetime,
) -> ColumnMapping:
    """Write all headings of a sender for a table anew, and what its values mean, where given.

    Raises UnableToRecord.
    """
    changes.demand(KEEP_MAPPINGS, by=by)
    kinds.demand(kind)
    _refuse_unknown(kind, columns)
    fields: dict[str, Any] = {"columns": dict(columns)}
    if meanings is not None:
        _refuse_wrong(kind, meanings)
        fields["meanings"] = {column: dict(codes) for column, codes in meanings.items() if codes}
    with transaction.atomic():
        before = _meant(source, kind)
        mapping, _made = ColumnMapping.objects.update_or_create(
            source=source, kind=kind, defaults=fields
        )
        _note(audited.KEEP_MAPPING, mapping, by=by, at=at)
        if mapping.meanings != before:
            _note(audited.KEEP_MEANINGS, mapping, by=by, at=at, meanings=mapping.meanings)
    return mapping


def _meant(source: str, kind: str) -> dict[str, dict[str, str]]:
    known = ColumnMapping.objects.filter(source=source, kind=kind).first()
    return known.meanings if known else {}


def choose(
    *, source: str, kind: str, meanings: Chosen, by: User | None, at: datetime
) -> ColumnMapping:
    """Say what values of a sender mean in columns of a table; None takes back what was said.

    Raises UnableToRecord for what no such column can mean.
    """
    changes.demand(KEEP_MAPPINGS, by=by)
    kinds.demand(kind)
    _refuse_wrong(kind, meanings)
    with transaction.atomic():
        mapping = _locked(source, kind)
        mapping.meanings = _with(mapping.meanings, meanings)
        mapping.save(update_fields=["meanings"])
        _note(audited.KEEP_MEANINGS, mapping, by=by, at=at, meanings=meanings)
    return mapping


def _locked(source: str, kind: str) -> ColumnMapping:
    """The sender's row of the table, made where there is none."""
    every = ColumnMapping.objects.select_for_update()
    return every.get_or_create(source=source, kind=kind)[0]


def _with(known: Chosen, said: Chosen) -> dict[str, dict[str, str | None]]:
    """What is known with what is said now, which stands for every spelling of a value."""
    every: dict[str, dict[str, str | None]] = {name: dict(codes) for name, codes in known.items()}
    for column, codes in said.items():
        anew = {folded(theirs) for theirs in codes}
        stays = {
            theirs: code
            for theirs, code in every.get(column, {}).items()
            if folded(theirs) not in anew
        }
        every[column] = stays | {theirs: code for theirs, code in codes.items() if code is not None}
    return {column: codes for column, codes in every.items() if codes}


def _refuse_wrong(kind: str, said: Chosen) -> None:
    closed = meanings_of.closed_columns(kind)
    for name, codes in said.items():
        if name not in closed:
            raise UnableToRecord(
                _("The table has no column “%(column)s” with a list of values.") % {"column": name},
                code="unknown_column",
                choices=sorted(closed),
            )
        for theirs, code in codes.items():
            if code is not None:
                _refuse_meaning(closed[name], theirs, code)


def _refuse_meaning(column: Column, theirs: str, code: str) -> None:
    told = {"column": column_title(column.name), "value": theirs}
    if not folded(theirs):
        raise UnableToRecord(_("A value is empty: write what the sender writes in the column."))
    if meanings_of.is_known(column, theirs):
        raise UnableToRecord(
            _("The list of the column “%(column)s” has “%(value)s” itself: it stays as it is.")
            % told
        )
    if not meanings_of.can_mean(column, code):
        if code == meanings_of.EMPTY:
            raise UnableToRecord(
                _("The column “%(column)s” needs a value: “%(value)s” cannot be read as empty.")
                % told
            )
        raise UnableToRecord(
            _("The list of the column “%(column)s” has no “%(code)s”.") % {**told, "code": code},
            code="unknown_value",
            choices=sorted(meanings_of.terms(column)),
        )


def forget(mapping: ColumnMapping, *, by: User | None, at: datetime) -> None:
    """Forget the headings and values of a sender for a table; what was taken in stays."""
    changes.demand(KEEP_MAPPINGS, by=by)
    with transaction.atomic():
        _note(audited.FORGET_MAPPING, mapping, by=by, at=at)
        mapping.delete()


def _refuse_unknown(kind: str, columns: Mapping[str, str]) -> None:
    known = {column.name for column in kinds.columns_of(kind)}
    for theirs, ours in columns.items():
        if ours not in known:
            raise UnableToRecord(
                _("The table has no column “%(column)s”.") % {"column": ours},
                code="unknown_column",
                choices=sorted(known),
            )
        if not theirs.strip():
            raise UnableToRecord(_("A heading is empty: write what the sender calls the column."))


def _note(
    action: Action, mapping: ColumnMapping, *, by: User | None, at: datetime, **more: object
) -> None:
    audit.note(
        action=action,
        by=by,
        at=at,
        subject=SUBJECT,
        ids=[mapping.pk],
        details={"source": mapping.source, "kind": mapping.kind, **more},
    )


ONEROSTER = "oneroster"


def kind_of(path: Path, *, source: str) -> str:
    """The kind of table, `oneroster`, or "" when the file does not tell."""
    if path.suffix.lower() == ".zip":
        return ONEROSTER
    try:
        sheets, header = asking.glance(path, most_bytes=HEADER_BYTES, marks=SEPARATORS)
    except UnableToRead:  # whatever is wrong with the file is told by the check
        return ""
    named = [kind for kind in known_kinds() if any(sheet in sheet_names(kind) for sheet in sheets)]
    return named[0] if len(named) == 1 else _by_header(header, source)


def _by_header(header: Iterable[str], source: str) -> str:
    """The kind of which the header has all required columns and most of the others."""
    mappings = dict(ColumnMapping.objects.filter(source=source).values_list("kind", "columns"))
    best, most = "", 0
    for kind in known_kinds():
        names = names_of(kind) | {
            folded(theirs): ours for theirs, ours in mappings.get(kind, {}).items()
        }
        found = {names[cell] for cell in map(folded, header) if cell in names}
        needed = {column.name for column in columns_of(kind) if column.required}
        if needed <= found and len(found) > most:
            best, most = kind, len(found)
    return best
