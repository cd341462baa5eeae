"""Whoever may not open learners by name learns nothing of few of them, whatever they ask."""

import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gaisma.analytics import disclosure
from gaisma.base import request_cache
from gaisma.base.models.accounts import ROLES
from gaisma.base.registry import gathered
from gaisma.evidence.figures import policies, published_tables, queries, suppression
from tests.unit.evidence.figures import attacking
from tests.unit.evidence.figures.attacking import BEFORE, YEAR, Asked, Attack, City

pytestmark = pytest.mark.django_db
INSIDE = ("specialist", "manager", "auditor")
OUTSIDE = tuple(role for role in ROLES if role not in INSIDE)
EVERY = bool(os.environ.get("GAISMA_TEST_EVERY_NUMBER"))
SEED = int(os.environ.get("GAISMA_TEST_SEED", "0")) or random.randrange(1_000_000)
SAMPLE = 8
"""So many questions of each indicator are asked beside the tables that are told."""


@pytest.fixture
def city(db: None, tmp_path: Path, settings: Any) -> Iterator[City]:
    settings.GAISMA_HOME = tmp_path
    suppression._decided.cache_clear()
    made = attacking.city(ROLES)
    with request_cache.reading():
        yield made
    suppression._decided.cache_clear()


def questions(role: str) -> Iterator[Asked]:
    """The tables that are told, and of all other questions a sample, or all."""
    drawn = random.Random(f"{SEED} {role}")
    for indicator in attacking.told():
        every = list(attacking.asked(indicator))
        is_counted = indicator.key in attacking.COUNTED
        tables = [one for one in every if is_counted and _is_table(one)]
        others = [one for one in every if one not in tables] if EVERY else every
        yield from tables
        yield from others if EVERY else drawn.sample(others, min(SAMPLE, len(others)))


def _is_table(one: Asked) -> bool:
    names = {*one.by, *one.words} - {"school_year", "followed_to"}
    told = queries.known_indicator(one.indicator).told
    narrowed = {*one.words} - {"school_year", "followed_to"}
    is_plain = not narrowed or (narrowed == {"institution_kind"} and set(one.by) <= {"stage"})
    is_single = "|" not in one.words.get("institution_kind", "")
    return told is not None and told.has(names) and is_plain and is_single


def learnt(city: City, *roles: str) -> dict[str, list[str]]:
    """What somebody of each role finds out of few learners, of both years; nothing is left out."""
    found, known = {}, {}
    for role in roles:
        attacks = {year: Attack(city, role, year) for year in (BEFORE, YEAR)}
        for one in questions(role):
            if city.own.get(role, "-") in one.words.values():
                continue
            for figure in attacking.answers(city.users[role], one, day=None, number=None):
                year = figure.filters.get("school_year", "")
                if year in attacks and attacks[year].own not in _places(figure):
                    attacks[year].hear(figure)
        for year, attack in attacks.items():
            # Who was told the same knows the same.
            told = (year, attack.own, frozenset(attack.sums.items()))
            known[told] = known.get(told) or attack.found()
            found[f"{role} {year}"] = known[told]
    return {name: cells for name, cells in found.items() if cells}


def _places(figure: Any) -> tuple[str, ...]:
    """The institution that the figure is of; the own one is known already."""
    place = figure.by.get("institution") or figure.filters.get("institution", "")
    return (place,) if place else ()


def test_nobody_outside_the_circle_finds_a_small_cell(city: City) -> None:
    assert learnt(city, *OUTSIDE) == {}, f"GAISMA_TEST_SEED={SEED}"


