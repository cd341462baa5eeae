"""Imports, files on their way in, columns of other systems."""

from typing import Any

from gaisma.evidence.interop import models, shelf
from tests.factories.making import Fields, made, numbers
from tests.moments import NOW


def import_(**fields: Any) -> models.Import:
    """A table that was taken in and changed nothing."""
    given: Fields = {"source": "table", "kind": "table groups", "file": "groups.csv"}
    given |= {"sha256": "0" * 64, "size": 100, "at": NOW}
    return made(models.Import, fields, **given)


def upload(content: bytes = b"", **fields: Any) -> models.Upload:
    """A file that waits and was not checked; it lies there when it has content."""
    name = fields.setdefault("file", "groups.csv")
    nowhere = (f"nowhere-{next(numbers)}", "", 0)
    folder, _digest, size = shelf.put(name, [content]) if content else nowhere
    given: Fields = {"folder": folder, "size": size, "source": "table", "kind": "groups"}
    return made(models.Upload, fields, **given, at=NOW)


def column_mapping(**fields: Any) -> models.ColumnMapping:
    given: Fields = {
        "source": f"journal-{next(numbers)}",
        "kind": "groups",
        "columns": {"Klase": "group"},
    }
    return made(models.ColumnMapping, fields, **given)
