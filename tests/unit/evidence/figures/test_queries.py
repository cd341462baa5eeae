from datetime import date
from pathlib import Path

import pytest
from django.utils import translation

from gaisma.analytics.calculation import Figure
from gaisma.base.models import Organisation
from gaisma.base.registry import gathered
from gaisma.evidence.figures import asking, queries
from gaisma.evidence.figures.evidence import Evidence
from gaisma.evidence.figures.queries import UnableToAnswer
from gaisma.evidence.lake import actions
from tests import factories
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db
YEAR = {"school_year": "2024/2025"}


@pytest.fixture(autouse=True)
def city(tmp_path: Path, settings: object) -> None:
    """A youth centre with a club, and a school that took another over."""
    settings.GAISMA_HOME = tmp_path  # type: ignore[attr-defined]
    centre = factories.institution(code="BJC", name="Bērnu centrs", kind="interest_institution")
    club = factories.institution(
        code="K1", name="Klubs", kind="neighbourhood_club", parent=centre, aliases=["Pirmais"]
    )
    old = factories.institution(code="P6", kind="basic_school", closed_on=date(2024, 8, 31))
    new = factories.institution(code="VS", name="Tirgus vidusskola")
    factories.succession(institution=old, successor=new, on=date(2024, 8, 31))
    person = factories.person()
    employed(person, centre, role="interest_education_teacher")
    employed(person, new, role="music_teacher")
    employed(factories.person(), club, role="head")
    enrolled(old, "2023/2024", 3)
    enrolled(new, "2023/2024", 5)
    enrolled(new, "2024/2025", 7)
    refresh()


def employed(person: object, institution: Organisation, role: str) -> None:
    factories.employment(
        person=person, institution=institution, role=role, from_on=date(2020, 9, 1)
    )


def enrolled(institution: Organisation, school_year: str, heads: int) -> None:
    year = factories.school_year(school_year)
    programme = factories.programme(institution=institution, stage="school")
    group = factories.group(institution=institution, school_year=year, programme=programme)
    for _ in range(heads):
        factories.enrolment(
            group=group, programme=programme, from_on=year.starts_on, registered_on=None
        )


def refresh() -> int:
    actions.touch("organisations", "people", "employments", "enrolments", "groups", "programmes")
    version = actions.refresh(reason="test", at=NOW)
    assert version is not None
    return version.number


def value(indicator: str, version: int | None = None, **filters: str) -> object:
    (figure,) = queries.answer(indicator, filters=YEAR | filters, as_of=TODAY, lake_version=version)
    return figure.value


def test_answer_institution_includes_its_units() -> None:
    assert value("staff.count", institution="BJC") == 2
    assert value("staff.count", institution="Klubs") == 1
    assert value("staff.count", institution="pirmais") == 1


def test_answer_breakdown_by_institution_counts_units_at_it() -> None:
    figures = queries.answer("staff.count", filters=YEAR, by=("institution",), as_of=TODAY)

    assert {one.by["institution"]: one.value for one in figures} == {"BJC": 2, "VS": 1}


def test_answer_person_is_counted_once() -> None:
    assert value("staff.count") == 2


def test_answer_at_several_institutions_looks_beyond_the_selection() -> None:
    assert value("teachers.at_several_institutions", institution="VS") == 1


def test_answer_change_counts_the_closed_institution_at_its_successor() -> None:
    figures = queries.answer("learners.change", filters=YEAR, by=("institution",), as_of=TODAY)

    assert [(dict(one.by), one.value, one.compared_value) for one in figures] == [
        ({"institution": "VS"}, -1, 8)
    ]


def test_answer_count_of_the_year_before_stays_where_it_was() -> None:
    last = {"school_year": "2023/2024"}
    figures = queries.answer("learners.count", filters=last, by=("institution",), as_of=TODAY)

    assert {one.by["institution"]: one.value for one in figures} == {"P6": 3, "VS": 5}


