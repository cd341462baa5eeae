"""What happens where two people meet at a lock: declared once for each place that takes one."""

from collections.abc import Callable
from dataclasses import dataclass

Act = Callable[[], object]


@dataclass(frozen=True)
class Scene:
    """Two acts at the same moment, of which the second waits until the first is done.

    `answer` is what the second is then told: nothing, or the code of the refusal. `kept` reads what
    the record holds in the end, which is `expected`.
    """

    first: Act
    second: Act
    kept: Act
    expected: object
    answer: str = ""


MEETINGS: dict[str, Callable[[], Scene]] = {}
"""By the place of the lock: how the scene is made, in an empty record."""

ELSEWHERE = {
    "gaisma.evidence.lake.actions:_keep_writers_out": "tests/integration/lake/test_writers.py",
}
"""Locks at which people meet in tests of their own."""


def at(place: str) -> Callable[[Callable[[], Scene]], Callable[[], Scene]]:
    """Declare what happens at a lock: `module:function`."""

    def declared(make: Callable[[], Scene]) -> Callable[[], Scene]:
        MEETINGS[f"gaisma.{place}"] = make
        return make

    return declared
