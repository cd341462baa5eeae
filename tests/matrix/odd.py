"""Asks every address with odd values in every parameter that its view reads.

Which parameters there are is not written anywhere: an ordinary request is watched, and every name
that the view, its forms or its filters look up in what was sent is one. So a parameter that
somebody adds tomorrow is asked with odd values too.
"""

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

from django.http import QueryDict
from django_filters import FilterSet

from gaisma.base.listing import FORMATS
from tests.matrix.addresses import Address
from tests.matrix.expectations import Request, holds
from tests.matrix.readers import Reader
from tests.matrix.walking import Readers, undone
from tests.moments import TODAY

UNREAD = "nobody-reads-this"
"""Sent with every request: forms and filters take nothing at all for not being asked."""

ODD = (
    "",
    " ",
    "x",
    "-1",
    "0",
    "1.5",
    "999",
    "9" * 25,
    "1e999",
    "NaN",
    "²",
    "٣",
    "\x00",
    "\udcff",
    "a\r\nb: c",
    "2024-13-45",
    "0001-01-01",
    "9999-12-31",
    "9999/10000",
    "2024/2026",
    "0000-00",
    "0001-01",
    "9999-12",
    "xlsx",
    "csv",
    "all",
    "-" * 3,
    "[]",
    '{"a": [1]}',
    "'\"<>%&\\",
    "%(name)s {0} {{x}}",
    "ā" * 3000,
)
"""What nobody chooses in a form: other kinds, numbers and days too large, signs, line breaks."""

TWICE = ("x", "1", "")
"""One name, sent several times."""
OF_EACH = int(os.environ.get("GAISMA_TEST_ODD_VALUES", "2"))
"""So many odd values of a sample: of reading an address, and as many of sending to it."""

FILLED = {
    "date": TODAY.isoformat(),
    "datetime-local": f"{TODAY.isoformat()}T10:00",
    "time": "10:00",
    "number": "1",
    "email": "somebody@example.org",
    "url": "https://example.org/",
    "text": "Vārds",
    "search": "Vārds",
    "textarea": "Vārdi",
    "password": "paraugpils-2024",
}
"""What is written where the page asks for something and shows nothing."""


@dataclass(frozen=True)
class Odd:
    """A request with one odd value."""

    address: Address
    reader: Reader
    method: str
    name: str
    value: str | tuple[str, ...]

    def __str__(self) -> str:
        told = self.value if len(self.value) < 40 else f"{self.value[:8]}… ({len(self.value)})"
        return f"{self.method} {self.address.name} as {self.reader.role}, {self.name}={told!r}"


@dataclass
class Watch:
    """What the request that is being answered looks up, and the filters that it asks."""

    names: set[str] = field(default_factory=set)
    filters: list[FilterSet] = field(default_factory=list)


class Watched(QueryDict):
    """What was sent; the names that are looked up in it are noted."""

    watch = Watch()

    def __getitem__(self, key: str) -> Any:
        self.watch.names.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.watch.names.add(str(key))
        return super().__contains__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self.watch.names.add(key)
        return super().get(key, default)

    def getlist(self, key: str, default: Any = None) -> Any:
        self.watch.names.add(key)
        return super().getlist(key, default)


@contextmanager
def watched() -> Iterator[Watch]:
    """What requests within look up in what was sent."""
    watch = Watched.watch = Watch()
    begin = FilterSet.__init__

    def begun(filters: FilterSet, *given: Any, **named: Any) -> None:
        watch.filters.append(filters)
        begin(filters, *given, **named)

    with (
        patch("django.core.handlers.wsgi.QueryDict", Watched),
        patch("django.http.request.QueryDict", Watched),
        patch.object(FilterSet, "__init__", begun),
    ):
        yield watch


class Fields(HTMLParser):
    """Reads what forms of a page would send: what stands there, and something where nothing does.

    `asked` are the fields of forms that narrow, `written` those of forms that are sent.
    """

    def __init__(self) -> None:
        super().__init__()
        self.asked: dict[str, str] = {}
        self.written: dict[str, str] = {}
        self._form: dict[str, str] = {}
        self._select = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "form":
            self._form = self.written if given.get("method") == "post" else self.asked
        elif tag == "input" and name and kind != "file":
            standing = given.get("value") or FILLED.get(kind, "")
            if kind not in ("radio", "checkbox") or "checked" in given or name not in self._form:
                self._form[name] = standing
        elif tag == "textarea" and name:
            self._form[name] = FILLED["textarea"]
        elif tag == "select" and name:
            self._select = name
            self._form.setdefault(name, "")
        elif tag == "option" and self._is_taken(given):
            self._form[self._select] = given.get("value", "")

    def _is_taken(self, option: dict[str, str]) -> bool:
        """Whether it stands chosen, or is the first that says anything."""
        return bool(self._select) and ("selected" in option or not self._form[self._select])

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""


