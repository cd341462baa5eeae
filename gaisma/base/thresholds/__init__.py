"""Thresholds: whole numbers by which the program judges, kept by the administrator.

A room declares its own under THRESHOLDS in its `offers.py`, with a default:

    THRESHOLDS = [
        Threshold(
            "licences.expiring",
            title=gettext_noop("A licence is about to expire when so many days are left"),
            unit=gettext_noop("days"),
            default=90,
            least=1,
            most=365,
        )
    ]

and asks for it where it judges: `thresholds.value("licences.expiring")`.
"""

from dataclasses import dataclass

from gaisma.base.registry import gathered


@dataclass(frozen=True)
class Threshold:
    """A whole number that may be changed: message ids of its title and unit, its limits."""

    key: str
    title: str
    unit: str
    default: int
    least: int
    most: int
    order: int = 100

    @property
    def is_of(self) -> range:
        """What it may be set to."""
        return range(self.least, self.most + 1)


def value(key: str) -> int:
    """What the threshold is set to. Raises KeyError for one that no room declares."""
    return values()[key]


def values() -> dict[str, int]:
    """What all thresholds are set to."""
    # Models cannot be imported while the installed apps are being read.
    from gaisma.base.thresholds.models import ChangedThreshold

    changed = dict(ChangedThreshold.objects.values_list("key", "value"))
    return {one.key: changed.get(one.key, one.default) for one in gathered("THRESHOLDS")}
