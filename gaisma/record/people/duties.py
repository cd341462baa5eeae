"""What institutions owe each other: an answer to one that joined somebody whom they hold."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Value
from django.utils.translation import gettext, gettext_noop

from gaisma.base import access
from gaisma.base.duties import Duty, Owed
from gaisma.base.models import Installation, User
from gaisma.base.permissions import KEEPERS
from gaisma.base.registry import gathered
from gaisma.record.people.models import Person, Tie
from gaisma.record.people.visibility import waits_for_anybody


class Place(NamedTuple):
    """An organisation by its name."""

    pk: int
    name: str


def owed(user: User, on: date) -> tuple[Owed, ...]:
    """Answers that the user's institutions owe; the authority for who is held nowhere else."""
    reach = access.reach(user, *KEEPERS)
    if not reach or not waits_for_anybody():
        return ()
    asked = Tie.objects.filter(state=Tie.ASKED)
    kept = Person.objects.kept_by(user).filter(pk__in=asked.values("person"))
    rows = asked.filter(person__in=kept).select_related("person", "institution")
    rows = rows.order_by("asked_at", "pk")
    holding = _holding({row.person_id for row in rows}, reach)
    return tuple(_owed(row, _owing(row, holding[row.person_id])) for row in rows)


def _holding(persons: Collection[int], reach: Collection[int]) -> dict[int, list[Place]]:
    """The institutions within reach that hold each person, by kind of tie and as they were tied."""
    found: dict[int, list[Place]] = defaultdict(list)
    first, *others = (
        sight.at(reach)
        .filter(**{f"{sight.person}__in": persons, f"{sight.institution}__isnull": False})
        .order_by()
        .values_list(
            Value(number), "pk", sight.person, sight.institution, f"{sight.institution}__name"
        )
        for number, sight in enumerate(gathered("SIGHTS"))
    )
    for _number, _pk, person, *institution in sorted(first.union(*others, all=True)):
        found[person].append(Place(*institution))
    return found


def _owing(row: Tie, holding: Iterable[Place]) -> Place:
    """The first other institution that holds the person, otherwise the authority."""
    authority = Installation.current().authority or row.institution
    others = (place for place in holding if place.pk != row.institution_id)
    return next(others, Place(authority.pk, authority.name))


def _owed(row: Tie, place: Place) -> Owed:
    return Owed(
        organisation_id=place.pk,
        organisation=place.name,
        due_on=None,
        page="people:tie",
        of=(row.pk,),
        sentence=gettext("%(institution)s joined %(person)s: confirm it or refuse")
        % {"institution": row.institution, "person": row.person},
    )


DUTIES = [Duty("ties", gettext_noop("Institution that joined a person"), owed)]
