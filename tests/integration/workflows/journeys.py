"""A way through every transition of each workflow, by the actions that people call.

Each yields what was done last, and the row that it was done to; what is needed before stands in the
record already.
"""

from collections.abc import Callable, Iterator
from typing import Any

Journey = Callable[[], Iterator[tuple[str, Any]]]
JOURNEYS: dict[str, Journey] = {}


def of(key: str) -> Callable[[Journey], Journey]:
    """The journey of the workflow with that key."""

    def told(journey: Journey) -> Journey:
        JOURNEYS[key] = journey
        return journey

    return told
