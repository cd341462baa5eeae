"""Which answers are joined as good ones, and how they are drawn."""

from dataclasses import replace

import pytest

from gaisma.quality.surveys.results import queries, questions
from gaisma.quality.surveys.results.questions import Asked
from gaisma.record.instruments.questionnaire import Choice, Item
from tests import factories
from tests.unit.quality.surveys.closed_campaigns import (
    GOES,
    LIKES,
    LISTS,
    OPEN,
    TIRED,
    questionnaire,
)

pytestmark = pytest.mark.django_db


def only(item: Item, *choices: Choice) -> Asked:
    """The item as a campaign asks it, with other answers where some are given."""
    lists = {**LISTS, item.choices: choices} if choices else LISTS
    asks = replace(questionnaire(item), lists=lists)
    part = factories.part(version=factories.survey_version(asks=asks))
    [found] = questions.of(part.campaign)["teachers"].values()
    return found


def test_answers_above_the_middle_are_joined() -> None:
    assert [one.code for one in only(LIKES).joined] == ["always", "often"]


def test_answers_below_the_middle_are_joined_where_the_opposite_is_asked() -> None:
    assert [one.code for one in only(TIRED).joined] == ["rarely", "never"]


def test_answers_that_meet_the_criterion_are_joined_before_all() -> None:
    always, often, *others = LISTS["often"]

    found = only(LIKES, replace(always, meets=True), often, *others)

    assert [one.code for one in found.joined] == ["always"]


@pytest.mark.parametrize("kind", ["one", "many"])
def test_answers_without_an_order_are_not_joined(kind: str) -> None:
    assert only(replace(GOES, kind=kind)).joined == ()


def test_answers_are_drawn_from_the_best_to_the_worst() -> None:
    levels = ("level-4", "level-3", "level-2", "level-1", "level-0", "open")

    assert queries.styles(only(LIKES)) == levels
    assert queries.styles(only(TIRED)) == (*reversed(levels[:-1]), "open")
    assert queries.styles(only(GOES)) == ("other-0", "other-1")


def test_parts_of_a_bar_lie_beside_each_other() -> None:
    item = only(LIKES, *LISTS["often"][:2], OPEN)

    parts = queries.split(item, (30.0, 0.0, 70.0))

    assert parts is not None
    assert [(one.x, one.width, one.style) for one in parts] == [
        ("0.00", "30.00", "level-4"),
        ("30.00", "70.00", "open"),
    ]
    assert queries.split(item, (None, None, None)) is None
