"""Who looks at the first page: the role that decides what is on it, and the own institution."""

from dataclasses import dataclass

from gaisma.base import grants, sorting
from gaisma.base.models import Organisation, User
from gaisma.workplace.home.board import BOARDS, INSTITUTION, Tile

CITY_WIDE = ("specialist", "manager", "founder", "auditor")
TEACHING = ("class_teacher", "teacher", "support")


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
        return self.role in TEACHING

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
