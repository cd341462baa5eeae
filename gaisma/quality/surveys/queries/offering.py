"""How many codes an audience needs at an institution: a number for each class, or for all."""

from dataclasses import dataclass

from django.db.models import Sum

from gaisma.base.models import Organisation
from gaisma.quality.surveys import populations
from gaisma.quality.surveys.models import Batch, Part, Population
from gaisma.record.programmes.models import Group


@dataclass(frozen=True)
class Offer:
    """A class (or, without one, the institution): its people, codes given out so far."""

    group: Group | None
    people: int
    issued: int

    @property
    def needed(self) -> int:
        """So many people have no code yet."""
        return max(self.people - self.issued, 0)


@dataclass(frozen=True)
class Offers:
    """What can be given out for an audience at an institution."""

    whole: Offer
    groups: tuple[Offer, ...]


def offers(part: Part, institution: Organisation) -> Offers:
    """The numbers that a form of codes begins with."""
    given = Batch.objects.filter(part=part, institution=institution, is_trial=False)
    issued = dict(given.order_by().values_list("group").annotate(number=Sum("issued")))
    counted = populations.of_groups(
        part.audience, institution=institution, on=part.campaign.counted_on
    )
    people = Population.objects.filter(part=part, institution=institution).first()
    return Offers(
        whole=Offer(None, people.people if people else 0, sum(issued.values())),
        groups=tuple(
            Offer(group, number, issued.get(group.pk, 0)) for group, number in counted.items()
        ),
    )
