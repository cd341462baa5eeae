"""Draws charts in a process of its own.

What draws is a browser's engine: it loads for a second and holds Python's lock all the while.
Beside the program it loads while the figures are computed, and holds up nobody.
"""

import base64
import json
import signal
import subprocess
import sys
from collections.abc import Mapping
from types import TracebackType
from typing import IO, Any, Self, cast

SCALE = 3
"""Pixels of a printed picture for each of the screen: some 280 an inch."""


class UnableToDraw(RuntimeError):
    """The process that draws has ended; what it said stands in the log."""


class Painter:
    """The process; it begins to load at once and ends with the block."""

    def __init__(self) -> None:
        # By its path, without that path's other modules: the process needs no more than itself.
        command = [sys.executable, "-P", __file__]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="ascii"
        )
        self._tasks = cast("IO[str]", self._process.stdin)
        self._drawings = cast("IO[str]", self._process.stdout)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # It holds nothing that could be lost, and may be loading still.
        self._process.kill()
        self._process.communicate()

    def svg(self, specification: Mapping[str, Any]) -> str:
        """The chart of a Vega-Lite specification. Raises UnableToDraw."""
        return self._asked({"specification": specification})

    def png(self, svg: str) -> bytes:
        """The picture in pixels, for word processors. Raises UnableToDraw."""
        return base64.b64decode(self._asked({"svg": svg}))

    def _asked(self, task: Mapping[str, Any]) -> str:
        try:
            self._tasks.write(json.dumps(task) + "\n")
            self._tasks.flush()
            return str(json.loads(self._drawings.readline()))
        except (OSError, ValueError) as problem:
            raise UnableToDraw from problem


def _draw() -> None:
    import vl_convert

    # Ends with its caller, who hears of an interruption too.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    vl_convert.vegalite_to_svg({"mark": "bar", "data": {"values": []}})
    for line in sys.stdin:
        task = json.loads(line)
        if "svg" in task:
            pixels = vl_convert.svg_to_png(task["svg"], scale=SCALE)
            drawn = base64.b64encode(pixels).decode("ascii")
        else:
            drawn = vl_convert.vegalite_to_svg(task["specification"])
        sys.stdout.write(json.dumps(drawn) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _draw()
