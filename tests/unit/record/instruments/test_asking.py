"""A questionnaire as a form: what is drawn, what is read, what is told."""

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from gaisma.record.instruments import xlsforms
from gaisma.record.instruments.asking import AnswerForm, Question
from gaisma.record.instruments.questionnaire import Questionnaire
from tests.pages import tight
from tests.unit.record.instruments.conftest import written

TODAY = date(2024, 9, 1)
GOOD = {"grade": "5", "travels": "yes", "minutes": "12,5", "likes": "often", "best": "maths art"}


@pytest.fixture(scope="module")
def pupils() -> Questionnaire:
    return xlsforms.questionnaire(written())


def sent(answers: dict[str, str]) -> QueryDict:
    """What a browser sends: each chosen answer by itself."""
    data = QueryDict(mutable=True)
    for name, answer in answers.items():
        data.setlist(f"answer-{name}", answer.split(" ") if name == "best" else [answer])
    return data


def form(pupils: Questionnaire, given: dict[str, str] | None = None, **more: Any) -> AnswerForm:
    data = None if given is None else sent(given)
    return AnswerForm(data, questionnaire=pupils, today=TODAY, **{"language": "lv", **more})


def question(form: AnswerForm, name: str) -> Question:
    (found,) = [one for part in form.parts for one in part.questions if one.name == name]
    return found


def drawn(form: AnswerForm, **given: object) -> str:
    return tight(render_to_string("instruments/questions.html", {"form": form, **given}))


def test_questions_stand_in_their_sections(pupils: Questionnaire) -> None:
    parts = form(pupils).parts

    assert [(part.label, part.is_matrix, len(part.questions)) for part in parts] == [
        ("", False, 1),
        ("Par tevi", False, 3),
        ("Skola", True, 2),
        ("", False, 3),
    ]


def test_questions_speak_the_language(pupils: Questionnaire) -> None:
    asked = form(pupils, language="en")

    assert question(asked, "grade").label == "Which grade are you in?"
    assert [option.label for option in question(asked, "travels").options] == ["yes", "no"]
    assert question(asked, "best").hint == "Vari izvēlēties visu"


def test_answers_are_read_as_they_are_kept(pupils: Questionnaire) -> None:
    asked = form(pupils, {**GOOD, "more": " a\r\nb\x00 "})

    assert asked.is_valid()
    assert asked.cleaned_data["answers"] == {
        "hello": "",
        **GOOD,
        "minutes": "12.5",
        "afraid": "",
        "since": "",
        "more": "a\nb",
    }


def test_what_is_not_asked_does_not_count(pupils: Questionnaire) -> None:
    asked = form(pupils, {**GOOD, "travels": "no"})

    assert asked.is_valid()
    assert "minutes" not in asked.cleaned_data["answers"]


def test_problems_stand_at_their_questions(pupils: Questionnaire) -> None:
    asked = form(pupils, {**GOOD, "grade": "13", "likes": ""})

    assert not asked.is_valid()
    assert question(asked, "grade").wrong == "Klase ir no 1. līdz 12."
    assert [(told.target, told.label) for told in asked.summary] == [
        ("answer-grade", "Kurā klasē mācies?"),
        ("answer-likes.1", "Man patīk skolā"),
    ]


def test_problems_are_told_in_the_language_of_the_questions(pupils: Questionnaire) -> None:
    asked = form(pupils, {**GOOD, "grade": "13", "likes": ""}, language="ru")

    assert question(asked, "likes").wrong == "На этот вопрос нужно ответить."


def test_unfinished_answers_need_not_be_complete(pupils: Questionnaire) -> None:
    assert form(pupils, {"grade": "5"}, is_complete=False).is_valid()
    assert not form(pupils, {"grade": "x"}, is_complete=False).is_valid()


def test_what_was_written_stays(pupils: Questionnaire) -> None:
    page = drawn(form(pupils, {**GOOD, "minutes": "ilgi", "more": "<b>", "since": "2024-08-31"}))

    assert 'value="ilgi"' in page
    assert "&lt;b&gt;</textarea>" in page
    assert 'value="2024-08-31" type="date"' in page
    assert page.count(" checked") == 4


def test_kept_answers_stand_in_their_fields(pupils: Questionnaire) -> None:
    asked = form(pupils, answers={"minutes": "12.5", "best": "art"})

    assert question(asked, "minutes").written == "12,5"
    assert [option.is_chosen for option in question(asked, "best").options] == [False, True]
    assert asked.problems == ()


def test_condition_is_said_in_words(pupils: Questionnaire) -> None:
    asked = form(pupils, language="en")

    assert question(asked, "minutes").condition == (
        "Only if “Do you come by bus?” is answered with “yes”."
    )
    assert asked.parts[2].condition == "Only if it follows from the answers above."
    assert question(asked, "more").condition == ""


def test_conditions_go_to_the_browser_as_trees(pupils: Questionnaire) -> None:
    told = form(pupils).conditions

    assert told["today"] == "2024-09-01"
    assert told["sections"][1]["items"][2] == {
        "id": "answer-minutes",
        "name": "minutes",
        "kind": "decimal",
        "when": ["=", ["answer", "travels"], ["literal", "yes"]],
    }
    assert [section["when"] is None for section in told["sections"]] == [True, True, False, True]


def test_page_holds_every_place_that_the_script_looks_for(pupils: Questionnaire) -> None:
    asked = form(pupils)

    page = drawn(asked)

    for section in asked.conditions["sections"]:
        assert f'data-section="{section["id"]}"' in page
        for item in section["items"]:
            assert f'data-question="{item["id"]}"' in page
    assert '<script id="conditions" type="application/json">' in page


def test_matrix_names_each_line_and_answer(pupils: Questionnaire) -> None:
    page = drawn(form(pupils))

    assert 'role="radiogroup" aria-labelledby="answer-likes.label"' in page
    assert '<label for="answer-likes.1">nekad</label>' in page


def test_summary_is_told_with_ways_to_the_questions(pupils: Questionnaire) -> None:
    page = drawn(form(pupils, {**GOOD, "grade": ""}))

    assert 'role="alert"' in page
    assert '<a href="#answer-grade">Kurā klasē mācies?</a>' in page
    assert 'aria-describedby="answer-grade.wrong" aria-invalid="true"' in page


def test_form_speaks_its_own_language_whatever_the_page_speaks(pupils: Questionnaire) -> None:
    assert "(nav obligāti)" in drawn(form(pupils))
    assert "(optional)" in drawn(form(pupils, language="en"))


def test_screens_are_for_scripts_only(pupils: Questionnaire) -> None:
    asked = form(pupils)

    assert "data-pace" not in drawn(asked)
    page = drawn(asked, paced="section")
    assert 'data-paced="section"' in page
    assert "data-pace hidden" in page


def test_forms_on_one_page_are_told_apart(pupils: Questionnaire) -> None:
    asked = form(pupils, prefix="second")

    assert question(asked, "grade").id == "second-answer-grade"
    assert asked.script_id == "second-conditions"
