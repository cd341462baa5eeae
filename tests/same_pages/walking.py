"""Asks addresses as one account, in this process, and follows the links of what is answered.

Nothing stays of an answer: what it wrote into the record is taken back.
"""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import parse_qsl, urljoin, urlsplit

OF_A_KIND = 2
"""So many links to each kind of page are followed: one view, asked with the same parameters."""
OF_A_PAGE = 3
"""So many links to one view are followed from one kind of page, whatever the parameters."""
LINK = re.compile(r'\s(?:href|src|hx-get|data-address)="([^"]*)"')
SHOWN_HEADERS = (
    "Cache-Control",
    "Content-Disposition",
    "Content-Language",
    "Content-Security-Policy",
    "Content-Type",
    "Location",
    "Referrer-Policy",
    "Vary",
)
NOT_PAGES = ("/static/",)


@dataclass(frozen=True)
class Answer:
    """What came of asking an address."""

    path: str
    status: int
    headers: tuple[tuple[str, str], ...]
    content: bytes

    @property
    def type(self) -> str:
        return dict(self.headers).get("Content-Type", "")


class Asking(Protocol):
    """Whoever can ask an address."""

    def ask(self, path: str) -> Answer: ...


class Reader:
    """An account of the demo in a browser that reads Latvian, or nobody's."""

    def __init__(self, username: str) -> None:
        from django.contrib.auth import get_user_model
        from django.test import Client

        self.client = Client(raise_request_exception=False, headers={"accept-language": "lv"})
        if username:
            with undone():
                self.client.force_login(get_user_model().objects.get(username=username))
        self.cookies = self.client.cookies.output()

    def ask(self, path: str) -> Answer:
        """The answer, as if it were the first that the browser asks for after signing in."""
        from django.http.cookie import SimpleCookie

        self.client.cookies = SimpleCookie()
        for line in self.cookies.splitlines():
            self.client.cookies.load(line.partition(": ")[2])
        with undone():
            environ = self.client._base_environ(PATH_INFO="/")
            environ |= _address(path)
            answer: Any = self.client.handler(environ)
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            answer.close()
        headers = ((name, answer.headers.get(name, "")) for name in SHOWN_HEADERS)
        shown = tuple((name, value) for name, value in headers if value)
        return Answer(path, answer.status_code, shown, content)


def _address(path: str) -> dict[str, str]:
    from urllib.parse import unquote_to_bytes

    parts = urlsplit(path)
    place = unquote_to_bytes(parts.path).decode("latin-1")
    return {"PATH_INFO": place, "QUERY_STRING": parts.query}


def undone() -> Any:
    """A transaction that is taken back."""
    from contextlib import contextmanager

    from django.db import transaction

    @contextmanager
    def block() -> Iterator[None]:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    return block()


def walk(reader: Asking, *, start: str = "/") -> Iterator[Answer]:
    """Every answer that links lead to, breadth first, so many of each kind.

    Links of one distance from the start are taken by their addresses, not by their places on a
    page: a page whose parts change their order leads to the same.
    """
    seen: set[str] = set()
    followed: Counter[Any] = Counter()
    waiting = {start: ""}
    while waiting:
        found: dict[str, str] = {}
        for path in sorted(waiting, key=_in_order):
            view, kind = kinds(path)
            both = waiting[path], view
            if path in seen or followed[kind] >= OF_A_KIND or followed[both] >= OF_A_PAGE:
                continue
            seen.add(path)
            followed.update([kind, both])
            answer = reader.ask(path)
            yield answer
            for link in links(answer):
                found.setdefault(link, view)
        waiting = {path: view for path, view in found.items() if path not in seen}


def links(answer: Answer) -> Iterator[str]:
    """The addresses of our own to which an answer leads."""
    given = [value for name, value in answer.headers if name == "Location"]
    if answer.type.startswith("text/html"):
        given += LINK.findall(answer.content.decode())
    for link in dict.fromkeys(given):
        parts = urlsplit(urljoin(answer.path, html.unescape(link)))
        if parts.netloc or parts.scheme or parts.path.startswith(NOT_PAGES):
            continue
        yield f"{parts.path}?{parts.query}" if parts.query else parts.path


def _in_order(path: str) -> tuple[Any, ...]:
    """Short addresses first, numbers by what they say."""
    parts = re.split(r"(\d+)", path)
    return (len(path), [(part.isdecimal(), part.zfill(9)) for part in parts])


def kinds(path: str) -> tuple[str, tuple[str, ...]]:
    """The name of the address's view, and with it the names of its parameters."""
    from django.urls import Resolver404, resolve

    parts = urlsplit(path)
    asked = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    try:
        view = resolve(parts.path).view_name
    except Resolver404:
        view = parts.path
    return view, (view, *asked)


@dataclass
class Values:
    """What stood in the place of parameters of addresses."""

    seen: dict[str, set[str]] = field(default_factory=dict)

    def see(self, path: str) -> None:
        """Keep the parameters of an address."""
        from django.urls import Resolver404, resolve

        try:
            match = resolve(urlsplit(path).path)
        except Resolver404:
            return
        for name, value in match.kwargs.items():
            for key in (f"{match.view_name}:{name}", f"{match.namespace}:{name}", name):
                self.seen.setdefault(key, set()).add(str(value))

    def add(self, other: "Values") -> None:
        for key, values in other.seen.items():
            self.seen.setdefault(key, set()).update(values)

    def of(self, view: str, name: str) -> str | None:
        """The first that was seen for the view, its room, or anywhere."""
        for key in (f"{view}:{name}", f"{view.rpartition(':')[0]}:{name}", name):
            if key in self.seen:
                return min(self.seen[key], key=_in_order)
        return None


def filled(values: Values) -> Iterator[str]:
    """The path of every named address of which the parameters are known."""
    from tests.matrix.addresses import addresses

    for address in addresses():
        given = {name: values.of(address.name, name) for name in address.parameters}
        if None not in given.values():
            path = address.path(_converted(given, address.patterns))
            if not path.startswith(NOT_PAGES):
                yield path


def _converted(given: dict[str, Any], patterns: Iterable[Any]) -> dict[str, Any]:
    converters: dict[str, Callable[[str], Any]] = {
        name: converter.to_python
        for pattern in patterns
        for name, converter in getattr(pattern, "converters", {}).items()
    }
    return {
        name: converters[name](value) if name in converters else value
        for name, value in given.items()
    }
