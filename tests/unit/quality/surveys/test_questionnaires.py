import csv
from pathlib import Path

import pytest

from gaisma.analytics.audiences import AUDIENCES
from gaisma.quality.surveys import questionnaires
from gaisma.record.instruments import shipping, xlsforms
from tests.moments import NOW

PUBLISHED = Path(__file__).resolve().parents[4] / "gaisma" / "sample" / "published.csv"
SHIPPED = shipping.shipped(questionnaires.FOLDER)
each = pytest.mark.parametrize("key", SHIPPED)


@each
def test_shipped_survey_round_trips_through_a_workbook(key: str) -> None:
    assert xlsforms.questionnaire(xlsforms.workbook(SHIPPED[key], at=NOW)) == SHIPPED[key]


@each
def test_shipped_survey_says_everything_in_three_languages(key: str) -> None:
    asked = SHIPPED[key]
    texts = [asked.title, *(section.label for section in asked.sections)]
    texts += [item.label for item in asked.items]
    texts += [choice.label for choices in asked.lists.values() for choice in choices]

    assert all(set(text) == {"lv", "en", "ru"} for text in texts)
    assert all(words.strip() for text in texts for words in text.values())


def test_every_audience_has_its_survey() -> None:
    assert set(questionnaires.WELLBEING) == set(AUDIENCES.codes)
    assert set(questionnaires.WELLBEING.values()) == set(SHIPPED)


def test_surveys_ask_what_the_city_publishes() -> None:
    with PUBLISHED.open(encoding="utf-8", newline="") as stream:
        lines = [line for line in csv.DictReader(stream) if line["indicator"] == "surveys.share"]

    assert lines
    for line in lines:
        words = dict(part.split("=", 1) for part in line["filters"].split(";"))
        for audience in AUDIENCES.expanded(words["audience"]):
            asked = SHIPPED[questionnaires.WELLBEING[audience]]
            item = next(item for item in asked.items if item.label["en"] == words["item"])
            offered = {choice.name for choice in asked.choices_of(item)}
            assert set(words["answer"].split("|")) <= offered


def test_constructs_are_shared_between_audiences() -> None:
    held = [{item.construct for item in asked.items} for asked in SHIPPED.values()]

    assert {"belonging", "safety"} <= set.intersection(*held)
