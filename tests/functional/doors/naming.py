"""Opens the names in the records behind every figure; run in a copy of the demo.

    python -m tests.functional.doors.naming SEED AT_MOST USERNAME...

Of each column of each figure's records so many names are looked at, at most. A link must open its
page; a name that is none must be one whose page the reader may not open: every record that is
called so is tried. Writes for each person what was found, as JSON.
"""

import html
import json
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from functools import cache
from typing import Any

from tests.functional.doors.walking import Reader, prepared

YEAR = "2024/2025"
ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<t[hd](?: [^>]*)?>(.*?)</t[hd]>", re.DOTALL)
LINK = re.compile(r'<a href="([^"]*)"')
TAG = re.compile(r"<[^>]*>")


@dataclass
class Found:
    """What the records of a person's figures name."""

    pages: int = 0
    links: int = 0
    texts: int = 0
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Named:
    """A name in a table of records: the column's subject, the words, the link if it is one."""

    subject: str
    words: str
    href: str


def questions() -> Iterator[str]:
    """The address of the records of each figure that counts records."""
    from gaisma.base.registry import gathered

    for one in gathered("INDICATORS"):
        if one.subject:
            year = f"?school_year={YEAR}" if "school_year" in one.parameters else ""
            yield f"/figures/{one.key}/records/{year}"


def names(page: str) -> Iterator[Named]:
    """The names in the table of records, by the column in which they stand."""
    from gaisma.base.registry import gathered
    from gaisma.evidence.figures import records

    subjects = {records.column_title(one.key): one.key for one in gathered("RECORDS_COLUMNS")}
    head, _, body = page.partition("</thead>")
    headings = [_text(found[1]) for found in CELL.finditer(head)]
    for row in ROW.findall(body.partition("</tbody>")[0]):
        for heading, cell in zip(headings, CELL.finditer(row), strict=True):
            words = _text(cell[1])
            if heading in subjects and words not in ("", "–"):
                link = LINK.search(cell[1])
                href = html.unescape(link[1]) if link else ""
                yield Named(subjects[heading], words, href)


def _text(cell: str) -> str:
    return html.unescape(TAG.sub("", cell)).strip()


@cache
def pages_of(subject: str, words: str) -> tuple[str, ...]:
    """The pages of all records that are called so."""
    from django.urls import reverse

    from gaisma.base.models import Organisation
    from gaisma.record.people.models import Person
    from gaisma.record.programmes.models import Group

    if subject == "person":
        family, _, given = words.partition(", ")
        found = Person.objects.filter(family_name=family, given_name=given)
        return tuple(
            reverse("people:person", args=[one]) for one in found.values_list("pk", flat=True)
        )
    if subject == "unit":
        seen = Organisation.objects.filter(name=words)
        return tuple(
            reverse("organisations:institution", args=[one])
            for one in seen.values_list("pk", flat=True)
        )
    if subject == "group":
        groups = Group.objects.filter(name=words)
        return tuple(
            reverse("programmes:group", args=[one]) for one in groups.values_list("pk", flat=True)
        )
    return ()


def walked(username: str, *, seed: int, at_most: int) -> Found:
    """Every figure's records, as the person reads them."""
    reader, found, chance = Reader(username), Found(), random.Random(seed)
    statuses: dict[str, int] = {}

    def status(address: str) -> int:
        if address not in statuses:
            statuses[address] = reader.ask(address).status
        return statuses[address]

    for address in questions():
        answer = reader.ask(address)
        if answer.status != 200:
            continue
        found.pages += 1
        for one in _sampled(list(names(answer.body)), chance, at_most):
            if one.href:
                found.links += 1
                if status(one.href) != 200:
                    found.wrong.append(f"{address}: {one.words} leads to {status(one.href)}")
            else:
                found.texts += 1
                known = pages_of(one.subject, one.words)
                if known and all(status(page) == 200 for page in known):
                    found.wrong.append(f"{address}: {one.words} is no link, yet {known[0]} opens")
    return found


def _sampled(every: list[Named], chance: random.Random, at_most: int) -> list[Named]:
    """Of each subject so many links and so many that are none."""
    kinds: dict[Any, list[Named]] = {}
    for one in dict.fromkeys(every):
        kinds.setdefault((one.subject, bool(one.href)), []).append(one)
    return [one for some in kinds.values() for one in chance.sample(some, min(at_most, len(some)))]


def main(seed: str, at_most: str, *usernames: str) -> dict[str, Any]:
    prepared(marks=False)
    from django.utils import translation

    translation.activate("lv")
    return {name: asdict(walked(name, seed=int(seed), at_most=int(at_most))) for name in usernames}


if __name__ == "__main__":
    json.dump(main(*sys.argv[1:]), sys.stdout, ensure_ascii=False, indent=1)
