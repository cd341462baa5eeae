"""Somebody has the whole disk, and knows in what order people used their codes.

The record with its journal, the keys, the box, everything in the installation's folder: they try to
lay answers beside codes, and must fail; against answers that remember when they came, and against
rows that lie as they came, the same attack must succeed.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import count

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models

from gaisma.quality.surveys import codes
from gaisma.quality.surveys.answering import actions as answers
from gaisma.quality.surveys.answering import box, moving
from gaisma.quality.surveys.models import Response
from tests import factories
from tests.installations import SeparateInstallation

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 128
BY_CHANCE = 12
"""One match is to be expected of whoever guesses; so many come less than once in a billion."""
PLACES = {"sqlite": ("rowid",), "postgresql": ("ctid", "xmin::text::bigint")}
"""What each database remembers of a row beside its columns."""
SAID = re.compile(rb"person \d+")


@pytest.fixture(autouse=True)
def _from_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    # A process looks now and then whether answers can move on: not while these come.
    monkeypatch.setattr(moving, "_taken", count(1))


def held() -> list[str]:
    """People used the codes one after another, each giving an answer that only they would give."""
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


def in_the_box() -> list[str]:
    """What was said, in the order of the box's bytes."""
    content = (box.Path(settings.GAISMA_HOME) / box.FOLDER / "box").read_bytes()
    return [text.decode() for text in SAID.findall(content)]


def orders(table: str) -> Iterator[list[str]]:
    """The answers in every order that columns, the rows' places and the database itself give."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} LIMIT 0")
        columns = [column[0] for column in cursor.description]
        for order in (*columns, *PLACES[connection.vendor], ""):
            by = f"ORDER BY {order}" if order and order != "answers" else ""
            cursor.execute(f"SELECT answers FROM {table} {by}")
            yield [str(row[0]) for row in cursor.fetchall()]


def matched(found: Iterator[list[str]], said: list[str]) -> int:
    """How many answers the best order gives to the person who gave them."""
    return max(
        sum(
            re.search(rf"\b{mine}\b", one) is not None
            for mine, one in zip(said, order, strict=True)
        )
        for order in found
    )


def test_order_of_the_box_lays_no_answer_beside_its_code() -> None:
    said = held()

    assert matched(iter([in_the_box()]), said) < BY_CHANCE


def test_places_in_a_row_are_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The weakened variant: a box whose places are not drawn."""
    following = count()
    monkeypatch.setattr(
        box.Box, "drawn", lambda _box, number: [next(following) for _ in range(number)]
    )

    said = held()

    assert matched(iter([in_the_box()]), said) == PEOPLE


def test_no_order_of_the_record_lays_answers_beside_the_codes() -> None:
    said = held()
    moving.move()

    assert Response.objects.count() == PEOPLE
    assert matched(orders("surveys_response"), said) < BY_CHANCE


def test_an_answer_that_remembers_when_it_came_is_found_out() -> None:
    """The weakened variant: rows that are numbered as they come."""
    said = held()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE weak (id integer PRIMARY KEY, answers text)")
        for number, mine in enumerate(said, start=1):
            cursor.execute("INSERT INTO weak VALUES (%s, %s)", [number, mine])
        try:
            assert matched(orders("weak"), said) == PEOPLE
        finally:
            cursor.execute("DROP TABLE weak")


def test_no_table_shares_a_value_with_the_answers() -> None:
    """Beside the part and the institution, which all answers of a place have in common."""
    held()
    moving.move()
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


def test_no_row_says_on_which_day_or_at_what_time_somebody_answered() -> None:
    kinds = {type(field) for field in Response._meta.concrete_fields}

    assert not kinds & {models.DateField, models.DateTimeField, models.TimeField}


ANSWERING = """
import json
from datetime import date
from gaisma.quality.surveys import codes
from gaisma.quality.surveys.answering import actions as answers
from tests import factories
from tests.factories.surveys import OPEN_ON
batch = factories.batch(issued=20)
used = [codes.letters(batch.pk, number) for number in range(1, 21)]
for number, code in enumerate(used, start=1):
    given = {"outcomes": "partly", "missing": f"person {number}"}
    answers.answer(text=code, answers=given, language="en", on=OPEN_ON)
print(json.dumps(used))
"""


def test_nothing_on_the_disk_but_the_box_knows_an_answer(migrated: SeparateInstallation) -> None:
    """Neither the record nor its journal, whatever the database forgot to overwrite."""
    used = answered(migrated, ANSWERING)

    files = [file for file in migrated.home.rglob("*") if file.is_file()]
    knowing = {file.relative_to(migrated.home).as_posix() for file in files if saying(file)}
    naming = [file for file in files if any(code.encode() in file.read_bytes() for code in used)]

    assert knowing == {"surveys/box"}
    assert naming == []


def test_record_that_takes_answers_itself_is_found_out(migrated: SeparateInstallation) -> None:
    """The weakened variant: answers are rows, here because enough of them have moved on."""
    answered(
        migrated, f"{ANSWERING}\nfrom gaisma.quality.surveys.answering import moving\nmoving.move()"
    )

    knowing = {file.name for file in migrated.home.rglob("*") if file.is_file() and saying(file)}

    assert knowing or connection.vendor == "postgresql"


def answered(installation: SeparateInstallation, statements: str) -> list[str]:
    """Twenty people answer in a process of their own; their codes."""
    done = installation.run("shell", "--no-imports", "-v", "0", "-c", statements)
    assert done.returncode == 0, done.stderr
    codes_used: list[str] = json.loads(done.stdout)
    return codes_used


def saying(file: box.Path) -> bool:
    """Whether somebody's words stand in the file."""
    return SAID.search(file.read_bytes()) is not None
