"""Whose pages a user sees and keeps, by what ties people to institutions.

A room that ties people to organisations lists it under SIGHTS in its registrations: posts, places
in groups, places in the queue. Who has no tie at all is seen where the whole authority is.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.sql.where import WhereNode
from django.utils.translation import gettext as _

from gaisma.base import access, changes
from gaisma.base.changes import NotPermitted
from gaisma.base.models import Installation, User
from gaisma.base.permissions import KEEPERS, REVIEWERS, Reader
from gaisma.base.registry import gathered

if TYPE_CHECKING:
    from gaisma.record.people.models import Person

Own = Callable[[User, date], Q]


@dataclass(frozen=True)
class Sight:
    """A kind of tie: who has one, who has one at organisations, which roles there see them.

    `own` adds those whom a user sees for what they do themselves, such as teaching a group.
    """

    key: str
    tied: Callable[[], Q]
    at: Callable[[Collection[int]], Q]
    readers: tuple[str, ...] = REVIEWERS
    own: Own | None = None


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
        seen = Q(account__user=user) | _untied(access.reach(user, *REVIEWERS))
        for sight in gathered("SIGHTS"):
            seen |= _at(sight, access.reach(user, *sight.readers))
            seen |= sight.own(user, on) if sight.own else Q(pk__in=())
        return self.filter(seen)

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


def demand(permission: str, *, by: User | None, person: "Person") -> None:
    """Refuse who lacks the permission, or does not keep that person's data. Raises NotPermitted."""
    changes.demand(permission, by=by)
    if by is not None and not type(person).objects.kept_by(by).filter(pk=person.pk).exists():
        raise NotPermitted(
            _("The data of this person is kept elsewhere: ask the authority to change it."),
            code="kept_elsewhere",
        )


def _at(sight: Sight, organisations: Collection[int]) -> Q:
    return sight.at(organisations) if organisations else Q(pk__in=())


def _untied(reach: Collection[int]) -> Q:
    """Those who are tied to nothing, for whoever reaches the authority itself."""
    if not reach or Installation.current().authority_id not in reach:
        return Q(pk__in=())
    tied = Q(pk__in=())
    for sight in gathered("SIGHTS"):
        tied |= sight.tied()
    return ~tied


def _posts() -> "models.QuerySet[models.Model]":
    from gaisma.record.people.models import Employment

    return Employment.objects.filter(person=OuterRef("pk"))


SIGHTS = [
    Sight(
        "people.posts",
        tied=lambda: Q(Exists(_posts())),
        at=lambda ids: Q(Exists(_posts().filter(institution__in=ids))),
    )
]
