from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gaisma.quality.observations import criteria, facts
from gaisma.quality.observations.models import Observation
from gaisma.record.instruments.models import Version
from gaisma.record.instruments.questionnaire import Choice, Item, Questionnaire, Section
from tests import factories
from tests.moments import NOW

pytestmark = pytest.mark.django_db

LEVELS = (
    Choice("no", {"lv": "nav"}, value=Decimal(0)),
    Choice("yes", {"lv": "ir"}, value=Decimal(1), meets=True),
    Choice("cannot", {"lv": "nevar spriest"}, is_open=True),
)
FORMS = (Choice("pair", {"lv": "pāri"}), Choice("group", {"lv": "grupas"}))
ITEMS = (
    Item("clear", "scale", {"lv": "Skaidri mērķi", "en": "clear aims"}, choices="levels"),
    Item("form", "many", {"lv": "Forma", "en": "form"}, choices="forms"),
    Item("minutes", "number", {"lv": "Minūtes", "en": "minutes"}),
    Item("remark", "text", {"lv": "Piezīme", "en": "remark"}),
)


def asked(*items: Item) -> Questionnaire:
    lists = {"levels": LEVELS, "forms": FORMS}
    return factories.asked(key="sheet", sections=(Section(items),), lists=lists)


def held(answers: dict[str, str], **given: Any) -> Observation:
    if "version" not in given:
        given["version"] = factories.version(asked(*ITEMS))
    found = factories.observation(**{"held_on": date(2024, 4, 16), **given})
    factories.sheet(observation=found, answers=answers, submitted_at=NOW)
    return found


def told(*columns: str) -> list[tuple[Any, ...]]:
    return facts.answers().select(*columns).rows()


def test_observation_has_its_place_lesson_and_time() -> None:
    factories.school_year("2023/2024")
    school = factories.institution(kind="basic_school")
    subject = factories.subject(code="MAT")
    one = factories.observation(
        institution=school, held_on=date(2023, 9, 1), grade=7, subject=subject, language="ru"
    )
    factories.observation(institution=school)

    (row,) = facts.observations().to_dicts()

    expected = {
        "unit": school.pk,
        "institution_kind": "basic_school",
        "observation": one.pk,
        "observer": "internal",
        "teacher": one.teacher.pseudonym,
        "stage": "school",
        "grade": 7,
        "subject": "MAT",
        "language": "ru",
        "school_year": "2023/2024",
        "held_on": date(2023, 9, 1),
    }
    assert {name: row[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("day", "term", "year"),
    [
        (date(2023, 9, 1), 1, "2023/2024"),
        (date(2023, 12, 31), 1, "2023/2024"),
        (date(2024, 1, 8), 2, "2023/2024"),
        (date(2024, 8, 31), 2, "2023/2024"),
        (date(2024, 9, 1), None, "2024/2025"),
    ],
)
def test_days_after_a_term_belong_to_it_until_the_next_begins(
    day: date, term: int | None, year: str
) -> None:
    known = factories.school_year("2023/2024")
    known.terms.all().delete()
    known.terms.create(number=1, from_on=date(2023, 9, 1), to_on=date(2023, 12, 22))
    known.terms.create(number=2, from_on=date(2024, 1, 8), to_on=date(2024, 5, 31))
    factories.observation(held_on=day)

    assert facts.observations().select("term", "school_year").rows() == [(term, year)]


@pytest.mark.parametrize(
    ("kind", "stage"),
    [
        ("preschool", "preschool"),
        ("sports_school", "professional_orientation"),
        ("gymnasium", None),
    ],
)
def test_stage_is_told_by_the_kind_where_nothing_else_does(kind: str, stage: str | None) -> None:
    factories.observation(institution=factories.institution(kind=kind), held_on=date(2024, 4, 16))

    assert facts.observations()["stage"].to_list() == [stage]


def test_answers_are_judged_met_and_counted() -> None:
    held({"clear": "yes", "form": "pair group", "minutes": "12", "remark": "Anna"})

    assert told("criterion", "answer", "judged", "meets", "value") == [
        ("clear aims", "yes", True, True, Decimal("1.000")),
        ("form", "group", False, False, None),
        ("form", "pair", False, False, None),
        ("minutes", "12", False, False, Decimal("12.000")),
    ]


@pytest.mark.parametrize(
    ("answer", "judged", "meets"), [("no", True, False), ("cannot", False, False)]
)
def test_answer_that_judges_nothing_is_not_judged(
    answer: str, *, judged: bool, meets: bool
) -> None:
    held({"clear": answer})

    assert told("judged", "meets") == [(judged, meets)]


def test_only_the_current_sheet_of_the_lead_counts() -> None:
    one = held({"clear": "yes"}, signed_at=NOW)
    factories.sheet(observation=one, answers={"clear": "no"}, submitted_at=NOW, is_lead=False)
    first = one.sheets.get(is_lead=True)
    factories.sheet(
        observation=one,
        observer=first.observer,
        answers={"clear": "cannot"},
        submitted_at=NOW,
        corrects=first,
        reason="Kļūda",
    )

    assert told("answer") == [("cannot",)]


def test_sheet_that_is_not_submitted_does_not_count() -> None:
    one = factories.observation(held_on=date(2024, 4, 16), version=factories.version(asked(*ITEMS)))
    factories.sheet(observation=one, answers={"clear": "yes"})

    assert told("answer") == []


def test_item_that_stays_comparable_keeps_its_name() -> None:
    first = factories.version(asked(*ITEMS))
    reworded = replace(ITEMS[0], name="aims", label={"lv": "Mērķi", "en": "aims"}, same_as="clear")
    other = replace(ITEMS[1], name="ways", label={"lv": "Veidi", "en": "ways"})
    second = factories.version(asked(reworded, other), instrument=first.instrument, number=2)
    third = factories.version(
        asked(replace(reworded, name="goals", label={"lv": "Nolūki"}, same_as="aims")),
        instrument=first.instrument,
        number=3,
    )
    held({"aims": "yes", "ways": "pair"}, version=second)
    held({"goals": "no"}, version=third)

    assert sorted(told("criterion", "answer")) == [
        ("clear aims", "no"),
        ("clear aims", "yes"),
        ("ways", "pair"),
    ]


def test_no_observation_makes_no_rows() -> None:
    assert facts.observations().is_empty()
    assert facts.answers().is_empty()


def test_criteria_have_titles_in_the_order_in_which_they_are_asked() -> None:
    factories.version(asked(*ITEMS))
    factories.version(
        replace(asked(replace(ITEMS[0], label={"lv": "Jauns", "en": "new"})), key="draft"),
        in_use_from=None,
    )

    assert criteria.titles("lv") == {"clear aims": "Skaidri mērķi", "form": "Forma"}
    assert Version.objects.count() == 2
