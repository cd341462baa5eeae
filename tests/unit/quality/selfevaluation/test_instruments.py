import pytest

from gaisma.quality.selfevaluation import questionnaires
from gaisma.record.instruments import xlsforms
from gaisma.record.instruments.models import Instrument, Version
from gaisma.record.instruments.questionnaire import SCALE, TEXT, Questionnaire
from tests import moments
from tests.moments import NOW

SHIPPED = {
    key: (use, asked)
    for use in questionnaires.FOLDERS.values()
    for key, asked in questionnaires.shipped(use).items()
}
each = pytest.mark.parametrize("asked", [asked for _, asked in SHIPPED.values()], ids=SHIPPED)
EVALUATED = ["needs improvement", "good", "very good", "excellent"]
IN_TRANSITION = ["does not", "partly", "meets"]


@each
def test_shipped_instrument_round_trips_through_a_workbook(asked: Questionnaire) -> None:
    assert xlsforms.questionnaire(xlsforms.workbook(asked, at=NOW)) == asked


@each
def test_shipped_instrument_says_everything_in_three_languages(asked: Questionnaire) -> None:
    texts = [asked.title, *(section.label for section in asked.sections)]
    texts += [text for item in asked.items for text in (item.label, item.hint)]
    for choices in asked.lists.values():
        texts += [text for choice in choices for text in (choice.label, choice.description)]

    assert all(set(text) == {"lv", "en", "ru"} for text in texts)
    assert all(words.strip() for text in texts for words in text.values())


@each
def test_shipped_instrument_names_areas_and_criteria_once_on_one_scale(
    asked: Questionnaire,
) -> None:
    items = list(asked.items)
    labels = [item.label["en"] for item in items]

    assert len(labels) == len(set(labels))
    assert len({section.name for section in asked.sections} | {item.name for item in items}) == len(
        asked.sections
    ) + len(items)
    assert {(item.kind, item.choices) for item in items if item.kind != TEXT} == {(SCALE, "levels")}


@pytest.mark.parametrize(
    ("key", "areas", "levels"),
    [
        ("self-evaluation-seven-areas", 7, EVALUATED),
        ("self-evaluation-four-areas", 4, EVALUATED),
        ("appraisal-of-heads", 3, EVALUATED),
        ("unified-school-environment", 1, IN_TRANSITION),
        ("unified-school-leadership", 1, IN_TRANSITION),
    ],
)
def test_scale_belongs_to_the_instrument(key: str, areas: int, levels: list[str]) -> None:
    _, asked = SHIPPED[key]

    assert len(asked.sections) == areas
    assert [choice.label["en"] for choice in asked.lists["levels"]] == levels
    assert not asked.lists["levels"][0].meets


@pytest.mark.django_db
def test_shipped_instruments_are_entered_and_put_into_use() -> None:
    questionnaires.enter(moments.NOW)

    found = Instrument.objects.in_use().values_list("key", "use")
    assert dict(found) == {key: use for key, (use, _) in SHIPPED.items()}
    assert all(version.asks == SHIPPED[version.asks.key][1] for version in Version.objects.all())