def without_gate(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(policies, "may_ask", lambda *args, **given: True)
    patch.setattr(policies, "shown", lambda user, figure: figure)


def with_small_cells_hidden_alone(patch: pytest.MonkeyPatch) -> None:
    def protected(tables: Any, *, smallest: int, **given: Any) -> Any:
        return tuple(
            table.with_cells(
                {at: n if n is None or n >= smallest else None for at, n in table.cells.items()}
            )
            for table in tables
            if not table.is_inner
        )

    patch.setattr(disclosure, "protected", protected)


def with_heads_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(published_tables.City, "_led", ())


def with_institutions_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(published_tables, "_inner", lambda told: iter(()))


WEAKENED = (
    (without_gate, "teacher"),
    (with_small_cells_hidden_alone, "teacher"),
    (with_heads_forgotten, "head"),
    (with_institutions_forgotten, "teacher"),
)


@pytest.mark.parametrize(("weaken", "role"), WEAKENED)
def test_a_weakened_gate_is_caught(
    city: City, monkeypatch: pytest.MonkeyPatch, weaken: Any, role: str
) -> None:
    weaken(monkeypatch)

    assert learnt(city, role)


def heard(city: City, role: str) -> Iterator[Asked]:
    """The questions that are answered of several days or lake versions."""
    drawn = random.Random(f"{SEED} {role}")
    for indicator in attacking.told():
        every = [one for one in attacking.asked(indicator) if _is_table(one)]
        for one in every if EVERY else drawn.sample(every, min(2, len(every))):
            told = {
                (figure.as_of, figure.lake_version)
                for day, number in attacking.moments()
                for figure in attacking.answers(city.users[role], one, day=day, number=number)
                if figure.value is not None and not _is_own(city, role, figure)
            }
            if len(told) > 1:
                yield one


def _is_own(city: City, role: str, figure: Any) -> bool:
    return city.own.get(role, "-") in _places(figure)


def test_nobody_outside_the_circle_chooses_a_day_or_a_version(city: City) -> None:
    for role in OUTSIDE:
        assert list(heard(city, role)) == [], f"GAISMA_TEST_SEED={SEED}"


def test_days_that_are_free_are_caught(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policies, "is_told", lambda _moment: True)
    monkeypatch.setattr(policies, "_is_hidden", lambda *_: False)

    assert next(heard(city, "teacher"), None)


@pytest.mark.parametrize("role", INSIDE)
def test_inside_the_circle_everything_is_told(city: City, role: str) -> None:
    for one in random.Random(SEED).sample(list(questions(role)), 30):
        for figure in attacking.answers(city.users[role], one, day=None, number=None):
            assert policies.shown(city.users[role], figure) is figure
            assert not figure.suppressed


def test_tables_are_counted_as_figures_are(city: City) -> None:
    version = attacking.newest()
    for indicator in attacking.told():
        if indicator.base or indicator.told is None or indicator.told.counted is None:
            continue
        basis = published_tables.Basis(version.number, version.digest, attacking.TODAY, YEAR, 5)
        if "school_year" not in indicator.parameters:
            basis = published_tables.Basis(version.number, version.digest, attacking.TODAY, "", 5)
        made = published_tables.City(basis, (indicator,))
        for by in made._margins(indicator):
            if all("=" not in name and "@" not in name for name in by):
                words = {"school_year": YEAR} if basis.school_year else {}
                figures = queries.answer(indicator.key, filters=words, by=by, as_of=attacking.TODAY)
                told = {
                    tuple(
                        figure.by[name] or published_tables.NOT_KNOWN for name in by
                    ): figure.numerator
                    for figure in figures
                    if figure.numerator
                }
                assert {at: n for at, n in made._cells(indicator, by).items() if n} == told


def test_who_leads_is_reckoned_with_where_counting_all_says_so(city: City) -> None:
    version = attacking.newest()
    family = tuple(queries.known_indicator(key) for key in ("learners.count", "places.share_taken"))
    matters = set()
    for year in (BEFORE, YEAR):
        basis = published_tables.Basis(version.number, version.digest, attacking.TODAY, year, 5)
        made = published_tables.City(basis, family)
        tables = made.tables()
        hidden = made._protected(tables)
        for code, own in made._led:
            rest = {table.key: table.cells for table in made.tables(without=own)}
            for table in tables:
                counted = any(
                    (few := rest[table.key].get(at) or 0) != count
                    and (frozenset(table.named(at).items()) in hidden[table.of] or 0 < few < 5)
                    for at, count in table.cells.items()
                )
                assert made._matters(code, own, table, hidden[table.of]) == counted
                matters.add(counted)

    assert matters == {True, False}


def test_every_indicator_that_reads_learners_says_what_is_told() -> None:
    """Whatever reads the tables of learners goes through the gate, a new one too."""
    from gaisma.analytics.moments import Moment

    lake, moment = queries.lake(), Moment(attacking.TODAY, YEAR, 2024)
    for indicator in gathered("INDICATORS"):
        text = str(indicator.rows(lake, moment))
        reads = "enrolments" in text or "UnboundTable: queue" in text
        assert not (reads or indicator.protected) or indicator.told is not None, indicator.key
