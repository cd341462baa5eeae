"""Somebody has the whole database, the keys, and the order in which people used their codes.

They try to lay answers beside codes, and must fail; against answers that remember when they came
the same attack must succeed.
"""

from collections.abc import Iterator
from datetime import date
from itertools import count

import pytest
from django.apps import apps
from django.db import connection, models

from gaisma.quality.surveys import codes
from gaisma.quality.surveys.actions import answers, mixing
from gaisma.quality.surveys.models import Response
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 128
BY_CHANCE = 12
"""One match is to be expected of whoever guesses; so many come less than once in a billion."""
PLACES = {"sqlite": ("rowid",), "postgresql": ("ctid", "xmin::text::bigint")}
"""What each database remembers of a row beside its columns."""


@pytest.fixture
def wave() -> list[str]:
    """People used the codes one after another, each giving an answer that only they would give."""
    return held()


@pytest.fixture(autouse=True)
def _from_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    # A process looks with every eighth answer: the last one here is one of them.
    monkeypatch.setattr(mixing, "_taken", count(1))


def held() -> list[str]:
    asked = factories.asked()
    batch = factories.batch(
        part=factories.part(version=factories.survey_version(asks=asked)), issued=PEOPLE
    )
    said = []
    for number in range(1, PEOPLE + 1):
        said.append(f"person {number}")
        answers.answer(
            text=codes.letters(batch.pk, number),
            answers={"outcomes": "partly", "missing": said[-1]},
            language="en",
            on=date(2024, 5, 2),
        )
    return said


def orders(table: str) -> Iterator[list[str]]:
    """The answers in every order that columns, the rows' places and the database itself give."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} LIMIT 0")
        columns = [column[0] for column in cursor.description]
        for order in (*columns, *PLACES[connection.vendor], ""):
            by = f"ORDER BY {order}" if order and order != "answers" else ""
            cursor.execute(f"SELECT answers FROM {table} {by}")
            yield [str(row[0]) for row in cursor.fetchall()]


def matched(table: str, said: list[str]) -> int:
    """How many answers the best order gives to the person who gave them."""
    return max(
        sum(f'"{mine}"' in found for mine, found in zip(said, order, strict=True))
        for order in orders(table)
    )


def test_no_order_lays_answers_beside_the_codes(wave: list[str]) -> None:
    assert matched("surveys_response", wave) < BY_CHANCE


def test_an_answer_that_remembers_when_it_came_is_found_out(wave: list[str]) -> None:
    """The weakened variant: rows that are numbered as they come."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE weak (id integer PRIMARY KEY, answers text)")
        for number, mine in enumerate(wave, start=1):
            kept = f'{{"missing": "{mine}"}}'
            cursor.execute("INSERT INTO weak VALUES (%s, %s)", [number, kept])
        try:
            assert matched("weak", wave) == PEOPLE
        finally:
            cursor.execute("DROP TABLE weak")


def test_answers_that_are_not_shuffled_are_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The weakened variant: rows that lie as the database wrote them."""
    monkeypatch.setattr(mixing, "mix", lambda _part: 0)

    assert matched("surveys_response", held()) == PEOPLE


def test_no_table_shares_a_value_with_the_answers(wave: list[str]) -> None:
    """Beside the part, the institution and the day, which all answers of a place have in common."""
    numbers = {str(pk) for pk in Response.objects.values_list("pk", flat=True)}
    others = [model for model in apps.get_models() if model is not Response]

    for model in others:
        for row in model._default_manager.values_list():
            assert not numbers & {str(value) for value in row}, model
    assert not [
        field
        for model in others
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model is Response
    ]


def test_no_row_says_at_what_time_somebody_answered(wave: list[str]) -> None:
    kinds = {type(field) for field in Response._meta.concrete_fields}

    assert models.DateTimeField not in kinds
    assert not apps.get_model("surveys.Code").objects.exists()
