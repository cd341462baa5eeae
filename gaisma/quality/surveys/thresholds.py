"""How many people must have answered before their answers are shown."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Thresholds:
    """The least number of people whose answers are shown to everybody, within their institution,
    and as texts that they wrote."""

    public: int = 10
    inside: int = 5
    text: int = 8

    def __post_init__(self) -> None:
        if min(self.public, self.inside, self.text) < 2:
            raise ValueError("A threshold below 2 would show what one person answered.")


ByAudience = Thresholds | Mapping[str, Thresholds]
"""The same thresholds for all audiences, or those of each by its name."""


def thresholds_of(audience: str, thresholds: ByAudience) -> Thresholds:
    """The thresholds of one audience; those that are not named have the usual ones."""
    if isinstance(thresholds, Thresholds):
        return thresholds
    return thresholds.get(audience, Thresholds())
