"""The vocabulary in which the binding's files are written down."""

from dataclasses import dataclass, field
from enum import StrEnum

BOTH = ("1.1", "1.2")


class Type(StrEnum):
    """How the text of a field is to be read."""

    GUID = "guid"
    GUIDS = "guids"
    TEXT = "text"
    TEXTS = "texts"
    ENUMERATION = "enumeration"
    ENUMERATIONS = "enumerations"
    DATE = "date"
    MOMENT = "moment"
    YEAR = "year"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    NUMBER = "number"
    GRADES = "grades"
    USER_IDS = "user_ids"


@dataclass(frozen=True)
class Column:
    """A column: `refers_to` names the file whose sourcedId it holds.

    `demanded_in_delta` columns are required in a delta and stay empty in a bulk file;
    `extensible` enumerations take values beginning with `ext:` as well.
    """

    name: str
    type: Type = Type.TEXT
    required: bool = False
    refers_to: str = ""
    values: tuple[str, ...] = ()
    extensible: bool = False
    demanded_in_delta: bool = False
    versions: tuple[str, ...] = BOTH


@dataclass(frozen=True)
class Table:
    """A file of the binding; the first three columns are the same everywhere."""

    name: str
    own: tuple[Column, ...]
    versions: tuple[str, ...] = BOTH
    refers_to: str = ""
    columns: tuple[Column, ...] = field(init=False)

    def __post_init__(self) -> None:
        identifier = Column("sourcedId", Type.GUID, required=True, refers_to=self.refers_to)
        object.__setattr__(self, "columns", (identifier, *LIFE, *self.own))

    def of(self, version: str) -> tuple[Column, ...]:
        """The columns that a version has, in its order."""
        return tuple(column for column in self.columns if version in column.versions)


LIFE = (
    Column("status", Type.ENUMERATION, values=("active", "tobedeleted"), demanded_in_delta=True),
    Column("dateLastModified", Type.MOMENT, demanded_in_delta=True),
)


def guid(name: str, to: str, *, required: bool = False, versions: tuple[str, ...] = BOTH) -> Column:
    """A reference to one row of the file `to`."""
    return Column(name, Type.GUID, required=required, refers_to=to, versions=versions)


def guids(
    name: str, to: str, *, required: bool = False, versions: tuple[str, ...] = BOTH
) -> Column:
    """A list of references, separated by commas."""
    return Column(name, Type.GUIDS, required=required, refers_to=to, versions=versions)


def text(name: str, *, required: bool = False, versions: tuple[str, ...] = BOTH) -> Column:
    """Free text."""
    return Column(name, Type.TEXT, required=required, versions=versions)


def date(name: str, *, required: bool = False) -> Column:
    """A day."""
    return Column(name, Type.DATE, required=required)


def truth(name: str, *, required: bool = False, versions: tuple[str, ...] = BOTH) -> Column:
    """true or false."""
    return Column(name, Type.BOOLEAN, required=required, versions=versions)


def one_of(
    name: str,
    *values: str,
    required: bool = True,
    extensible: bool = False,
    versions: tuple[str, ...] = BOTH,
) -> Column:
    """A word out of a closed list."""
    return Column(
        name,
        Type.ENUMERATION,
        required=required,
        values=values,
        extensible=extensible,
        versions=versions,
    )
