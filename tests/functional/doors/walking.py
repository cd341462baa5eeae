"""Opens numbers of every page that people reach; run in a copy of the demo.

    python -m tests.functional.doors.walking SEED AT_MOST KINDS USERNAME...

Of each person's pages so many numbers are opened at most, taken evenly over the kinds of pages.
KINDS is `-` for all pages, or names the kinds that are opened, with commas between. Writes for each
person what was opened and what disagreed, as JSON.
"""

import json
import os
import random
import re
import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import urlsplit

from tests.tightening import tight

AGAIN = 15
"""So many of those that somebody before has opened are opened once more."""
READS_ALL = "specialists"
NOBODY = "nobody"
"""Stands for whoever has not signed in."""
WITH_TABLES = ("reports:report", "reports:read", "reports:document", "figures:figure")
"""Pages whose tables show nothing but figures."""
KEPT = (
    "/figures/assessments.below_threshold/?assessment_kind=state&level=optimal"
    "&school_year=2023%2F2024&subject=mathematics",
)
"""What a report tells and the figure's page keeps from some of its readers: a report protects the
tables that it has, a page all that are told of anything.
"""
DOCUMENT = re.compile(r"/(?:pdf|word)/ on .*: 500$")
"""Marks in a document are no text that it can draw: whether it is drawn is asked elsewhere."""


@dataclass
class Told:
    """What a role's walk found."""

    pages: int = 0
    kinds: list[str] = field(default_factory=list)
    numbers: int = 0
    opened: int = 0
    agreed: int = 0
    annexed: int = 0
    kept: int = 0
    counts: int = 0
    counted: int = 0
    written: int = 0
    wrong: list[str] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    unknown: dict[str, str] = field(default_factory=dict)


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

    def __init__(self, username: str, kinds: Collection[str] = ()) -> None:
        from django.test import Client

        from gaisma.base.models import User

        self.client = Client(headers={"accept-language": "lv"})
        if username != NOBODY:
            self.client.force_login(User.objects.get(username=username))
        # A document is drawn of what its templates write: marks in it are no text to draw.
        self.client.raise_request_exception = False
        self.kinds = kinds
        self.pages: dict[str, str] = {}
        self.marked: dict[str, str] = {}

    def get(self, path: str) -> Answer:
        """Follow a link, where it leads to a page of a kind that is looked at."""
        if self.kinds and kind_of(path) not in self.kinds:
            return Answer(200, {}, path, "")
        answer = self.ask(path)
        if answer.status == 200 and answer.body:
            self.pages.setdefault(path, answer.body)
            self.marked.setdefault(path, self.last)
        return answer

    def ask(self, path: str) -> Answer:
        from tests.functional.doors import marking

        found = self.client.get(path.partition("#")[0], follow=True)
        kind = found.headers.get("Content-Type", "")
        is_page = "text/html" in kind and not found.streaming
        self.last = tight(found.content.decode()) if is_page else ""
        body = marking.plain(self.last)
        chain: list[tuple[str, int]] = getattr(found, "redirect_chain", [])
        url = chain[-1][0] if chain else path
        return Answer(found.status_code, {k.lower(): v for k, v in found.items()}, url, body)