def test_answer_units_and_authority_are_no_institutions() -> None:
    assert value("institutions.count") == 2
    assert value("institutions.count", institution_kind="neighbourhood club") == 1


def test_answer_old_version_stays_when_the_record_moves_on() -> None:
    before = queries.answer("learners.count", filters=YEAR, as_of=TODAY)[0]
    enrolled(Organisation.objects.get(code="VS"), "2024/2025", 1)
    refresh()

    assert value("learners.count") == 8
    assert value("learners.count", version=before.lake_version) == before.value == 7


def test_answer_says_from_which_version_and_definition() -> None:
    (figure,) = queries.answer("learners.count", filters=YEAR, as_of=TODAY)

    assert figure.lake_version == 1
    assert figure.definition
    assert figure.filters == YEAR


def test_answer_unknown_indicator_names_the_known_ones() -> None:
    with pytest.raises(UnableToAnswer) as refused:
        queries.answer("pupils.count", filters={}, as_of=TODAY)

    assert "learners.count" in refused.value.choices
    assert "pupils.count" in refused.value.message


def test_unknown_word_is_named_in_the_readers_language() -> None:
    with translation.override("lv"), pytest.raises(UnableToAnswer) as refused:
        queries.answer("learners.count", filters={}, by=("colour",), as_of=TODAY)

    assert refused.value.message.startswith("Dalījums: „colour” nav zināms.")


def test_answer_unknown_institution_names_those_that_sound_like_it() -> None:
    with pytest.raises(UnableToAnswer) as refused:
        value("learners.count", institution="Tirgus vidusskol")

    assert refused.value.choices == ["Tirgus vidusskola"]


def test_rows_behind_a_figure_are_as_many_as_it_counts() -> None:
    from gaisma.evidence.lake import engines
    from gaisma.evidence.lake.queries import version

    question = queries.understood(
        "learners.count", filters=YEAR, as_of=TODAY, version=version(None)
    )
    engine = engines.engine(version(None))

    rows = engine.rows(queries.sql_of(queries.rows_behind(question), engine.dialect))

    assert len(rows) == 7


@pytest.mark.parametrize("code", ["BJC", "VS", "P6", "K1"])
@pytest.mark.parametrize("indicator", ["learners.count", "staff.count"])
def test_institution_has_the_same_figure_in_the_answer_for_all(indicator: str, code: str) -> None:
    chosen = {"institution": code, **YEAR}
    basis = Evidence(as_of=TODAY, school_year="2024/2025", number=None, made_at=None)

    taken = asking.of_institution(indicator, evidence=basis, filters=chosen)
    before = asking.of_institution_before(indicator, evidence=basis, filters=chosen)

    alone = asking.one(indicator, evidence=basis, filters=chosen)
    then = asking.year_before(indicator, chosen)
    earlier = asking.one(indicator, evidence=basis, filters=then)
    assert (taken.value, taken.filters, taken.by) == (alone.value, alone.filters, {})
    assert (before.value, before.filters, before.by) == (earlier.value, earlier.filters, {})
    assert before.filters["followed_to"] == "2024/2025"


@pytest.mark.parametrize("indicator", gathered("INDICATORS").keys)
def test_every_compared_value_is_the_question_of_its_year_followed(indicator: str) -> None:
    known = queries.known_indicator(indicator)
    if "compared_with" not in known.parameters:
        pytest.skip("is not compared")
    for by in ((), ("institution",)):
        compared = {
            figure.by.get("institution"): figure.compared_value
            for figure in answered(indicator, by, **YEAR, compared_with="2023/2024")
        }
        followed = {
            figure.by.get("institution"): figure.value
            for figure in answered(
                indicator.replace(".change", ".count"),
                by,
                school_year="2023/2024",
                followed_to="2024/2025",
            )
        }

        assert {key: value for key, value in compared.items() if value} == {
            key: value for key, value in followed.items() if value
        }


def answered(indicator: str, by: tuple[str, ...], **filters: str) -> list[Figure]:
    return queries.answer(indicator, filters=filters, by=by, as_of=TODAY)
