"""Whose pages a user sees and keeps, by what ties people to institutions.

A room that ties people to organisations lists it under SIGHTS in its offers: posts, places
in groups, places in the queue. Who has no tie that holds is seen where the whole authority is.

An institution that joined somebody whom another one holds sees no page of theirs until the tie is
confirmed (`Tie`): its rows are there, but they give no sight.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.sql.where import WhereNode
from django.utils.translation import gettext as _

from gaisma.base import access, changes, request_cache
from gaisma.base.changes import NotPermitted
from gaisma.base.models import Installation, User
from gaisma.base.permissions import KEEPERS, REVIEWERS, Reader
from gaisma.base.registry import gathered

if TYPE_CHECKING:
    from gaisma.record.people.models import Person

Rows = models.QuerySet[Any, Any]


@dataclass(frozen=True)
class Sight:
    """A kind of tie: the rows that tie people, and which roles there see them.

    `person` and `institution` lead from a row to who is tied by it, and to which institution;
    `within` are the rows tied to organisations where that takes more. Who is tied `through` another
    person, as a mother is through her child, is seen where that one is. `own` are rows that a user
    sees for what they do themselves, such as teaching a group.
    """

    key: str
    rows: Callable[[], Rows]
    institution: str
    person: str = "person"
    through: str = ""
    readers: tuple[str, ...] = REVIEWERS
    own: Callable[[User, date], Rows] | None = None
    within: Callable[[Collection[int]], Q] | None = None

    def tied(self) -> Q:
        """Who is tied to any institution that nobody has to confirm any more."""
        return self.seen(self.rows())

    def at(self, organisations: Collection[int]) -> Rows:
        """The rows that tie somebody to one of the organisations."""
        if self.within is not None:
            return self.rows().filter(self.within(organisations))
        return self.rows().filter(**{f"{self.institution}__in": organisations})

    def seen(self, rows: Rows, *, in_full: bool = True) -> Q:
        """Whom the rows show: in full, or at least with what the institution itself entered."""
        return self._named_by(self._confirmed(rows) if in_full else rows)

    def institutions(self, person_id: int) -> set[int | None]:
        """The institutions to which the person is tied; None where it is any."""
        rows = self.rows().filter(**{self.person: person_id})
        return set(rows.values_list(self.institution, flat=True))

    def _named_by(self, rows: Rows) -> Q:
        return Q(Exists(rows.filter(**{self.person: OuterRef("pk")})))

    def _confirmed(self, rows: Rows) -> Rows:
        from gaisma.record.people.models import Tie

        if not waits_for_anybody():
            return rows
        there = Tie.objects.unconfirmed().filter(institution=OuterRef(self.institution))
        rows = rows.filter(~Exists(there.filter(person=OuterRef(OuterRef("pk")))))
        if not self.through:
            return rows
        return rows.filter(~Exists(there.filter(person=OuterRef(self.through))))


class PersonQuerySet(models.QuerySet["Person"]):
    """Persons of the record."""

    tied: "tuple[models.QuerySet[Any, Any], WhereNode] | None" = None
    """The rows that name these persons, and the condition that says so."""

    def tied_by(self, rows: "models.QuerySet[Any, Any]") -> "PersonQuerySet":
        """Those whom the rows name as `person`.

        Asked person by person, the first of a list are found along the order of names; sorting all
        of a city takes much longer.
        """
        found = self.filter(Exists(rows.filter(person=OuterRef("pk"))))
        found.tied = None if self.query.where else (rows, found.query.where.clone())
        return found

    def count(self) -> int:
        """As many as the database counts; persons whom nothing else narrows, from their rows."""
        if self.tied is None or self.query.is_sliced or self.query.combinator:
            return super().count()
        rows, condition = self.tied
        if self.query.where != condition:
            return super().count()
        return rows.order_by().values("person").distinct().count()

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone.tied = self.tied
        return clone

    def visible_to(self, user: Reader, *, on: date) -> "PersonQuerySet":
        """Those whom the user may look at on that day, and the user's own person."""
        if not isinstance(user, User):
            return self.none()
        own = Q(account__user=user) | _untied(access.reach(user, *REVIEWERS))
        return self.filter(own | _seen(user, on, in_full=True))

    def known_to(self, user: Reader, *, on: date) -> "PersonQuerySet":
        """Those of whom the user sees at least what the user's institution itself entered."""
        if not isinstance(user, User):
            return self.none()
        return self.filter(_seen(user, on, in_full=False))

    def read_by(self, user: Reader) -> "PersonQuerySet":
        """Those whose whole record the user reads, as far as the user's roles reach."""
        return self._reached(access.reach(user, *REVIEWERS))

    def kept_by(self, user: Reader) -> "PersonQuerySet":
        """Those whose data the user keeps true."""
        return self._reached(access.reach(user, *KEEPERS))

    def _reached(self, organisations: Collection[int]) -> "PersonQuerySet":
        tied = _untied(organisations)
        for sight in gathered("SIGHTS"):
            tied |= _at(sight, organisations)
        return self.filter(tied)


def institutions_of(person: "Person") -> set[int | None]:
    """All institutions that hold a tie to the person, confirmed or not; None is any."""
    return {place for sight in gathered("SIGHTS") for place in sight.institutions(person.pk)}


def demand(permission: str, *, by: User | None, person: "Person") -> None:
    """Refuse who lacks the permission, or does not keep that person's data. Raises NotPermitted."""
    changes.demand(permission, by=by)
    if by is not None and not type(person).objects.kept_by(by).filter(pk=person.pk).exists():
        raise NotPermitted(
            _("The data of this person is kept elsewhere: ask the authority to change it."),
            code="kept_elsewhere",
        )


def demand_whole(permission: str, *, by: User | None, person: "Person") -> None:
    """The same for what cannot be undone: no institution out of reach may hold the person, too.

    Raises NotPermitted.
    """
    demand(permission, by=by, person=person)
    if by is None or reaches_all(by):
        return
    if institutions_of(person) - access.reach(by, *KEEPERS):
        raise NotPermitted(
            _("Another institution holds this person, too: ask the authority to do it."),
            code="held_elsewhere",
        )


def reaches_all(user: User) -> bool:
    """Whether the user keeps the record of the whole authority."""
    return Installation.current().authority_id in access.reach(user, *KEEPERS)


def _seen(user: User, on: date, *, in_full: bool) -> Q:
    seen = Q(pk__in=())
    for sight in gathered("SIGHTS"):
        seen |= _at(sight, access.reach(user, *sight.readers), in_full=in_full)
        if sight.own is not None:
            seen |= sight.seen(sight.own(user, on), in_full=in_full)
    return seen


def _at(sight: Sight, organisations: Collection[int], *, in_full: bool = True) -> Q:
    if not organisations:
        return Q(pk__in=())
    return sight.seen(sight.at(organisations), in_full=in_full)


def _untied(reach: Collection[int]) -> Q:
    """Those whom no institution holds, for whoever reaches the authority itself."""
    if not reach or Installation.current().authority_id not in reach:
        return Q(pk__in=())
    tied = Q(pk__in=())
    for sight in gathered("SIGHTS"):
        tied |= sight.tied()
    return ~tied


@request_cache.a_request
def waits_for_anybody() -> bool:
    """Whether any tie is unconfirmed at all: mostly none is, and nothing has to be looked at."""
    from gaisma.record.people.models import Tie

    return Tie.objects.unconfirmed().exists()


def _posts() -> Rows:
    from gaisma.record.people.models import Employment

    return Employment.objects.all()


SIGHTS = [Sight("people.posts", _posts, institution="institution")]
