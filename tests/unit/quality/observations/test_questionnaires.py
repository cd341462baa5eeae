import csv
from datetime import date
from pathlib import Path

import pytest

from gaisma.quality.observations import questionnaires
from gaisma.record.instruments import answering, xlsforms
from gaisma.record.instruments.models import Instrument, Version
from gaisma.record.instruments.questionnaire import SCALE
from tests import moments
from tests.moments import NOW

PUBLISHED = Path(__file__).resolve().parents[4] / "gaisma" / "sample" / "published.csv"
each = pytest.mark.parametrize("key", questionnaires.KEYS)


@each
def test_shipped_questionnaire_round_trips_through_a_workbook(key: str) -> None:
    shipped = questionnaires.shipped(key)

    assert xlsforms.questionnaire(xlsforms.workbook(shipped, at=NOW)) == shipped


@each
def test_shipped_questionnaire_says_everything_in_three_languages(key: str) -> None:
    shipped = questionnaires.shipped(key)
    texts = [shipped.title, *(section.label for section in shipped.sections)]
    texts += [item.label for item in shipped.items]
    for choices in shipped.lists.values():
        texts += [choice.label for choice in choices]
        texts += [choice.description for choice in choices if choice.description]

    assert all(set(text) == {"lv", "en", "ru"} for text in texts)
    assert all(all(words.strip() for words in text.values()) for text in texts)


@each
def test_shipped_questionnaire_labels_every_item_once(key: str) -> None:
    labels = [item.label["en"] for item in questionnaires.shipped(key).items]

    assert len(labels) == len(set(labels))


def test_lesson_sheet_asks_what_the_city_publishes() -> None:
    with PUBLISHED.open(encoding="utf-8", newline="") as stream:
        lines = [line for line in csv.DictReader(stream) if "criterion=" in line["filters"]]
    shipped = questionnaires.shipped(questionnaires.LESSON)
    asked = {item.label["en"]: item for item in shipped.items}

    for line in lines:
        filters = dict(pair.split("=") for pair in line["filters"].split(";"))
        choices = shipped.choices_of(asked[filters["criterion"]])
        assert any(choice.meets for choice in choices)
        assert any(choice.is_open for choice in choices)


def test_lesson_sheet_describes_every_level_of_its_criteria() -> None:
    shipped = questionnaires.shipped(questionnaires.LESSON)

    for item in shipped.items:
        if item.kind == SCALE:
            levels = [one for one in shipped.choices_of(item) if not one.is_open]
            assert all(one.description and one.value is not None for one in levels)


def test_practices_ask_who_is_busy_only_where_there_is_something_to_learn() -> None:
    shipped = questionnaires.shipped(questionnaires.PRACTICES)

    asked = answering.counted(shipped, {"given_1": "no", "given_2": "yes"}, today=date(2024, 1, 8))

    assert "busy_1" not in asked
    assert "busy_2" in asked


@pytest.mark.django_db
def test_shipped_questionnaires_are_entered_and_put_into_use() -> None:
    questionnaires.enter(moments.NOW)

    assert set(Instrument.objects.in_use().values_list("key", flat=True)) == set(
        questionnaires.KEYS
    )
    versions = Version.objects.order_by("pk")
    assert [version.asks for version in versions] == [
        questionnaires.shipped(key) for key in questionnaires.KEYS
    ]
