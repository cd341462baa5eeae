"""Who looks at the first page, and which figures are shown to whom, in which order."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_noop

from gaisma.base import grants, sorting
from gaisma.base.models import Organisation, User

PRESCHOOL = {"stage": "preschool"}
SCHOOL = {"stage": "school"}
GENERAL_SCHOOLS = {"stage": "school", "institution_kind": "general_school"}
OWN = "own"
"""The note of a figure of one institution: the same of the whole city."""


@dataclass(frozen=True)
class Tile:
    """A figure of the first page: title, indicator, filters; whether it has years and a trend."""

    title: str
    indicator: str
    filters: Mapping[str, str] = field(default_factory=dict)
    is_of_school_year: bool = True
    has_trend: bool = False
    note: str = ""


CHILDREN = Tile(
    gettext_noop("Children in preschool programmes"), "learners.count", PRESCHOOL, has_trend=True
)
PRESCHOOL_GROUPS = Tile(gettext_noop("Preschool groups"), "groups.count", PRESCHOOL, has_trend=True)
FREE = Tile(gettext_noop("Free places for preschool"), "places.free", PRESCHOOL, note="free")
PRESCHOOL_TEACHERS = Tile(
    gettext_noop("Preschool teachers"), "teachers.count", PRESCHOOL, note="several"
)
PUPILS = Tile(gettext_noop("Pupils in general education"), "learners.count", SCHOOL, has_trend=True)
CLASSES = Tile(gettext_noop("Classes of general education"), "groups.count", SCHOOL, has_trend=True)
FIRST_GRADE = Tile(
    gettext_noop("Pupils in grade 1"), "learners.count", {"grade": "1"}, has_trend=True
)
TENTH_GRADE = Tile(
    gettext_noop("Pupils in grade 10"), "learners.count", {"grade": "10"}, has_trend=True
)
TEACHERS = Tile(
    gettext_noop("Teachers in general schools"), "teachers.count", GENERAL_SCHOOLS, note="several"
)
VACANT = Tile(
    gettext_noop("Vacant full-time posts"), "vacancies.load", is_of_school_year=False, note="where"
)
QUALIFIED = Tile(gettext_noop("Qualified teachers"), "teachers.share_qualified", SCHOOL)
STAFF = Tile(gettext_noop("Staff"), "staff.count")
SCHOOLS = Tile(
    gettext_noop("Municipal general schools"),
    "institutions.count",
    {"institution_kind": "general_school", "founder": "municipality"},
)
PRESCHOOLS = Tile(
    gettext_noop("Municipal preschools"),
    "institutions.count",
    {"institution_kind": "preschool", "founder": "municipality"},
)

CITY = (CHILDREN, FREE, PUPILS, FIRST_GRADE, TENTH_GRADE, TEACHERS, QUALIFIED, VACANT)
FOUNDER = (CHILDREN, FREE, PUPILS, SCHOOLS, PRESCHOOLS, VACANT)
FINANCE = (CHILDREN, PRESCHOOL_GROUPS, PUPILS, CLASSES, STAFF, VACANT)
TEACHING = (TEACHERS, PRESCHOOL_TEACHERS, QUALIFIED, CLASSES, PRESCHOOL_GROUPS, VACANT)
FEW = (PUPILS, FIRST_GRADE, CHILDREN, FREE)
INSTITUTION = (
    Tile(gettext_noop("Learners"), "learners.count", has_trend=True, note=OWN),
    Tile(gettext_noop("Groups and classes"), "groups.count", has_trend=True, note=OWN),
    Tile(gettext_noop("Free places"), "places.free", note=OWN),
    Tile(gettext_noop("Education programmes"), "programmes.count", note=OWN),
    Tile(gettext_noop("Staff"), "staff.count", note=OWN),
    Tile(gettext_noop("Teachers"), "teachers.count", note=OWN),
    Tile(gettext_noop("Qualified teachers"), "teachers.share_qualified", note=OWN),
    Tile(
        gettext_noop("Vacant full-time posts"), "vacancies.load", is_of_school_year=False, note=OWN
    ),
)
"""Figures of the institution that somebody leads, each beside the city's."""

BOARDS: Mapping[str, tuple[Tile, ...]] = {
    "specialist": CITY,
    "manager": CITY,
    "founder": FOUNDER,
    "auditor": CITY,
    "head": INSTITUTION,
    "deputy": INSTITUTION,
    "methodologist": TEACHING,
    "finance": FINANCE,
    "project_manager": FEW,
    "centre_staff": FEW,
    "support": FEW,
    "class_teacher": FEW,
    "teacher": FEW,
    "administrator": (),
}
"""The board of each role; who holds several sees that of the first in this order."""


CITY_WIDE = ("specialist", "manager", "founder", "auditor")
TEACHERS_OF_GROUPS = ("class_teacher", "teacher", "support")


@dataclass(frozen=True)
class Reader:
    """The role that decides, and the institutions that the person leads."""

    role: str
    led: tuple[Organisation, ...]
    chosen: Organisation | None

    @property
    def board(self) -> tuple[Tile, ...]:
        return BOARDS[self.role]

    @property
    def is_city_wide(self) -> bool:
        return self.role in CITY_WIDE

    @property
    def leads(self) -> bool:
        return self.chosen is not None

    @property
    def teaches(self) -> bool:
        return self.role in TEACHERS_OF_GROUPS

    @property
    def administers(self) -> bool:
        return self.role == "administrator"

    @property
    def sees_city(self) -> bool:
        """Whether the sentences about the city stand on the page."""
        return not self.administers and not self.leads


def reader(user: User, *, institution: str = "") -> Reader:
    """Whoever holds several roles is met in the first of them, in the order of the boards."""
    held = {grant.role for grant in grants.of(user)}
    role = next(role for role in BOARDS if role in held)
    led = _led(user) if BOARDS[role] is INSTITUTION else ()
    chosen = next((one for one in led if str(one.pk) == institution), led[0] if led else None)
    return Reader(role, led, chosen)


def _led(user: User) -> tuple[Organisation, ...]:
    """The institutions on whose nodes the person is head or deputy; their units are theirs."""
    nodes = frozenset().union(
        *(grant.reach for grant in grants.of(user) if grant.role in ("head", "deputy"))
    )
    found = sorting.by_name(Organisation.objects.filter(pk__in=nodes))
    institutions = tuple(one for one in found if not one.is_unit and one.kind != "authority")
    return institutions or found[:1]
