"""What the city published, beside what its records give."""

from gaisma.evidence.figures import comparison
from gaisma.evidence.figures.comparison import Compared, Outcome, Published
from gaisma.evidence.lake import actions as lake
from gaisma.sample.management.commands.demo import PUBLISHED
from tests.moments import NOW

TOLD = ("observations.", "evaluations.", "appraisals.")


def compared() -> list[Compared]:
    """The figures for which the city has records."""
    lake.refresh(reason="test", at=NOW)
    return [one for one in comparison.compare(PUBLISHED) if _is_told(one.published)]


def differing() -> list[Compared]:
    """Those that are not as they were published."""
    return [one for one in compared() if one.outcome is Outcome.DIFFERS]


def _is_told(row: Published) -> bool:
    return row.area == "foundation" or row.indicator.startswith(TOLD)