@dataclass(frozen=True)
class Known:
    """What an address reads of who asks it ordinarily."""

    asked: tuple[str, ...]
    written: tuple[str, ...]
    filled: dict[str, str]

    def names(self, method: str) -> tuple[str, ...]:
        """The parameters that are read of a request by that method."""
        return self.asked if method == "GET" else self.written


def faults(
    address: Address, path: str, readers: Readers, *, chance: random.Random | None = None
) -> Iterator[str]:
    """A sentence for each odd request that breaks, or that is taken silently.

    With `chance` one reader asks some odd values. Otherwise everybody who may asks with every
    parameter that is read of them, and by turns, until each parameter was given each value.
    """
    askers = [each for each in readers.values() if holds(Request(address, each, True, "GET"))]
    if chance and askers:
        askers = [chance.choice(askers)]
    known = {reader.role: _known(path, reader) for reader in askers}
    for method in ("GET", "POST"):
        every = list(_odd(address, method, askers, known))
        if chance:
            every = chance.sample(every, min(OF_EACH, len(every)))
        for odd in (*_files(address, method, askers, known), *every):
            yield from _fault(odd, path, known[odd.reader.role])


def _known(path: str, reader: Reader) -> Known:
    """Watches what is looked up in an ordinary request of each kind."""
    fields = Fields()
    with undone(), watched() as asked:
        answer = reader.client.get(f"{path}?{UNREAD}=")
    is_page = "text/html" in answer.headers.get("Content-Type", "") and not answer.streaming
    if answer.status_code == 200 and is_page:
        fields.feed(answer.content.decode())
    with undone(), watched() as written:
        _send(reader, path, {UNREAD: "", **fields.written})
    return Known(
        asked=_names(asked.names, fields.asked),
        written=_names(written.names, fields.written),
        filled=fields.written,
    )


def _names(*found: Any) -> tuple[str, ...]:
    names = {name for each in found for name in each}
    return tuple(sorted(names - {UNREAD, "csrfmiddlewaretoken"}))


def _odd(
    address: Address, method: str, askers: list[Reader], known: dict[str, Known]
) -> Iterator[Odd]:
    """Each parameter with each value, by turns of those of whom the parameter is read."""
    names = sorted({name for each in known.values() for name in each.names(method)})
    for number, name in enumerate(names):
        those = [each for each in askers if name in known[each.role].names(method)]
        for turn, value in enumerate((*ODD, TWICE), start=number):
            yield Odd(address, those[turn % len(those)], method, name, value)


def _files(
    address: Address, method: str, askers: list[Reader], known: dict[str, Known]
) -> Iterator[Odd]:
    """Each ordinary file of a list, for everybody who may ask for it."""
    for reader in askers:
        if "format" in known[reader.role].names(method):
            for value in FORMATS:
                yield Odd(address, reader, method, "format", value)


def _fault(odd: Odd, path: str, known: Known) -> Iterator[str]:
    client = odd.reader.client
    with undone(), watched() as watch:
        if odd.method == "GET":
            sent = _encoded({odd.name: odd.value})
            answer = client.get(f"{path}?{sent}")
        else:
            answer = _send(odd.reader, path, {**known.filled, odd.name: odd.value})
        if answer.status_code >= 500:
            yield f"{odd}: {answer.status_code} {type(client.error).__name__}: {client.error}"
        refused = any(each.is_bound and not each.form.is_valid() for each in watch.filters)
        if refused and answer.status_code < 400:
            yield f"{odd}: {answer.status_code}, and the list says nothing of it"


def _send(reader: Reader, path: str, fields: dict[str, Any]) -> Any:
    kind = "application/x-www-form-urlencoded"
    return reader.client.generic("POST", path, _encoded(fields), kind)


def _encoded(fields: dict[str, Any]) -> str:
    return urlencode(fields, doseq=True, errors="surrogatepass")
