"""Institutions of a campaign: who took part there, and the means of constructs; no ranking."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from gaisma.quality.surveys.models import Campaign
from gaisma.quality.surveys.queries import asked, published_results, result_places, results
from gaisma.quality.surveys.queries.result_places import Place
from gaisma.quality.surveys.queries.visibility import Sight

HIDDEN = "…"


@dataclass(frozen=True)
class InstitutionsPage:
    """Institutions in the order of their names, and the city. Constructs are those asked of the
    audience; a hidden mean is HIDDEN."""

    audience: str
    audiences: tuple[tuple[str, str], ...]
    constructs: tuple[str, ...]
    city: Place | None
    rows: tuple[dict[str, Any], ...]

    @property
    def has_hidden(self) -> bool:
        """Whether something is not told."""
        return any(HIDDEN in row["means"].values() for row in self.rows)


def page(campaign: Campaign, sight: Sight, *, audience: str) -> InstitutionsPage:
    """The institutions at which the audience was asked, as the reader may read of them."""
    offered = results.audiences(campaign)
    chosen = results.one_of(audience, offered)
    known = result_places.of(campaign.participations.filter(audience=chosen))
    means = published_results.means(campaign, sight, Q(level="institution", audience=chosen))
    by_place: dict[str, dict[str, Any]] = {}
    for row in means.iter_rows(named=True):
        value = HIDDEN if row["is_suppressed"] else row["mean"]
        by_place.setdefault(row["place"], {})[row["construct"]] = value
    there = [one for one in known if one.level == "institution"]
    return InstitutionsPage(
        audience=chosen,
        audiences=offered,
        constructs=tuple(asked.constructs(asked.of(campaign).get(chosen, {}))),
        city=next((one for one in known if one.level == "city"), None),
        rows=tuple(
            {"place": place, "order": number, "means": by_place.get(place.code, {})}
            for number, place in enumerate(there)
        ),
    )
