"""What a page asks for from several sides, read once for each request that only reads.

A request that may change something reads afresh each time, but for what no request changes; and so
does whatever is no request: a command, background work. A block of any of them that says that it
only reads is as a request that does. So nothing that is kept here can have become old.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse

READING = ("GET", "HEAD")
T = TypeVar("T")

Kept = ContextVar[dict[Hashable, Any] | None]
_read: Kept = ContextVar("gaisma_read_once", default=None)
_unchanging: Kept = ContextVar("gaisma_read_once_in_any_request", default=None)


class ReadOnce:
    """Opens a place for what is read once, and empties it when the request is answered."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        before = _read.set({} if request.method in READING else None)
        unchanging = _unchanging.set({})
        try:
            return self.answer(request)
        finally:
            _unchanging.reset(unchanging)
            _read.reset(before)


@contextmanager
def reading() -> Iterator[None]:
    """A block that only reads, outside of a request that does: what it asks for is read once."""
    if _read.get() is not None:
        yield
        return
    before = _read.set({})
    try:
        yield
    finally:
        _read.reset(before)


def a_request(read: Callable[[], T]) -> Callable[[], T]:
    """Keep what the function answers until the request that reads it ends; errors are not kept.

    All readers get the same object: they must not change it.
    """
    return _once(read, _read)


def any_request(read: Callable[[], T]) -> Callable[[], T]:
    """The same in requests that may change something: for what none of them changes."""
    return _once(read, _unchanging)


def _once(read: Callable[[], T], place: Kept) -> Callable[[], T]:
    @wraps(read)
    def kept() -> T:
        known = place.get()
        if known is None:
            return read()
        if read not in known:
            known[read] = read()
        found: T = known[read]
        return found

    return kept
