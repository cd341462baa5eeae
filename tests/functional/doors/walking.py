"""Opens every number of every page that a role reaches; run in a copy of the demo.

    python -m tests.functional.doors.walking SEED USERNAME...

Writes what was opened and what disagreed as JSON.
"""

import json
import os
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import urlsplit

AT_MOST = 400
"""So many numbers of a role's pages are opened, taken evenly over the kinds of pages."""


@dataclass
class Told:
    """What a role's walk found."""

    seed: int
    pages: int = 0
    numbers: int = 0
    opened: int = 0
    agreed: int = 0
    wrong: list[str] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Answer:
    """An answer as a crawler reads it."""

    status: int
    headers: dict[str, str]
    url: str
    body: str

    def text(self) -> str:
        return self.body


class Reader:
    """Somebody who reads pages in this process, and what was read."""

    def __init__(self, username: str) -> None:
        from django.test import Client

        from gaisma.base.models import User

        self.client = Client(headers={"accept-language": "lv"})
        if username:
            self.client.force_login(User.objects.get(username=username))
        self.pages: dict[str, str] = {}

    def get(self, path: str) -> Answer:
        found = self.client.get(path, follow=True)
        kind = found.headers.get("Content-Type", "")
        is_page = "text/html" in kind and not found.streaming
        body = found.content.decode() if is_page else ""
        chain: list[tuple[str, int]] = getattr(found, "redirect_chain", [])
        url = chain[-1][0] if chain else path
        if found.status_code == 200 and body:
            self.pages.setdefault(path, body)
        return Answer(found.status_code, {k.lower(): v for k, v in found.items()}, url, body)


def prepared() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "gaisma.config.settings"
    import django
    from django.conf import settings

    django.setup()
    settings.ALLOWED_HOSTS = ["testserver"]


def walked(username: str, seed: int) -> Told:
    """Every page that the person reaches, and every number there."""
    from tests.functional.doors.numbers import Door, shown
    from tests.functional.walk.crawling import crawl

    reader, told = Reader(username), Told(seed)
    crawl(reader)
    pages = dict(reader.pages)
    doors: dict[Door, str] = {}
    for path, body in pages.items():
        found = shown(body)
        for door in found.doors:
            doors.setdefault(door, path)
    told.pages, told.numbers = len(pages), len(doors)
    opened(reader, sampled(doors, seed), told)
    return told


def sampled(doors: dict[Any, str], seed: int) -> Iterator[tuple[Any, str]]:
    """At most so many doors, each kind of page giving the same share."""
    kinds: dict[str, list[tuple[Any, str]]] = {}
    for door, path in doors.items():
        kinds.setdefault(_kind(path), []).append((door, path))
    chance = random.Random(seed)
    for found in kinds.values():
        chance.shuffle(found)
    taken = 0
    while kinds and taken < AT_MOST:
        for kind, found in list(kinds.items()):
            yield found.pop()
            taken += 1
            if not found:
                del kinds[kind]
            if taken >= AT_MOST:
                return


def _kind(path: str) -> str:
    from django.urls import Resolver404, resolve

    try:
        match = resolve(urlsplit(path).path)
    except Resolver404:
        return path
    return str(match.view_name)


def opened(reader: Reader, doors: Iterable[tuple[Any, str]], told: Told) -> None:
    """Open each and hold the number there against the one that was clicked."""
    from tests.functional.doors.numbers import agree, shown

    answers: dict[str, tuple[int, tuple[str, str]]] = {}
    for door, page in doors:
        if door.address not in answers:
            answer = reader.get(door.address)
            values = shown(answer.body).values
            answers[door.address] = answer.status, values[0] if values else ("", "?")
        status, (value, words) = answers[door.address]
        told.opened += 1
        if status == 200 and agree(door.text, value, words, spelled()):
            told.agreed += 1
        else:
            told.wrong.append(f"{page}: {door.text!r} opens {door.address}: {status} {words!r}")


SPELLED: dict[str, int] = {}


def spelled() -> dict[str, int]:
    """Small numbers as sentences write them."""
    from gaisma.base.wording import agreement

    if not SPELLED:
        for noun in agreement.nouns():
            for number in range(11):
                for case in agreement.CASES:
                    word = agreement.spelled(noun, number, "lv", case=case)
                    SPELLED.setdefault(word, number)
    return SPELLED


if __name__ == "__main__":
    prepared()
    every = {name: asdict(walked(name, int(sys.argv[1]))) for name in sys.argv[2:]}
    json.dump(every, sys.stdout, ensure_ascii=False, indent=1)
