"""Answers that come at even moments, so that how long one takes tells nothing."""

from collections.abc import Callable
from functools import wraps
from time import monotonic, sleep
from typing import Any

BEAT = 0.1
"""Seconds: an answer goes out when so many have passed, or a multiple of it."""


def paced(view: Callable[..., Any]) -> Callable[..., Any]:
    """Have what is sent to the view answered on the beat."""

    @wraps(view)
    def answering(request: Any, *args: Any, **kwargs: Any) -> Any:
        began = monotonic()
        answer = view(request, *args, **kwargs)
        if request.method == "POST":
            sleep(rest(monotonic() - began))
        return answer

    return answering


def rest(passed: float) -> float:
    """How long it is until the next beat."""
    return -passed % BEAT
