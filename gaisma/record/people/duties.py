"""What institutions owe each other: an answer to one that joined somebody whom they hold."""

from datetime import date

from django.db.models import BigIntegerField, Exists, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext, gettext_noop

from gaisma.base import access
from gaisma.base.duties import Duty, Owed
from gaisma.base.models import Installation, Organisation, User
from gaisma.base.permissions import KEEPERS
from gaisma.base.registry import gathered
from gaisma.record.people.models import Person, Tie
from gaisma.record.people.visibility import waits_for_anybody


def owed(user: User, on: date) -> tuple[Owed, ...]:
    """Answers that the user's institutions owe; the authority for who is held nowhere else."""
    reach = access.reach(user, *KEEPERS)
    if not reach or not waits_for_anybody():
        return ()
    kept = Person.objects.kept_by(user).filter(pk=OuterRef("person"))
    asked = Tie.objects.filter(Exists(kept), state=Tie.ASKED).annotate(owes=_held_at(reach))
    rows = list(asked.select_related("person", "institution").order_by("asked_at", "pk"))
    owing = [row.owes for row in rows]  # type: ignore[attr-defined]
    places = Organisation.objects.in_bulk(owing)
    return tuple(_owed(row, places[place]) for row, place in zip(rows, owing, strict=True))


def _held_at(reach: frozenset[int]) -> Coalesce:
    """The first other institution within reach that holds the person, otherwise the authority."""
    ties = (
        sight.at(reach)
        .filter(**{sight.person: OuterRef("person"), f"{sight.institution}__isnull": False})
        .exclude(**{sight.institution: OuterRef("institution")})
        .order_by("pk")
        .values(sight.institution)[:1]
        for sight in gathered("SIGHTS")
    )
    authority = Installation.objects.order_by("pk").values("authority")[:1]
    found = [*(Subquery(one) for one in ties), Subquery(authority), F("institution")]
    return Coalesce(*found, output_field=BigIntegerField())


def _owed(row: Tie, place: Organisation) -> Owed:
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
