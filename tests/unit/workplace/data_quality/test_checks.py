"""Each check finds what it is for, and passes over what is right."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from gaisma.record.programmes.models import Group
from gaisma.workplace.data_quality import queries
from tests import factories
from tests.moments import NOW, TODAY
from tests.unit.workplace.data_quality.conftest import YEAR, subjects, told

pytestmark = pytest.mark.django_db
BORN = date(2015, 3, 4)
STARTS = date(2024, 9, 1)


def person(given, family, born_on=BORN):
    return factories.person(given_name=given, family_name=family, born_on=born_on)


def group(stage="school", **fields):
    programme = factories.programme(stage=stage)
    given = {"programme": programme, "school_year": factories.school_year(YEAR), **fields}
    return factories.group(**given)


def placed(who, where, **fields):
    return factories.enrolment(person=who, group=where, **{"from_on": STARTS, **fields})


@pytest.mark.parametrize(
    ("first", "second", "check"),
    [
        (("Elza", "Ozola"), ("Elza", "Ozola"), "duplicates"),
        (("Elza", "Ozola"), ("ELZA", "ozola"), "duplicates"),
        (("Anna Marija", "Bērziņa"), ("Anna-Marija", "Berzina"), "duplicates"),
        (("Elza", "Ozoliņa"), ("Elza", "Ozoliņš"), "similar-names"),
        (("Elīza", "Ozola"), ("Elīna", "Ozola"), "similar-names"),
        (("Ozola", "Elza"), ("Elza", "Ozola"), "similar-names"),
    ],
)
def test_two_of_one_birth_date_and_like_names_are_found(round_, first, second, check):
    one, other = person(*first), person(*second)

    assert subjects(check, round_) == {f"person:{one.pk}:{other.pk}"}


@pytest.mark.parametrize("check", ["duplicates", "similar-names", "same-name"])
@pytest.mark.parametrize(
    ("second", "born_on"),
    [
        (("Elza", "Ozola"), date(2015, 3, 5)),
        (("Anna", "Ozola"), BORN),
        (("Elza", "Kalniņa"), BORN),
        (("Jānis", "Liepa"), BORN),
    ],
)
def test_others_are_not_found(round_, check, second, born_on):
    person("Elza", "Ozola")
    person(*second, born_on=born_on)

    assert subjects(check, round_) == set()


def test_duplicates_of_three_are_three_pairs(round_):
    for _ in range(3):
        person("Elza", "Ozola")

    assert len(subjects("duplicates", round_)) == 3
    assert "Ozola, Elza and Ozola, Elza, 4 March 2015" in told("duplicates", round_)[0]


@pytest.mark.parametrize("born_on", [None, BORN])
def test_one_name_without_a_birth_date_is_found_once(round_, born_on):
    one = person("Elza", "Ozola", born_on=born_on)
    other = person("Elza", "Ozola", born_on=None)
    pair = f"person:{one.pk}:{other.pk}" if born_on is None else f"person:{other.pk}:{one.pk}"

    assert subjects("same-name", round_) == {pair}


@pytest.mark.parametrize(
    ("born_on", "is_found"),
    [
        (TODAY, False),
        (TODAY + timedelta(days=1), True),
        (date(1914, 1, 1), False),
        (date(1913, 12, 31), True),
    ],
)
def test_birth_dates_that_cannot_be_are_found(round_, born_on, is_found):
    who = person("Elza", "Ozola", born_on=born_on)

    assert subjects("birth-dates", round_) == ({f"person:{who.pk}"} if is_found else set())


def test_birth_after_learning_began_is_found(round_):
    who = person("Elza", "Ozola", born_on=date(2024, 1, 1))
    early = factories.group(school_year=factories.school_year("2023/2024"))
    placed(who, early, from_on=date(2023, 9, 1))

    assert subjects("birth-dates", round_) == {f"person:{who.pk}"}


@pytest.mark.parametrize(("born_on", "is_found"), [("2008-09-02", True), ("2007-09-01", False)])
def test_staff_too_young_are_found(round_, born_on, is_found):
    who = person("Elza", "Ozola", born_on=date.fromisoformat(born_on))
    factories.employment(person=who, from_on=date(2023, 9, 1))

    assert bool(subjects("birth-dates", round_)) == is_found


@pytest.mark.parametrize(
    ("code", "born_on", "says"),
    [
        ("16117519997", date(1975, 11, 16), ""),
        ("16117519997", date(1975, 11, 17), "birth date in the personal code"),
        ("16117519998", date(1975, 11, 16), "not written right"),
        ("32000000001", date(1975, 11, 16), ""),
        ("16117519997", None, ""),
    ],
)
def test_personal_codes_that_contradict_are_found(round_, code, born_on, says):
    factories.person(personal_code=code, born_on=born_on)

    said = told("personal-codes", round_)

    assert bool(said) == bool(says)
    assert all(says in sentence for sentence in said)


def test_learner_of_last_year_without_a_new_place_is_found(round_):
    lost, gone, stays = person("A", "A"), person("B", "B"), person("C", "C")
    before = factories.group(name="1.a", school_year=factories.school_year("2023/2024"))
    for who, why in ((lost, ""), (gone, "completed"), (stays, "")):
        placed(who, before, from_on=date(2023, 9, 1), leaving_reason=why)
    placed(stays, group())

    assert subjects("without-group", round_) == {f"person:{lost.pk}"}
    assert told("without-group", round_) == ["was in 1.a; no reason of leaving, no new place"]


def test_learner_with_a_place_later_in_the_year_has_a_group(round_):
    late = person("A", "A")
    before = factories.group(school_year=factories.school_year("2023/2024"))
    placed(late, before, from_on=date(2023, 9, 1))
    placed(late, group(), from_on=date(2024, 10, 1))

    assert subjects("without-group", round_) == set()


def test_learner_in_two_full_time_groups_is_found(round_):
    both, moved, hobby = person("A", "A"), person("B", "B"), person("C", "C")
    first, second = group(name="1.a"), group(name="1.b")
    placed(both, first)
    placed(both, second)
    placed(moved, first, to_on=STARTS)
    placed(moved, second, from_on=date(2024, 9, 2))
    placed(hobby, first)
    placed(hobby, group(stage="interest"))

    assert subjects("two-groups", round_) == {f"person:{both.pk}"}
    assert "in 1.a, 1.b at once" in told("two-groups", round_)


@pytest.mark.parametrize(
    ("stage", "grade", "born", "is_found"),
    [
        ("school", 1, 2019, True),
        ("school", 1, 2018, False),
        ("school", 1, 2017, False),
        ("school", 1, 2014, False),
        ("school", 1, 2013, True),
        ("school", None, 1990, False),
        ("preschool", None, 2024, True),
        ("preschool", None, 2023, False),
        ("preschool", None, 2017, False),
        ("preschool", None, 2016, True),
    ],
)
def test_ages_far_from_the_usual_are_found(round_, stage, grade, born, is_found):
    placed(person("A", "A", born_on=date(born, 5, 5)), group(stage=stage, grade=grade))

    assert bool(subjects("ages", round_)) == is_found


def test_age_of_an_extramural_learner_is_nothing_unusual(round_):
    programme = factories.programme(form_of_study="extramural")
    evening = group(programme=programme, grade=10)
    placed(person("A", "A", born_on=date(1980, 1, 1)), evening)

    assert subjects("ages", round_) == set()


@pytest.mark.parametrize(
    ("least", "most", "says"),
    [
        (None, None, []),
        (2, 2, []),
        (3, 5, ["2 learners, the minimum is 3"]),
        (None, 1, ["2 learners, the maximum is 1"]),
    ],
)
def test_groups_beyond_their_limits_are_found(round_, least, most, says):
    small = group(min_size=least, max_size=most)
    for name in "AB":
        placed(person(name, name), small)

    assert told("sizes", round_) == says


def test_group_of_which_only_the_total_is_kept_is_not_measured(round_):
    placed(person("A", "A"), group())
    Group.objects.update(min_size=5, learners_total=9)

    assert subjects("sizes", round_) == set()


@pytest.mark.parametrize(("load", "is_found"), [("0", True), ("0.1", False)])
def test_staff_without_load_are_found(round_, load, is_found):
    factories.employment(load=Decimal(load))

    assert bool(subjects("without-load", round_)) == is_found


def test_staff_with_a_load_in_another_post_there_are_not_found(round_):
    post = factories.employment(load=Decimal(0))
    given = {"person": post.person, "institution": post.institution}
    factories.employment(role="deputy_head", load=Decimal(1), **given)

    assert subjects("without-load", round_) == set()


@pytest.mark.parametrize(("changed", "is_found"), [((2024, 2, 19), True), ((2024, 2, 20), False)])
def test_registers_that_nobody_keeps_are_found(round_, changed, is_found):
    old = group()
    moment = datetime(*changed, 9, tzinfo=UTC)
    Group.objects.update(changed_at=moment)

    found = {f"organisation:{old.institution_id}"} if is_found else set()
    assert subjects("stale", round_) == found


@pytest.mark.parametrize(
    ("ends", "later", "says"),
    [
        (date(2024, 8, 19), False, ["V-1 ended on 19 August 2024"]),
        (TODAY, False, []),
        (None, False, []),
        (date(2024, 8, 19), True, []),
    ],
)
def test_licences_that_have_ended_are_found(round_, ends, later, says):
    licence = factories.licence(number="V-1", to_on=ends)
    if later:
        factories.licence(institution=licence.institution, from_on=date(2024, 8, 20))

    assert told("licences", round_) == says


def test_programme_in_use_whose_licence_has_ended_is_found(round_):
    used = group().programme
    idle = factories.programme(institution=used.institution)
    for programme in (used, idle):
        programme.licensed_until = date(2024, 1, 1)
        programme.save()

    assert subjects("licences", round_) == {f"programme:{used.pk}"}


def test_closed_institution_has_no_licences_to_mend(round_):
    closed = factories.institution(closed_on=date(2024, 1, 1))
    factories.licence(institution=closed, to_on=date(2023, 12, 31))

    assert subjects("licences", round_) == set()


def test_every_check_gives_the_same_columns_and_asks_little(round_, django_assert_max_num_queries):
    from gaisma.workplace.data_quality.checks import FOUND

    with django_assert_max_num_queries(25):
        frames = [check.find(round_) for check in queries.known()]

    assert all(set(FOUND) <= set(frame.columns) for frame in frames)
    assert NOW.date() == round_.as_of
