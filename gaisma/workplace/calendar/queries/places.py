"""The organisation tree in memory, and whom the calendar's rows concern in it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from gaisma.analytics.vocabulary import UNIT_KINDS
from gaisma.base import access, grants
from gaisma.base.models import Organisation, User
from gaisma.base.permissions import OFFICIALS
from gaisma.workplace.calendar.models import Deadline, Measure

OVERSEERS = (*OFFICIALS, "auditor", "founder")
"""Who sees all that the calendar holds below the node of their role."""

OWING = ("head", "deputy")


@dataclass(frozen=True)
class Place:
    """A node of the tree, as far as the calendar asks."""

    id: int
    name: str
    kind: str
    founder: str
    email: str
    parent: int | None
    opened_on: date | None
    closed_on: date | None

    def is_open(self, on: date) -> bool:
        opened = self.opened_on is None or self.opened_on <= on
        return opened and (self.closed_on is None or self.closed_on >= on)


@dataclass(frozen=True)
class Tree:
    """All nodes by id, read at once: there are a few hundred at most."""

    places: dict[int, Place]

    @classmethod
    def read(cls) -> "Tree":
        rows = Organisation.objects.order_by("name").values_list(
            "pk", "name", "kind", "founder", "email", "parent_id", "opened_on", "closed_on"
        )
        return cls({row[0]: Place(*row) for row in rows})

    @cached_property
    def _children(self) -> dict[int | None, list[int]]:
        children: dict[int | None, list[int]] = defaultdict(list)
        for place in self.places.values():
            children[place.parent].append(place.id)
        return children

    def below(self, root: int) -> set[int]:
        """The node and all below it."""
        found = {root}
        for child in self._children.get(root, ()):
            found |= self.below(child)
        return found

    def above(self, ids: Iterable[int]) -> set[int]:
        """All nodes above those."""
        found: set[int] = set()
        for one in ids:
            parent = self.places[one].parent if one in self.places else None
            while parent is not None and parent not in found:
                found.add(parent)
                parent = self.places[parent].parent
        return found

    def institutions(self) -> Iterator[Place]:
        """Institutions by name, without units and authorities."""
        for place in self.places.values():
            if place.kind != "authority" and place.kind not in UNIT_KINDS:
                yield place

    def bound(self, deadline: Deadline) -> tuple[Place, ...]:
        """The institutions that owe something by the deadline, by name.

        Those listed, or all of its kinds and founders that are open on its day. `listed` should be
        prefetched.
        """
        listed = {one.pk for one in deadline.listed.all()}
        below = self.below(deadline.organisation_id)
        return tuple(
            place
            for place in self.institutions()
            if place.id in below
            and place.is_open(deadline.due_on)
            and (place.id in listed if listed else _fits(deadline, place))
        )


def _fits(deadline: Deadline, place: Place) -> bool:
    of_kind = not deadline.kinds or place.kind in deadline.kinds
    return of_kind and (not deadline.founders or place.founder in deadline.founders)


@dataclass(frozen=True)
class Audience:
    """A reader as the calendar sees them: roles, institutions in reach, what stands above them."""

    tree: Tree
    roles: frozenset[str]
    reach: frozenset[int]
    overseen: frozenset[int]
    led: frozenset[int]
    above: frozenset[int]

    @classmethod
    def of_reader(cls, user: User) -> "Audience":
        """The same with the tree of now; read once for each loaded user, that is, a request."""
        known: Audience | None = getattr(user, "_calendar_audience", None)
        if known is None:
            known = cls.of(user, Tree.read())
            user._calendar_audience = known  # type: ignore[attr-defined]
        return known

    @classmethod
    def of(cls, user: User, tree: Tree) -> "Audience":
        """The audience that a person belongs to by the roles that they hold today."""
        reach = access.reach(user)
        return cls(
            tree=tree,
            roles=frozenset(grant.role for grant in grants.of(user)),
            reach=reach,
            overseen=access.reach(user, *OVERSEERS),
            led=access.reach(user, *OWING),
            above=frozenset(tree.above(reach)),
        )

    @classmethod
    def of_institution(cls, organisation: Organisation, tree: Tree) -> "Audience":
        """Everybody of an institution."""
        reach = frozenset(tree.below(organisation.pk))
        nobody: frozenset[int] = frozenset()
        return cls(tree, frozenset(), reach, nobody, reach, frozenset(tree.above(reach)))

    @property
    def nodes(self) -> Collection[int]:
        """The organisations whose rows may concern them."""
        return self.reach | self.above

    @cached_property
    def kinds(self) -> frozenset[str]:
        return frozenset(self.tree.places[one].kind for one in self.reach)

    def is_addressed(self, measure: Measure) -> bool:
        """Whether a measure concerns them."""
        if measure.organisation_id in self.overseen:
            return True
        by_role = not measure.audience_roles or not self.roles
        by_kind = not measure.audience_kinds or bool(self.kinds & set(measure.audience_kinds))
        return by_kind and (by_role or bool(self.roles & set(measure.audience_roles)))

    def sees(self, deadline: Deadline, bound: Iterable[Place]) -> bool:
        """Whether a deadline concerns them: they oversee it, or an institution of theirs owes."""
        if deadline.organisation_id in self.overseen:
            return True
        return any(place.id in self.reach for place in bound)
