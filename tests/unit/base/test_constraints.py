"""What the database refuses is said in a sentence; no name of the program reaches a person."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.db.models import BaseConstraint, Field, Model
from django.utils import translation

from gaisma.base import acting, changes, constraints
from gaisma.base.models import Organisation, SchoolYear, Term
from gaisma.record.programmes.models import Group
from tests import factories

ALL = [pytest.param(*one, id=one[1].name) for one in constraints.of_project()]
LANGUAGES = ("lv", "en", "ru")
PROGRAMMED = re.compile(r"\w+_\w+|“|%\(|[Cc]onstraint|[Ii]erobežojum|[Оо]граничени")


def is_a_sentence(text: str) -> bool:
    """It says what is wrong, a colon, and what would be right."""
    return bool(re.fullmatch(r"[A-ZĀ-ŽА-Я].+: .+\.", text)) and not PROGRAMMED.search(text)


def test_project_has_constraints() -> None:
    assert len(ALL) > 100


@pytest.mark.parametrize(("model", "constraint"), ALL)
def test_constraint_says_its_sentence(model: type[Model], constraint: BaseConstraint) -> None:
    said = []
    for language in LANGUAGES:
        with translation.override(language):
            said.append(str(constraint.get_violation_error_message()))

    assert all(is_a_sentence(text.replace("“", "").replace("form_id", "")) for text in said), said
    assert len(set(said)) == len(LANGUAGES), said


@pytest.mark.parametrize(("model", "constraint"), ALL)
def test_sentence_stands_in_no_migration(model: type[Model], constraint: BaseConstraint) -> None:
    path, _positional, named = constraint.deconstruct()

    assert path.startswith("django.db.models.")
    assert "violation_error_message" not in named


@pytest.mark.parametrize("field", list(constraints.unique_fields()), ids=str)
def test_unique_field_says_a_sentence(field: Field) -> None:
    for language in LANGUAGES:
        with translation.override(language):
            said = field.model().unique_error_message(field.model, [field.name]).messages[0]

            assert is_a_sentence(said)


def test_no_model_keeps_fields_unique_together() -> None:
    assert not [model for model, _one in constraints.of_project() if model._meta.unique_together]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("CHECK constraint failed: term_ends_after_it_starts", "The last day lies before"),
        ("UNIQUE constraint failed: base_term.school_year_id, base_term.number", "has a term"),
        ("UNIQUE constraint failed: index 'user_name_once'", "sign-in name is taken"),
        ("UNIQUE constraint failed: base_schoolyear.name", "There is one with this already"),
        ("FOREIGN KEY constraint failed", "names something that is gone"),
        ("NOT NULL constraint failed: base_term.number", "A value is missing"),
    ],
)
def test_refusal_of_the_database_is_said_in_a_sentence(told: str, said: str) -> None:
    with translation.override("en"):
        sentence = constraints.sentence(IntegrityError(told))

    assert said in sentence
    assert is_a_sentence(sentence)


def test_value_that_is_too_long_is_said_in_a_sentence() -> None:
    assert is_a_sentence(constraints.sentence(DataError("value too long for character varying(3)")))


@pytest.fixture
def group(db: None) -> Group:
    return factories.group(name="1.a")


def test_form_is_told_what_is_wrong(group: Group) -> None:
    with translation.override("lv"), pytest.raises(changes.UnableToRecord) as refused:
        changes.change(group, revision=group.revision, at=group.changed_at, min_size=9, max_size=3)

    assert refused.value.message == (
        "Lielākais skaits ir mazāks par mazāko: palieliniet vienu vai samaziniet otru."
    )


@pytest.mark.django_db
def test_what_the_database_alone_refuses_is_told_too() -> None:
    year = SchoolYear.objects.create(
        name="2031/2032", starts_on=date(2031, 9, 1), ends_on=date(2032, 8, 31)
    )
    term = Term(school_year=year, number=1, from_on=date(2031, 9, 1), to_on=date(2031, 12, 22))
    term.save()
    refused: list[str] = []

    def twice() -> None:
        with transaction.atomic():
            Term.objects.bulk_create(
                [Term(school_year=year, number=1, from_on=term.from_on, to_on=term.to_on)]
            )

    with translation.override("en"):
        acting.attempted(twice, refused=refused.append)

    assert refused == ["The school year has a term with this number already: give another number."]


@pytest.mark.django_db
def test_unique_value_that_is_taken_names_no_model() -> None:
    there = factories.preschool(code="zilite")

    with translation.override("lv"), pytest.raises(ValidationError) as refused:
        Organisation(code=there.code, name="Cita", kind="authority").validate_unique()

    assert refused.value.messages == ["Tāds jau ir: izvēlieties citu vai mainiet esošo."]
