"""Asks the demo for every figure of every year and place, as each page that shows it does.

    python -m tests.integration.figures.years SEED

Answers as JSON: what pages say of last year, of each figure and place; and what they say of each
figure in each year.
"""

import json
import os
import random
import re
import sys
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from tests.tightening import tight

YEARS = tuple(f"{year}/{year + 1}" for year in range(2019, 2026))
"""One before the first data, those of totals and of records, that which comes, one out of sight."""

EVERY = bool(os.environ.get("GAISMA_TEST_EVERY_NUMBER"))
"""Whether every place is asked of every figure, or some beside those that another joined; and the
page of every year, or the last of each state."""


def prepared() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "gaisma.config.settings"
    import django
    from django.conf import settings

    django.setup()
    settings.ALLOWED_HOSTS = ["testserver"]


def told(seed: str) -> dict[str, Any]:
    found = list(last_year(random.Random(seed)))
    return {"last_year": found, "states": list(states()), "pages": list(pages())}


def reader() -> Any:
    from gaisma.base.models import User

    return User.objects.get(username="specialists")


def places(chance: random.Random) -> Iterator[dict[str, str]]:
    """The whole city; kinds and institutions that others joined, and others by chance."""
    from gaisma.base.models import Organisation

    yield {}
    known = Organisation.objects.exclude(parent=None)
    joined = known.exclude(predecessions=None)
    for name, column in (("institution_kind", "kind"), ("institution", "code")):
        first = set(joined.values_list(column, flat=True))
        others = sorted(set(known.values_list(column, flat=True)) - first)
        for value in [*sorted(first), *(others if EVERY else chance.sample(others, 1))]:
            yield {name: value}


def last_year(chance: random.Random) -> Iterator[dict[str, Any]]:
    """What a tile, an institution's page, a figure's page, its trend and a report say."""
    from gaisma.base.registry import gathered
    from gaisma.evidence.figures import evidence, questions

    user, basis = reader(), evidence.current()
    for indicator in gathered("INDICATORS"):
        if "school_year" not in indicator.parameters or indicator.compares:
            continue
        for place in places(chance):
            if not set(place) <= set(indicator.dimensions):
                continue
            filters = {**place, "school_year": basis.school_year}
            question = questions.asked(user, indicator.key, filters, as_of=basis.as_of)
            yield {
                "indicator": indicator.key,
                "place": place,
                "said": {
                    "tile": plain(tile(user, indicator.key, place, basis)),
                    "page": plain(page(user, question)),
                    "trend": trend(user, question),
                    "institution": plain(institution(indicator.key, filters, basis)),
                    "report": plain(compared(indicator, filters, basis)),
                },
                "as_was": plain(as_was(indicator.key, filters, basis)),
            }


def plain(figure: Any) -> str:
    """The value in fractions, or the state."""
    if figure is None:
        return ""
    return str(figure.state if figure.value is None else figure.value)


def tile(user: Any, indicator: str, place: Mapping[str, str], basis: Any) -> Any:
    from gaisma.workplace.home import tiles
    from gaisma.workplace.home.board import Tile

    return tiles._years(Tile("", indicator, place), basis, user)[-2][1]


def page(user: Any, question: Any) -> Any:
    from gaisma.evidence.figures import breakdowns

    return breakdowns.before(question, by=())[0]


def trend(user: Any, question: Any) -> str:
    """The last but one bar, as it is written."""
    from gaisma.evidence.figures import asking

    years = asking.over_years(
        question.indicator.key,
        evidence=question.basis,
        filters=question.filters,
        years=question.basis.years,
    )
    return plain(years[-2][1])


def institution(indicator: str, filters: Mapping[str, str], basis: Any) -> Any:
    from gaisma.evidence.figures import asking

    if "institution" not in filters:
        return None
    return asking.of_institution_before(indicator, evidence=basis, filters=filters)


