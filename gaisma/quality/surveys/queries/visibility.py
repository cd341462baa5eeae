"""Which rows of what is told of a closed wave a reader may read.

The inside view is given for one institution: sums of two together with what is public could tell
of a third. So whoever leads several reads what everybody reads.
"""

from dataclasses import dataclass

from django.db.models import Q

from gaisma.base import access
from gaisma.base.models import Organisation, User
from gaisma.base.permissions import LEADERS
from gaisma.quality.surveys.models import Campaign, Participation


@dataclass(frozen=True)
class Sight:
    """`led` are the codes of the institutions that the reader leads and that took part."""

    led: frozenset[str]

    @property
    def inside(self) -> str:
        """The code of the institution whose inside view the reader is given, if there is one."""
        return next(iter(self.led)) if len(self.led) == 1 else ""

    @property
    def rows(self) -> Q:
        """The rows of told tables: those of the public view, and of the inside view one's own."""
        own = Q(level="institution", place=self.inside)
        public = Q(view="public")
        return (public & ~own) | (Q(view="inside") & own) if self.inside else public


def of(user: User, campaign: Campaign) -> Sight:
    """What the reader may read of the campaign's results."""
    took_part = Participation.objects.filter(campaign=campaign, level="institution")
    led = Organisation.objects.filter(
        pk__in=access.reach(user, *LEADERS), code__in=took_part.values("place")
    )
    return Sight(frozenset(led.values_list("code", flat=True)))
