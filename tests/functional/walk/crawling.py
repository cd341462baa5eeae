"""Which pages there are for a reader: one of each kind, found by following links from home."""

import html
import re
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

from django.urls import Resolver404, resolve

from tests.matrix.addresses import Address, addresses

OF_A_KIND = 2
"""So many links to each kind of page are followed, and one more from each kind of page to another:
the first row of a list may be unlike others, and a page may say too much to whom it is shown."""

LINK = re.compile(r"<a\s(?![^>]*\sdownload\b)[^>]*>")
ADDRESS = re.compile(r'\shref="([^"]+)"')
LEFT_OUT = {"format"}
"""Parameters that make a file of a page."""


@dataclass
class Found:
    """Pages by the name of their address, links that lead to nothing, parameters that were seen."""

    pages: dict[str, str] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def links(page_html: str, page: str) -> list[str]:
    """The addresses of our own to which a page leads, without fragments."""
    given = [found[1] for tag in LINK.findall(page_html) if (found := ADDRESS.search(tag))]
    joined = (urlsplit(urljoin(page, html.unescape(link))) for link in dict.fromkeys(given))
    ours = [parts for parts in joined if not parts.netloc and parts.scheme in ("", "http")]
    return [
        f"{parts.path}?{parts.query}" if parts.query else parts.path
        for parts in ours
        if not LEFT_OUT & set(parse_qs(parts.query))
    ]


def crawl(request: Any, start: str = "/") -> Found:
    """Follow links from the first page. `request` asks for an address as the reader."""
    found, seen, followed = Found(), set[str](), Counter[Any]()
    waiting = deque([(start, "", "")])
    while waiting:
        path, page, kind = waiting.popleft()
        name = _name(path, found)
        if path in seen or (followed[name] >= OF_A_KIND and followed[kind, name]):
            continue
        seen.add(path)
        followed.update([name, (kind, name)])
        answer = request.get(path)
        if answer.status >= 400:
            found.broken.append(f"{path} on {page}: {answer.status}")
        elif _is_page(answer, path):
            found.pages.setdefault(name, path)
            waiting.extend((link, path, name) for link in links(answer.text(), path))
    return found


def _is_same(answered: str, path: str) -> bool:
    return urlsplit(answered).path == urlsplit(path).path


def _name(path: str, found: Found) -> str:
    try:
        match = resolve(urlsplit(path).path)
    except Resolver404:
        return path
    for key, value in match.kwargs.items():
        found.values.setdefault(f"{match.namespace}:{key}", value)
        found.values.setdefault(key, value)
    return match.view_name or path


def unled(request: Any, found: Found, known: Iterable[str]) -> dict[str, str]:
    """Pages that are not known, as far as the parameters of their addresses are."""
    others = [each for each in addresses() if each.name not in set(known)]
    paths = {each.name: path for each in others if (path := _path(each, found))}
    return {name: path for name, path in paths.items() if _is_page(request.get(path), path)}


def path_of(name: str, found: Found) -> str:
    """Where a page is, as far as the parameters of its address are known."""
    return next((_path(each, found) for each in addresses() if each.name == name), "")


def _path(address: Address, found: Found) -> str:
    room = address.name.split(":")[0]
    known = {
        name: found.values.get(f"{room}:{name}", found.values.get(name))
        for name in address.parameters
    }
    return "" if None in known.values() else address.path(known)


def _is_page(answer: Any, path: str) -> bool:
    is_html = "text/html" in answer.headers.get("content-type", "")
    is_file = "attachment" in answer.headers.get("content-disposition", "")
    return answer.status == 200 and is_html and not is_file and _is_same(answer.url, path)