def prepared(*, marks: bool = True) -> None:
    """Let this process be the installation; its numbers marked, as the walk reads them."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "gaisma.config.settings"
    import django
    from django.conf import settings

    django.setup()
    settings.ALLOWED_HOSTS = ["testserver"]
    from tests.functional.doors import marking

    if marks:
        marking.begin()


def walked(
    username: str, *, seed: int, at_most: int, kinds: Collection[str], before: set[Any]
) -> Told:
    """Every page that the person reaches, and every number there that nobody before has opened."""
    from tests.functional.doors.numbers import shown
    from tests.functional.walk.crawling import crawl

    reader, told = Reader(username, kinds), Told()
    told.wrong += [one for one in crawl(reader).broken if not DOCUMENT.search(one)]
    doors: dict[Any, str] = {}
    counts: dict[Any, str] = {}
    found_kinds = set()
    for path, body in reader.pages.items():
        found, kind = shown(body), kind_of(path)
        if found.doors:
            found_kinds.add(kind)
        for door in found.doors:
            doors.setdefault(door, path)
        for count in found.counts:
            counts.setdefault(count, path)
        _judge_rows(path, found, told)
        _look_at_numbers(kind, reader.marked[path], told, reads_all=username == READS_ALL)
        if kind in WITH_TABLES:
            told.plain += [f"{path}: {text!r}" for text in found.plain]
    told.pages, told.numbers, told.kinds = len(reader.pages), len(doors), sorted(found_kinds)
    new = {door: path for door, path in doors.items() if door not in before}
    known = {door: path for door, path in doors.items() if door in before}
    opened(reader, sampled(new, seed, at_most), told)
    opened(reader, sampled(known, seed, AGAIN), told)
    before |= set(new)
    told.counts = len(counts)
    counted(reader, sampled(counts, seed, at_most), told)
    return told


def _look_at_numbers(kind: str, page: str, told: Told, *, reads_all: bool) -> None:
    """Count every number that a template wrote; note those of which nobody says what they are."""
    from tests.functional.doors import kinds, marking

    for numeral in marking.of_page(page):
        told.written += 1
        said = kinds.reason(numeral.template, numeral.element, kind, reads_all=reads_all)
        if not numeral.is_door and not said:
            place = f"{kind}: {numeral.template} {numeral.element}"
            told.unknown.setdefault(place, numeral.words)


def _judge_rows(path: str, found: Any, told: Told) -> None:
    """A list that says how many rows it has has them, as far as its first page shows."""
    if found.listed is None or found.rows is None or "page=" in path:
        return
    if found.rows > found.listed or (found.rows < found.listed and found.rows % 25):
        told.wrong.append(f"{path}: says {found.listed} rows and shows {found.rows}")


def counted(reader: Reader, counts: Iterable[tuple[Any, str]], told: Told) -> None:
    """Open each list and hold its rows against the number that was clicked."""
    from tests.functional.doors.numbers import first_number, shown

    for count, page in counts:
        answer = reader.ask(count.address)
        found = shown(answer.body)
        rows = found.rows if found.listed is None else found.listed
        if answer.status == 200 and first_number(count.text) == (rows or 0):
            told.counted += 1
        else:
            told.wrong.append(
                f"{page}: {count.text!r} opens {count.address}: {answer.status}, {rows} rows"
            )


def sampled(doors: dict[Any, str], seed: int, at_most: int) -> Iterator[tuple[Any, str]]:
    """At most so many doors, each kind of page giving the same share."""
    kinds: dict[str, list[tuple[Any, str]]] = {}
    for door, path in doors.items():
        kinds.setdefault(kind_of(path), []).append((door, path))
    chance = random.Random(seed)
    for found in kinds.values():
        chance.shuffle(found)
    taken = 0
    while kinds and taken < at_most:
        for kind, found in list(kinds.items()):
            yield found.pop()
            taken += 1
            if not found:
                del kinds[kind]
            if taken >= at_most:
                return


def kind_of(path: str) -> str:
    from django.urls import Resolver404, resolve

    try:
        match = resolve(urlsplit(path).path)
    except Resolver404:
        return path
    return str(match.view_name)


def opened(reader: Reader, doors: Iterable[tuple[Any, str]], told: Told) -> None:
    """Open each and hold the number there against the one that was clicked."""
    from tests.functional.doors.numbers import HIDDEN, agree, shown
    from tests.functional.doors.numbers import told as told_there

    answers: dict[str, Any] = {}
    for door, page in doors:
        if door.address not in answers:
            answer = reader.ask(door.address)
            answers[door.address] = answer.status, shown(answer.body)
        status, there = answers[door.address]
        value, words = told_there(there, door)
        told.opened += 1
        if status == 200 and agree(door.text, value, words, spelled()):
            told.agreed += 1
        elif status == 403 and _is_listed(door, reader.pages.get(page, "")):
            told.annexed += 1
        elif status == 200 and words in HIDDEN and door.address.split("&as_of=")[0] in KEPT:
            told.kept += 1
        else:
            told.wrong.append(f"{page}: {door.text!r} opens {door.address}: {status} {words!r}")


def _is_listed(door: Any, page: str) -> bool:
    """Whether the number leads its reader to its line in the list of figures on the same page.

    Last year's number of a column beside its change stands in the line of the change.
    """
    indicator = urlsplit(door.address).path.split("/")[2]
    names = {indicator}
    if "followed_to=" in door.address:
        names.add(f"{indicator.partition('.')[0]}.change")
    line = re.search(rf'<span id="{door.line[1:]}">.*?</tr>', page) if door.line else None
    return line is not None and any(f"<code>{name}</code>" in line[0] for name in names)


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


def main(seed: str, at_most: str, kinds: str, *usernames: str) -> dict[str, Any]:
    prepared()
    chosen = () if kinds == "-" else kinds.split(",")
    before: set[Any] = set()
    return {
        name: asdict(
            walked(name, seed=int(seed), at_most=int(at_most), kinds=chosen, before=before)
        )
        for name in usernames
    }


if __name__ == "__main__":
    json.dump(main(*sys.argv[1:]), sys.stdout, ensure_ascii=False, indent=1)
