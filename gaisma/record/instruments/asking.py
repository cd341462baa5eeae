"""A questionnaire as a page asks it: a form whose questions templates draw, read into answers.

`instruments/questions.html` draws it as one long page, which works without scripts: then every
question is shown, with a sentence about those that are asked only sometimes. With scripts what is
not asked is hidden, and `paced` shows one section or one question to a screen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils import translation

from gaisma.record.instruments import answering, conditions
from gaisma.record.instruments.answering import Answers, Problem
from gaisma.record.instruments.expressions import Tree
from gaisma.record.instruments.questionnaire import (
    DECIMAL,
    MANY,
    NUMBER,
    Item,
    Questionnaire,
    Section,
)

WITH_COMMA = ("lv", "ru")
"""Languages that write a comma where a number's fraction begins."""
SPACES = str.maketrans("", "", " \u00a0\u202f")


@dataclass(frozen=True)
class Option:
    """An answer that can be chosen."""

    id: str
    value: str
    label: str
    description: str
    is_chosen: bool
    is_open: bool


@dataclass(frozen=True)
class Question:
    """An item as it is drawn. `id` names its field and its place; `wrong` says what to mend.

    `condition` says when it is asked; `written` is what stands in the field, right or wrong.
    """

    id: str
    name: str
    kind: str
    label: str
    hint: str
    is_required: bool
    condition: str
    written: str
    wrong: str
    options: tuple[Option, ...] = ()

    @property
    def target(self) -> str:
        """The id of what takes the answer first."""
        return self.options[0].id if self.options else self.id

    @property
    def described_by(self) -> str:
        """The ids of what is said about it."""
        said = {"hint": self.hint, "condition": self.condition, "wrong": self.wrong}
        return " ".join(f"{self.id}.{name}" for name, words in said.items() if words)


@dataclass(frozen=True)
class Part:
    """A section as it is drawn. In a matrix all questions offer the same answers."""

    id: str
    label: str
    condition: str
    is_matrix: bool
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Told:
    """A problem as the summary tells it, with the way to its question."""

    target: str
    label: str
    message: str


class AnswerForm(forms.Form):
    """Asks a questionnaire in a language; `answers` are those that are kept already.

    A room derives its form from this one when it asks for more than the answers. A form that is not
    sent `is_complete` may leave required questions open. `cleaned_data["answers"]` holds what
    counts: the answers to items that are asked.
    """

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        questionnaire: Questionnaire,
        language: str,
        today: date,
        answers: Answers | None = None,
        is_complete: bool = True,
        **given: Any,
    ) -> None:
        super().__init__(data, **given)
        self.questionnaire, self.language, self.today = questionnaire, language, today
        self.kept, self.is_complete = answers or {}, is_complete

    def is_valid(self) -> bool:
        """Whether the form's own fields hold and nothing is wrong with the answers."""
        return super().is_valid() and not self.problems

    def clean(self) -> dict[str, Any]:
        counted = answering.counted(self.questionnaire, self.answers, today=self.today)
        return {**self.cleaned_data, "answers": counted}

    @cached_property
    def answers(self) -> dict[str, str]:
        """What was sent, or else what is kept: text by item, as `answering` defines it."""
        if not self.is_bound:
            return dict(self.kept)
        return {item.name: _answer(item, self._sent(item)) for item in self.questionnaire.items}

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the answers that were sent."""
        if not self.is_bound:
            return ()
        with translation.override(self.language):
            found = answering.problems(
                self.questionnaire, self.answers, language=self.language, today=self.today
            )
        return tuple(problem for problem in found if self.is_complete or problem.answer)

    @property
    def summary(self) -> tuple[Told, ...]:
        """The problems with the questions that they belong to, in order."""
        asked = {question.name: question for part in self.parts for question in part.questions}
        found = ((asked[problem.item], problem.message) for problem in self.problems)
        return tuple(Told(question.target, question.label, told) for question, told in found)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The sections with their questions, as templates draw them."""
        with translation.override(self.language):
            return tuple(self._part(number, section) for number, section in self._sections)

    @property
    def _sections(self) -> list[tuple[int, Section]]:
        """The sections by number; one that is still without questions is not shown."""
        numbered = enumerate(self.questionnaire.sections, start=1)
        return [(number, section) for number, section in numbered if section.items]

    @property
    def script_id(self) -> str:
        """The id of what the browser's script reads about conditions."""
        return self.add_prefix("conditions")

    @property
    def conditions(self) -> dict[str, Any]:
        """What decides in the browser which questions are asked, as `asking.js` reads it."""
        return {
            "today": self.today.isoformat(),
            "sections": [
                {"id": self._section_id(number), "when": section.when}
                | {"items": [self._item_as_json(item) for item in section.items]}
                for number, section in self._sections
            ],
        }

    def _item_as_json(self, item: Item) -> dict[str, Any]:
        return {"id": self._id(item), "name": item.name, "kind": item.kind, "when": item.when}

    def _section_id(self, number: int) -> str:
        return self.add_prefix(f"section-{number}")

    def _id(self, item: Item) -> str:
        return self.add_prefix(f"answer-{item.name}")

    def _sent(self, item: Item) -> str:
        values = cast("QueryDict", self.data).getlist(self._id(item))
        return " ".join(values) if item.kind == MANY else (values or [""])[-1]

    def _part(self, number: int, section: Section) -> Part:
        questions = tuple(self._question(item) for item in section.items)
        return Part(
            id=self._section_id(number),
            label=self._text(section.label),
            condition=self._condition(section.when),
            is_matrix=section.is_matrix and all(question.options for question in questions),
            questions=questions,
        )

    def _question(self, item: Item) -> Question:
        wrong = [problem.message for problem in self.problems if problem.item == item.name]
        return Question(
            id=self._id(item),
            name=item.name,
            kind=item.kind,
            label=self._text(item.label),
            hint=self._text(item.hint),
            is_required=item.is_required,
            condition=self._condition(item.when),
            written=self._written(item),
            wrong=wrong[0] if wrong else "",
            options=self._options(item),
        )

    def _options(self, item: Item) -> tuple[Option, ...]:
        given = self.answers.get(item.name, "")
        chosen = given.split() if item.kind == MANY else [given]
        return tuple(
            Option(
                id=f"{self._id(item)}.{number}",
                value=choice.name,
                label=self._text(choice.label) or choice.name,
                description=self._text(choice.description),
                is_chosen=choice.name in chosen,
                is_open=choice.is_open,
            )
            for number, choice in enumerate(self.questionnaire.choices_of(item), start=1)
        )

    def _written(self, item: Item) -> str:
        if self.is_bound:
            return self._sent(item)
        kept = self.kept.get(item.name, "")
        return kept.replace(".", ",") if item.kind == DECIMAL and self._has_comma else kept

    @property
    def _has_comma(self) -> bool:
        return self.language in WITH_COMMA

    def _text(self, texts: Mapping[str, str]) -> str:
        return self.questionnaire.text(texts, self.language)

    def _condition(self, tree: Tree | None) -> str:
        return conditions.said(self.questionnaire, tree, self.language) if tree else ""


def _answer(item: Item, sent: str) -> str:
    """What was sent as an answer is kept: numbers with a point and without spaces."""
    if item.kind in (NUMBER, DECIMAL):
        return sent.translate(SPACES).replace(",", ".").strip()
    return sent.replace("\x00", "").replace("\r\n", "\n").strip()
