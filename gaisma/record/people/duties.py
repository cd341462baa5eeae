"""What institutions owe each other: an answer to one that joined somebody whom they hold."""

from datetime import date

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext, gettext_noop

from gaisma.base import access
from gaisma.base.duties import Duty, Owed
from gaisma.base.models import Installation, Organisation, User
from gaisma.base.permissions import KEEPERS
from gaisma.record.people import sight
from gaisma.record.people.models import Person, Tie


def owed(user: User, on: date) -> tuple[Owed, ...]:
    """Answers that the user's institutions owe; the authority is asked beside them."""
    reach = access.reach(user, *KEEPERS)
    if not reach:
        return ()
    kept = Person.objects.kept_by(user).filter(pk=OuterRef("person"))
    asked = Tie.objects.filter(Exists(kept), state=Tie.ASKED)
    rows = asked.select_related("person", "institution").order_by("asked_at", "pk")
    return tuple(_owed(row, reach) for row in rows)


def _owed(row: Tie, reach: frozenset[int]) -> Owed:
    # Who holds the person too is asked; the authority answers for who is held nowhere else.
    held = {place for place in sight.institutions_of(row.person) if place in reach}
    others = Organisation.objects.filter(pk__in=held - {row.institution_id})
    authority = Organisation.objects.filter(installation=Installation.current())
    asked = others.order_by("name", "pk").first() or authority.get()
    return Owed(
        organisation_id=asked.pk,
        organisation=asked.name,
        due_on=None,
        page="people:tie",
        of=(row.pk,),
        sentence=gettext("%(institution)s joined %(person)s: confirm it or refuse")
        % {"institution": row.institution, "person": row.person},
    )


DUTIES = [Duty("ties", gettext_noop("Institution that joined a person"), owed)]
