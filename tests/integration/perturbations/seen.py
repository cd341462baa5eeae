"""What the demo says after a change, number by number; runs in a process of its installation.

Prints JSON: a line for each number that is a door: the page, the words that are clicked, the
question behind them, and what that question is answered now.
"""

import html
import io
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.core.management import call_command
from django.test import Client

from gaisma.base.models import User
from gaisma.evidence.figures import presentation, queries

DOOR = re.compile(r'<a\b[^>]*\bhref="(/figures/[^"/]+/\?[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
TAG = re.compile(r"<[^>]+>")
NO_FILTER = ("as_of", "lake_version", "by", "and_by", "format")
REPORT = "/reports/readiness-2024-2025-lv/"
PAGES = ("/", REPORT)
AS_OF = date(2024, 8, 20)
READERS = ("specialists", "vaditajs", "parvalde")


@dataclass(frozen=True)
class Door:
    """A number of a page, and what its question is answered."""

    page: str
    words: str
    indicator: str
    filters: dict[str, str]
    value: str
    before: str
    state: str


def after_each(changes: Iterable[Callable[[], None]]) -> None:
    """Make one change after the other, and read every page anew after each."""
    for change in changes:
        change()
        json.dump([asdict(door) for door in _doors()], sys.stdout)
        sys.stdout.write("\n")


def _doors() -> Iterator[Door]:
    out = Path(settings.GAISMA_HOME) / "reports"
    call_command(
        "report", "build", "readiness", school_year="2024/2025", as_of=AS_OF, language="lv",
        formats="html", out=out, stdout=io.StringIO(),
    )  # fmt: skip
    for reader in READERS:
        client = Client(headers={"accept-language": "lv"}, SERVER_NAME="localhost")
        client.force_login(User.objects.get(username=reader))
        for page in PAGES:
            yield from _of(page, client.get(page).content.decode())


def _of(page: str, text: str) -> Iterator[Door]:
    for address, inner in dict.fromkeys(DOOR.findall(text)):
        parts = urlsplit(html.unescape(address))
        given = dict(parse_qsl(parts.query))
        indicator = parts.path.split("/")[2]
        filters = {name: value for name, value in given.items() if name not in NO_FILTER}
        words = " ".join(html.unescape(TAG.sub(" ", inner)).split())
        if given.get("by") or not any(sign.isdigit() for sign in words):
            continue
        (figure,) = queries.answer(
            indicator, filters=filters, as_of=date.fromisoformat(given["as_of"])
        )
        yield Door(
            page, words, indicator, filters,
            str(presentation.decimal(figure.value)),
            str(presentation.decimal(figure.compared_value)),
            str(getattr(figure, "state", "")),
        )  # fmt: skip
