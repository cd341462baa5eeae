"""How many of each audience must have answered before something is told of them."""

from gaisma.analytics.audiences import AUDIENCES
from gaisma.base import terms, wording
from gaisma.quality.surveys.models import Campaign
from gaisma.quality.surveys.results.thresholds import Thresholds

JOINED = {term.key: term.includes for term in AUDIENCES.terms if term.includes}
"""The audiences of which each joined one is made up."""


def joined(campaign: Campaign) -> dict[str, tuple[str, ...]]:
    """The joined audiences whose parts are all asked."""
    asked = set(campaign.parts.values_list("audience", flat=True))
    return {name: parts for name, parts in JOINED.items() if asked.issuperset(parts)}


def of(campaign: Campaign) -> dict[str, Thresholds]:
    """The thresholds of each audience; a joined one is told where all its parts are."""
    parts = campaign.parts.select_related("campaign").order_by("pk")
    found = {part.audience: part.thresholds for part in parts}
    whole = {
        name: _strictest([found[one] for one in names])
        for name, names in JOINED.items()
        if found.keys() >= set(names)
    }
    return {**found, **whole}


def of_audiences(campaign: Campaign, *audiences: str) -> Thresholds:
    """The strictest thresholds of some audiences; those of the campaign for none."""
    known = of(campaign)
    return _strictest([known[one] for one in audiences if one in known] or [campaign.thresholds])


def of_texts(campaign: Campaign) -> str:
    """How many must have written: the usual number, then that of audiences with another."""
    usual = campaign.least_for_texts
    others = [
        f"{terms.title(AUDIENCES, part.audience)} {part.thresholds.text}"
        for part in campaign.parts.select_related("campaign").order_by("pk")
        if part.thresholds.text != usual
    ]
    return f"{usual} ({', '.join(others)})" if others else wording.number(usual)


def _strictest(thresholds: list[Thresholds]) -> Thresholds:
    return Thresholds(
        max(one.public for one in thresholds),
        max(one.inside for one in thresholds),
        max(one.text for one in thresholds),
    )
