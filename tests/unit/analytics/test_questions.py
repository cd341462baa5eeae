from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from gaisma.analytics.indicators import Chapter, Indicator, Unit, change_of, distinct, indicator
from gaisma.analytics.questions import Node, Question, UnableToAsk, asked

AS_OF = date(2024, 8, 20)


@indicator(
    "learners.count",
    title="Learners",
    description="People enrolled.",
    unit=Unit.COUNT,
    chapter=Chapter("programmes", title="Learners"),
    noun="learner",
    noun_where={"stage=preschool": "child", "grade": "pupil"},
    measure=distinct("person"),
    by=("institution", "institution_kind", "grade", "home_municipality"),
    filters=("founder",),
    defaults={"institution_kind": ("preschool",)},
)
def learners(lake: Any, when: Any) -> Any:
    return lake.enrolments


change = change_of(learners, "learners.change", title="Change", description="Change.")


def subtree(text: str) -> Node:
    if text == "Upes vidusskola":
        return Node("VS-02", (7, 8))
    raise UnableToAsk("institution", text, ["Upes vidusskola"])


def ask(filters: Mapping[str, str], *by: str, indicator: Indicator = learners) -> Question:
    return asked(indicator, filters=filters, by=by, as_of=AS_OF, subtree=subtree)


def test_asked_turns_words_into_codes() -> None:
    question = ask({"institution_kind": "General school", "founder": "pašvaldība"})

    assert question.filters == {"institution_kind": "general_school", "founder": "municipality"}
    assert question.selection["institution_kind"] == (
        "basic_school",
        "secondary_school",
        "gymnasium",
    )


def test_asked_alternatives_are_joined() -> None:
    question = ask({"institution_kind": "preschool| general school|gymnasium"})

    assert question.filters["institution_kind"] == "preschool|general_school|gymnasium"
    assert question.selection["institution_kind"] == (
        "preschool",
        "basic_school",
        "secondary_school",
        "gymnasium",
    )


def test_asked_institution_stands_for_its_subtree() -> None:
    question = ask({"institution": "Upes vidusskola"})

    assert question.filters == {"institution": "VS-02"}
    assert question.selection["institution"] == (7, 8)


def test_asked_number_and_free_text_stay() -> None:
    question = ask({"grade": "10", "home_municipality": "Paraugpils"})

    assert question.selection["grade"] == (10,)
    assert question.selection["home_municipality"] == ("Paraugpils",)


def test_asked_default_holds_until_the_dimension_is_asked_for() -> None:
    assert ask({}).selection["institution_kind"] == ("preschool",)
    assert ask({"institution_kind": "gymnasium"}).selection["institution_kind"] == ("gymnasium",)


def test_asked_moment_is_the_first_of_september() -> None:
    question = ask({"school_year": "2024/2025"})

    assert question.moment.day == date(2024, 9, 1)
    assert question.moment.as_of == AS_OF


def test_asked_without_school_year_is_the_state_on_the_day() -> None:
    assert ask({}).moment.day == AS_OF


def test_asked_change_compares_with_the_year_before() -> None:
    question = ask({"school_year": "2024/2025"}, indicator=change)

    assert question.compared_with == "2023/2024"


def test_asked_change_compares_with_the_year_that_is_named() -> None:
    words = {"school_year": "2024/2025", "compared_with": "2020/2021"}

    assert ask(words, indicator=change).compared_with == "2020/2021"


def test_asked_count_compares_only_when_told() -> None:
    words = {"school_year": "2024/2025"}

    assert ask(words).compared_with is None
    assert ask(words | {"compared_with": "2023/2024"}).compared_with == "2023/2024"


def test_asked_year_before_is_a_question_of_its_own() -> None:
    words = {"school_year": "2024/2025", "grade": "1"}
    followed = {"school_year": "2023/2024", "grade": "1", "followed_to": "2024/2025"}

    assert ask(words | {"compared_with": "2023/2024"}).before == ask(followed)
    assert ask(words).before is None


@pytest.mark.parametrize(
    ("filters", "what", "word", "choice"),
    [
        ({"colour": "red"}, "filter", "colour", "institution_kind"),
        ({"institution_kind": "castle"}, "institution_kind", "castle", "gymnasium"),
        ({"institution": "Kalna skola"}, "institution", "Kalna skola", "Upes vidusskola"),
        ({"grade": "tenth"}, "grade", "tenth", "1"),
        ({"school_year": "2024"}, "school year", "2024", "2024/2025"),
        ({"school_year": "2024/2026"}, "school year", "2024/2026", "2024/2025"),
        ({"followed_to": "2024/2025"}, "parameter", "followed_to", "school_year"),
        (
            {"school_year": "2024/2025", "followed_to": "2023/2024"},
            "followed to",
            "2023/2024",
            "2025/2026",
        ),
    ],
)
def test_asked_unknown_word_is_refused_with_the_known_ones(
    filters: dict[str, str], what: str, word: str, choice: str
) -> None:
    with pytest.raises(UnableToAsk) as refused:
        ask(filters)

    assert (refused.value.what, refused.value.word) == (what, word)
    assert choice in refused.value.choices


def test_asked_breakdown_by_a_filter_only_is_refused() -> None:
    with pytest.raises(UnableToAsk) as refused:
        ask({}, "founder")

    assert refused.value.what == "breakdown"
    assert "founder" not in refused.value.choices


def test_asked_change_without_school_year_is_refused() -> None:
    with pytest.raises(UnableToAsk, match="school_year"):
        ask({}, indicator=change)


def test_asked_twice_is_the_same_question() -> None:
    first, second = (ask({"grade": "1", "school_year": "2024/2025"}) for _ in range(2))

    assert first == second
    assert hash(first) == hash(second)
    assert ask({"grade": "2", "school_year": "2024/2025"}) != first