def compared(indicator: Any, filters: Mapping[str, str], basis: Any) -> Any:
    """The year that a report's comparison tells beside its own."""
    from dataclasses import replace

    from gaisma.analytics.moments import previous
    from gaisma.evidence.figures import asking

    if "compared_with" not in indicator.parameters:
        return None
    words = {**filters, "compared_with": previous(filters["school_year"])}
    found = asking.one(indicator.key, evidence=basis, filters=words)
    before = found.compared_state
    state = found.state if before is None or before == "redefined" else before
    return replace(found, value=found.compared_value, state=state)


def as_was(indicator: str, filters: Mapping[str, str], basis: Any) -> Any:
    """The year before without the institutions that joined."""
    from gaisma.analytics.moments import previous
    from gaisma.evidence.figures import asking

    words = {**filters, "school_year": previous(filters["school_year"])}
    return asking.one(indicator, evidence=basis, filters=words)


def states() -> Iterator[dict[str, Any]]:
    """The state of every figure in every year, and what its page, its export and JSON show."""
    from gaisma.base.registry import gathered
    from gaisma.evidence.figures import asking, evidence, presentation, printing

    basis = evidence.current()
    for indicator in gathered("INDICATORS"):
        for year in YEARS:
            filters = year_of(indicator, year)
            figure = asking.one(indicator.key, evidence=basis, filters=filters)
            yield {
                "indicator": indicator.key,
                "year": year if filters else "",
                "state": str(figure.state),
                "value": figure.value is not None,
                "numbers": [figure.numerator is not None, figure.denominator is not None],
                "written": presentation.written(figure),
                "why": presentation.read(figure).why,
                "json": printing.as_json(figure)["state"],
            }


def year_of(indicator: Any, year: str) -> dict[str, str]:
    if "school_year" in indicator.parameters:
        return {"school_year": year}
    return {"year": year[:4]} if "year" in indicator.parameters else {}


def pages() -> Iterator[dict[str, Any]]:
    """What the pages themselves show of a year: home, each figure, an institution."""
    from django.test import Client

    from gaisma.base.models import Organisation
    from gaisma.base.registry import gathered
    from gaisma.evidence.figures import asking, evidence

    basis = evidence.current()
    client = Client(headers={"accept-language": "lv"})
    client.force_login(reader())
    for indicator in gathered("INDICATORS"):
        seen = set()
        for year in reversed(YEARS):
            words = year_of(indicator, year)
            state = asking.one(indicator.key, evidence=basis, filters=words).state
            if state in seen and not EVERY:
                continue
            seen.add(state)
            query = "&".join(f"{name}={value}" for name, value in words.items())
            body = tight(client.get(f"/figures/{indicator.key}/?{query}").content.decode())
            yield {
                "page": f"figure {indicator.key}",
                "year": year,
                "state": str(state),
                "value": hero(body),
            }
    first = Organisation.objects.filter(kind="preschool").order_by("pk")[0]
    for year in evidence.school_years():
        for path in ("/", f"/institutions/{first.pk}/"):
            body = tight(client.get(f"{path}?school_year={year}").content.decode())
            for title, value, change in shown_tiles(body):
                yield {"page": path, "year": year, "title": title, "value": value, "why": change}


def hero(body: str) -> str:
    found = re.search(r"<data value=[^>]*>(.*?)</data>", body, re.DOTALL)
    return words_of(found[1]) if found else ""


def shown_tiles(body: str) -> Iterator[tuple[str, str, str]]:
    for one in re.findall(r'<article class="card tile.*?</article>', body, re.DOTALL):
        parts = re.search(
            r'<h3>(.*?)</h3>.*?class="value">(.*?)</p>.*?class="change">(.*?)</p>', one, re.DOTALL
        )
        if parts:
            yield words_of(parts[1]), words_of(parts[2]), words_of(parts[3])


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub("<[^>]+>", "", html)).split())


if __name__ == "__main__":
    prepared()
    json.dump(told(sys.argv[1]), sys.stdout, ensure_ascii=False, indent=1)
