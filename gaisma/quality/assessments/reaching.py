"""From what was reached to percent: the sum of tasks, points of the maximum; what contradicts.

Here a result entered by hand and a column of a file are computed alike.
"""

from collections.abc import Collection, Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.utils.translation import gettext as _

from gaisma.base import wording
from gaisma.base.changes import UnableToRecord
from gaisma.quality.assessments.models import Paper
from gaisma.quality.assessments.terms import WHOLE

BLANK = "-"
"""A task that was left blank."""
THOUSANDTH, HUNDREDTH = Decimal("0.001"), Decimal("0.01")


def percent_of(total: Decimal, maximum: Decimal) -> Decimal:
    """Points as percent of the maximum, to a thousandth."""
    return (total * 100 / maximum).quantize(THOUSANDTH, rounding=ROUND_HALF_UP)


class Measuring:
    """A paper with its tasks and bands, by which what somebody reached is measured."""

    def __init__(self, paper: Paper) -> None:
        self.maximum = paper.maximum
        self.items = [Decimal(one) for one in paper.items.order_by("number").values_list(
            "maximum", flat=True
        )]  # fmt: skip
        self.levels = {f"{band.skill or WHOLE}={band.code}" for band in paper.bands.all()}

    def total(self, total: Decimal | None, points: Sequence[str]) -> Decimal | None:
        """The sum of the tasks, or the points told. Raises UnableToRecord where they differ."""
        if not points:
            return self._within(total, self.maximum)
        if len(points) != len(self.items):
            raise UnableToRecord(
                _("The paper has %(items)s tasks and points of %(points)s are told.")
                % {"items": len(self.items), "points": len(points)},
                code="other_tasks",
            )
        each = zip(points, self.items, strict=True)
        found = sum((self._of_task(text, most) for text, most in each), Decimal(0))
        if total is not None and total != found:
            raise UnableToRecord(
                _("The tasks make %(found)s points, and %(told)s are told: look which is right.")
                % {"found": wording.number(found), "told": wording.number(total)},
                code="other_sum",
            )
        return self._within(found, self.maximum)

    def percent(self, total: Decimal | None, percent: Decimal | None) -> Decimal | None:
        """The percent of the points, or that told. Raises UnableToRecord where they differ."""
        if total is None:
            return self._within(percent, Decimal(100))
        found = percent_of(total, self.maximum)
        if percent is not None and abs(percent - found) > 1:
            raise UnableToRecord(
                _("%(total)s points of %(maximum)s are %(found)s, and %(told)s is told.")
                % {
                    "total": wording.number(total),
                    "maximum": wording.number(self.maximum),
                    "found": wording.percent(found, decimals=1),
                    "told": wording.percent(percent, decimals=1),
                },
                code="other_percent",
            )
        return found

    def check_levels(self, levels: Collection[str]) -> None:
        """Raises UnableToRecord for a level that the paper does not have, or two of one skill."""
        unknown = [one for one in levels if one not in self.levels]
        if unknown:
            raise UnableToRecord(
                _("The paper has no level “%(level)s”. It has: %(known)s.")
                % {"level": unknown[0], "known": ", ".join(sorted(self.levels)) or "–"},
                code="unknown_level",
            )
        if len({one.partition("=")[0] for one in levels}) < len(levels):
            raise UnableToRecord(_("A skill has one level: leave one."), code="level_twice")

    def _of_task(self, text: str, most: Decimal) -> Decimal:
        if text == BLANK:
            return Decimal(0)
        try:
            points = Decimal(text.replace(",", "."))
        except InvalidOperation:
            points = Decimal(-1)
        found = self._within(points if points.is_finite() else Decimal(-1), most)
        return found or Decimal(0)

    def _within(self, value: Decimal | None, most: Decimal) -> Decimal | None:
        if value is not None and not 0 <= value <= most:
            raise UnableToRecord(
                _("Give a number from 0 to %(most)s.") % {"most": wording.number(most)},
                code="out_of_bounds",
            )
        return value
