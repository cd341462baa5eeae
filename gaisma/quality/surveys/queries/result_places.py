"""The places of a campaign: the city, kinds of institutions, and institutions, by their names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from gaisma.analytics.vocabulary import KINDS
from gaisma.base import sorting, terms
from gaisma.base.models import Organisation
from gaisma.quality.surveys.models import Participation
from gaisma.quality.surveys.queries.visibility import Sight

LEVELS = ("city", "kind", "institution")
KINDS_IN_ORDER = {code: number for number, code in enumerate(KINDS.codes)}


@dataclass(frozen=True)
class Place:
    """A place and who took part there."""

    level: str
    code: str
    title: str
    asked: int
    answered: int

    @property
    def key(self) -> str:
        """What stands in an address."""
        return f"{self.level}:{self.code}" if self.code else self.level

    @property
    def rate(self) -> float | None:
        """Of those asked, those who answered, in percent."""
        return 100 * self.answered / self.asked if self.asked else None

    @property
    def share(self) -> int:
        """The same as whole percent of a drawing; one parent may answer for more."""
        return min(100, round(self.rate or 0))


def of(rows: Iterable[Participation]) -> tuple[Place, ...]:
    """Places where an audience was asked: the city, kinds in their order, institutions by name."""
    rows = list(rows)
    codes = [row.place for row in rows if row.level == "institution"]
    names = dict(Organisation.objects.filter(code__in=codes).values_list("code", "name"))
    found = [
        Place(row.level, row.place, _title(row, names), row.population, row.responses)
        for row in rows
    ]
    return tuple(sorted(found, key=_in_order))


def chosen(places: Sequence[Place], key: str, sight: Sight) -> Place | None:
    """The place of the key; else the reader's own, else the city; None where nobody was asked."""
    by_key = {place.key: place for place in places}
    own = by_key.get(f"institution:{sight.inside}")
    return by_key.get(key) or own or by_key.get("city")


def _title(row: Participation, names: dict[str, str]) -> str:
    if row.level == "city":
        return gettext("The whole city")
    if row.level == "kind":
        return terms.title(KINDS, row.place)
    return names.get(row.place, row.place)


def _in_order(place: Place) -> tuple[object, ...]:
    kind = KINDS_IN_ORDER.get(place.code, len(KINDS_IN_ORDER)) if place.level == "kind" else 0
    return LEVELS.index(place.level), kind, sorting.natural(place.title)
