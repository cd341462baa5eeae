"""Which figures the first page shows, in which order."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_noop

PRESCHOOL = {"stage": "preschool"}
SCHOOL = {"stage": "school"}
GENERAL_SCHOOLS = {"stage": "school", "institution_kind": "general_school"}


@dataclass(frozen=True)
class Tile:
    """A figure of the first page: title, indicator, filters; whether it has years and a trend."""

    title: str
    indicator: str
    filters: Mapping[str, str] = field(default_factory=dict)
    is_of_school_year: bool = True
    has_trend: bool = False
    note: str = ""


@dataclass(frozen=True)
class Shelf:
    """Tiles under a heading."""

    key: str
    title: str
    tiles: tuple[Tile, ...]


SHELVES = (
    Shelf(
        "preschool",
        gettext_noop("Preschool education"),
        (
            Tile(
                gettext_noop("Children in preschool programmes"),
                "learners.count",
                PRESCHOOL,
                has_trend=True,
            ),
            Tile(gettext_noop("Preschool groups"), "groups.count", PRESCHOOL, has_trend=True),
            Tile(gettext_noop("Free places for preschool"), "places.free", PRESCHOOL, note="free"),
            Tile(gettext_noop("Preschool teachers"), "teachers.count", PRESCHOOL, note="several"),
        ),
    ),
    Shelf(
        "school",
        gettext_noop("General education"),
        (
            Tile(
                gettext_noop("Pupils in general education"),
                "learners.count",
                SCHOOL,
                has_trend=True,
            ),
            Tile(
                gettext_noop("Pupils in grade 1"), "learners.count", {"grade": "1"}, has_trend=True
            ),
            Tile(
                gettext_noop("Pupils in grade 10"),
                "learners.count",
                {"grade": "10"},
                has_trend=True,
            ),
            Tile(
                gettext_noop("Teachers in general schools"),
                "teachers.count",
                GENERAL_SCHOOLS,
                note="several",
            ),
        ),
    ),
    Shelf(
        "city",
        gettext_noop("Staff and institutions"),
        (
            Tile(
                gettext_noop("Vacant full-time posts"),
                "vacancies.load",
                is_of_school_year=False,
                note="where",
            ),
            Tile(gettext_noop("Qualified teachers"), "teachers.share_qualified", SCHOOL),
            Tile(
                gettext_noop("Municipal general schools"),
                "institutions.count",
                {"institution_kind": "general_school", "founder": "municipality"},
            ),
            Tile(
                gettext_noop("Municipal preschools"),
                "institutions.count",
                {"institution_kind": "preschool", "founder": "municipality"},
            ),
        ),
    ),
)
