"""Learners taken in from tables: people, enrolments, and the rules between them."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gaisma.base import personal_codes
from gaisma.evidence.lake.models import TableChange
from gaisma.record.people.models import Person, PersonIdentifier
from gaisma.record.programmes.models import Enrolment
from tests import factories
from tests.integration.imports.conftest import HEADERS, Take, places, take_file

ELZA = "L-1,Elza,Kalniņa,2019-03-14,PII-04,Taurenīši,2024/2025,2024-09-01,"
TOMS = "L-2,Toms,Ozols,2019-05-02,PII-04,Taurenīši,2024/2025,2024-09-01,"
WITH_CODE = "person_id,given_name,family_name,personal_code,institution,group,school_year,from"
CODE = "32123456789"

pytestmark = pytest.mark.django_db


def test_learners_are_created_with_people_and_enrolments(take: Take) -> None:
    outcome = take("learners", ELZA, TOMS)

    assert (outcome.status, outcome.created) == ("taken", {"learners": 2}), outcome.problems
    enrolment = Enrolment.objects.get(person__given_name="Elza")
    assert enrolment.group.name == "Taurenīši"
    assert enrolment.programme.code == "01015611"
    assert enrolment.from_on == date(2024, 9, 1)
    assert enrolment.person.born_on == date(2019, 3, 14)
    assert set(PersonIdentifier.objects.values_list("scheme", "value")) == {
        ("table", "L-1"),
        ("table", "L-2"),
    }
    assert Person.objects.values("pseudonym").distinct().count() == 2


def test_learners_taken_twice_change_nothing(take: Take) -> None:
    take("learners", ELZA, TOMS)
    before = TableChange.objects.get(table="enrolments").counter

    outcome = take("learners", ELZA, TOMS)

    assert outcome.unchanged == {"learners": 2}
    assert outcome.created == outcome.changed == {"learners": 0}
    assert set(Enrolment.objects.values_list("revision", flat=True)) == {1}
    assert TableChange.objects.get(table="enrolments").counter == before


def test_special_programme_of_one_learner_stays(take: Take, city: dict[str, Any]) -> None:
    take("learners", ELZA, TOMS)
    special = factories.programme(institution=city["preschool"], code="01015811")
    Enrolment.objects.filter(person__given_name="Elza").update(programme=special)

    again = take("learners", ELZA, TOMS)
    later = take("learners", ELZA.replace("2024-09-01", "2024-09-02"))

    assert again.unchanged == {"learners": 2}
    assert later.changed == {"learners": 1}
    assert Enrolment.objects.get(person__given_name="Elza").programme == special


def test_maximum_below_the_learners_of_a_group_is_noted(take: Take) -> None:
    take("learners", ELZA, TOMS)

    outcome = take("groups", "PII-04,Taurenīši,2024/2025,01015611,,,,1,")

    assert outcome.status == "taken"
    assert [(note.row, note.column, note.value) for note in outcome.notes] == [(2, "max_size", "1")]
    assert outcome.notes[0].message == "The group has 2 learners and its maximum is 1."


def test_learners_follow_their_group_but_those_of_a_special_programme(
    take: Take, city: dict[str, Any]
) -> None:
    take("learners", ELZA, TOMS)
    special = factories.programme(institution=city["preschool"], code="01015811")
    Enrolment.objects.filter(person__given_name="Elza").update(programme=special)
    other = factories.programme(institution=city["preschool"], code="01011111", stage="preschool")

    take("groups", "PII-04,Taurenīši,2024/2025,01011111,,,,,")

    programmes = dict(Enrolment.objects.values_list("person__given_name", "programme"))
    assert programmes == {"Elza": special.pk, "Toms": other.pk}


def test_changed_name_and_leaving_change_one_learner(take: Take) -> None:
    take("learners", ELZA, TOMS)

    outcome = take("learners", ELZA.replace("Kalniņa", "Kalniņa-Bērza") + "2024-12-20", TOMS)

    assert (outcome.changed, outcome.unchanged) == ({"learners": 1}, {"learners": 1})
    enrolment = Enrolment.objects.get(person__family_name="Kalniņa-Bērza")
    assert (enrolment.to_on, enrolment.revision) == (date(2024, 12, 20), 2)


def test_absent_column_leaves_what_is_stored_alone(take: Take) -> None:
    take("learners", ELZA + "2025-01-31")

    header = "person_id,given_name,family_name,institution,group,school_year,from"
    line = "L-1,Elza,Kalniņa,PII-04,Taurenīši,2024/2025,2024-09-01"
    outcome = take("learners", line, header=header)

    assert outcome.unchanged == {"learners": 1}
    assert Enrolment.objects.get().to_on == date(2025, 1, 31)


def test_empty_cell_of_a_present_column_clears_what_is_stored(take: Take) -> None:
    take("learners", ELZA + "2025-01-31")

    outcome = take("learners", ELZA.replace("2019-03-14", ""))

    assert outcome.changed == {"learners": 1}
    assert Enrolment.objects.get().to_on is None
    assert Person.objects.get().born_on is None


def test_learner_of_two_groups_is_one_person(take: Take, city: dict[str, Any]) -> None:
    club = factories.programme(institution=city["preschool"], stage="interest")
    factories.group(programme=club, name="Dejas", school_year=city["bees"].school_year)

    outcome = take("learners", ELZA, ELZA.replace("Taurenīši", "Dejas"))

    assert outcome.created == {"learners": 2}, outcome.problems
    assert Person.objects.count() == 1


def test_dry_run_gives_the_status_and_takes_nothing(take: Take) -> None:
    outcome = take("learners", ELZA, dry_run=True)

    assert (outcome.id, outcome.status) == (None, "taken")
    assert outcome.created == {"learners": 1}
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("old", "new", "column", "part"),
    [
        ("PII-04", "PII-40", "institution", "Zīlīte"),
        ("Taurenīši", "Taureniši", "group", "Taurenīši"),
        ("2024/2025", "2024", "school_year", "2024/2025"),
        ("2024/2025", "2025/2026", "group", "school year"),
        ("2019-03-14", "2019-02-30", "born_on", "not a date"),
        ("2024-09-01,", ",", "from", "empty"),
        ("2024-09-01,", "2024-09-01,2024-08-01", "to", "comes before"),
        ("Elza", "E" * 121, "given_name", "120"),
    ],
)
def test_bad_cell_is_named_and_nothing_is_taken(
    take: Take, old: str, new: str, column: str, part: str
) -> None:
    outcome = take("learners", TOMS, ELZA.replace(old, new, 1))

    assert outcome.status == "refused"
    assert places(outcome) == [(3, column)]
    assert part in outcome.problems[0].message
    assert not Person.objects.exists()


def test_same_learner_twice_in_a_group_is_refused(take: Take) -> None:
    outcome = take("learners", ELZA, TOMS, ELZA)

    assert places(outcome) == [(4, "group")]
    assert "row 2" in outcome.problems[0].message


def test_rows_that_contradict_about_a_person_are_refused(take: Take) -> None:
    other = ELZA.replace("Elza", "Ilze").replace("Taurenīši", "Bitītes")

    outcome = take("learners", ELZA, other)

    assert places(outcome) == [(3, "given_name")]


def test_overlapping_enrolments_of_a_file_are_refused(take: Take) -> None:
    outcome = take("learners", ELZA, ELZA.replace("Taurenīši", "Bitītes"))

    assert places(outcome) == [(3, "from")]
    assert "row 2" in outcome.problems[0].message
    assert "Taurenīši" in outcome.problems[0].message


def test_enrolment_overlapping_a_stored_one_is_refused(take: Take) -> None:
    take("learners", ELZA)

    outcome = take("learners", ELZA.replace("Taurenīši", "Bitītes"))

    assert places(outcome) == [(2, "from")]
    assert "stored" in outcome.problems[0].message


def test_enrolments_one_after_the_other_are_taken(take: Take) -> None:
    take("learners", ELZA)

    later = ELZA.replace("Taurenīši", "Bitītes").replace("2024-09-01", "2025-01-02")
    outcome = take("learners", ELZA + "2025-01-01", later)

    assert (outcome.changed, outcome.created) == ({"learners": 1}, {"learners": 1})


def test_open_enrolment_of_the_year_before_does_not_overlap(
    take: Take, city: dict[str, Any]
) -> None:
    factories.group(name="Kāpuriņi", programme=city["programme"])
    take("learners", "L-1,Elza,Kalniņa,2019-03-14,PII-04,Kāpuriņi,2023/2024,2023-09-01,")

    outcome = take("learners", ELZA)

    assert outcome.created == {"learners": 1}, outcome.problems


@pytest.mark.parametrize("stage", ["interest", "adult", "professional_orientation"])
def test_enrolments_of_other_stages_may_overlap(
    take: Take, city: dict[str, Any], stage: str
) -> None:
    programme = factories.programme(institution=city["preschool"], stage=stage)
    year = city["bees"].school_year
    for name in ("Dejas", "Dambrete"):
        factories.group(programme=programme, name=name, school_year=year)

    rows = [ELZA, ELZA.replace("Taurenīši", "Dejas"), ELZA.replace("Taurenīši", "Dambrete")]
    outcome = take("learners", *rows)

    assert outcome.created == {"learners": 3}, outcome.problems


def test_group_above_its_maximum_is_noted(take: Take, city: dict[str, Any]) -> None:
    city["butterflies"].max_size = 1
    city["butterflies"].save()

    outcome = take("learners", ELZA, TOMS)

    assert outcome.status == "taken"
    assert [note.message for note in outcome.notes] == [
        "The group has 2 learners and its maximum is 1."
    ]


def test_personal_code_is_stored_encrypted_and_found_again(take: Take) -> None:
    line = f"L-1,Elza,Kalniņa,{CODE[:6]}-{CODE[6:]},PII-04,Taurenīši,2024/2025,2024-09-01"
    take("learners", line, header=WITH_CODE)

    outcome = take("learners", line, header=WITH_CODE)

    person = Person.objects.get()
    assert outcome.unchanged == {"learners": 1}
    assert person.personal_code_hash == personal_codes.keyed_hash(CODE)
    assert personal_codes.decrypted(person.personal_code_encrypted) == CODE


def test_personal_code_of_another_person_is_noted_and_not_merged(take: Take) -> None:
    elza = f"L-1,Elza,Kalniņa,{CODE},PII-04,Taurenīši,2024/2025,2024-09-01"
    take("learners", elza, header=WITH_CODE)

    again = elza.replace("L-1", "L-9")
    outcome = take("learners", again, header=WITH_CODE)

    assert outcome.created == {"learners": 1}
    assert "L-1 has the same personal code" in outcome.notes[0].message
    assert Person.objects.filter(personal_code_hash__isnull=True).count() == 1
    assert take("learners", again, header=WITH_CODE).unchanged == {"learners": 1}


@pytest.mark.parametrize(
    ("code", "part"),
    [
        ("40003032949", "date"),
        ("010190-1000", "eleven digits"),
        ("010190-10002", "last digit"),
        ("310224-20001", "date that does not exist"),
    ],
)
def test_wrong_personal_code_is_refused(take: Take, code: str, part: str) -> None:
    line = f"L-1,Elza,Kalniņa,{code},PII-04,Taurenīši,2024/2025,2024-09-01"

    outcome = take("learners", line, header=WITH_CODE)

    assert places(outcome) == [(2, "personal_code")]
    assert part in outcome.problems[0].message


def test_person_of_the_same_name_and_birth_is_proposed_and_not_merged(take: Take) -> None:
    take("learners", ELZA)

    twin = ELZA.replace("L-1", "L-9").replace("Taurenīši", "Bitītes")
    outcome = take("learners", twin)

    assert outcome.created == {"learners": 1}
    assert "L-1 has the same name and date of birth" in outcome.notes[0].message
    assert Person.objects.count() == 2


def test_person_by_our_own_identifier_is_the_same_person(take: Take) -> None:
    person = factories.person(given_name="Elza", family_name="Kalniņa")

    outcome = take("learners", ELZA.replace("L-1", f"gaisma:{person.pk}"))

    assert outcome.created == {"learners": 1}
    assert Enrolment.objects.get().person == person


def test_unknown_own_identifier_is_refused(take: Take) -> None:
    outcome = take("learners", ELZA.replace("L-1", "gaisma:999999"))

    assert places(outcome) == [(2, "person_id")]


def test_no_more_than_a_thousand_problems_are_listed(take: Take) -> None:
    bad = [ELZA.replace("L-1", f"L-{n}").replace("2019-03-14", "x") for n in range(1_500)]

    outcome = take("learners", *bad)

    assert len(outcome.problems) == 1_000
    assert outcome.problems_total == 1_500
    assert outcome.problems[0].row == 2


CELL = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["PII-04", "Taurenīši", "2024/2025", "2024-09-01", "gaisma:1", "L-1", "|"]),
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=st.lists(st.lists(CELL, min_size=9, max_size=9), min_size=1, max_size=4))
def test_random_cells_never_raise(tmp_path: Path, city: object, rows: list[list[str]]) -> None:
    path = tmp_path / "random.csv"
    with path.open("w", encoding="utf-8", errors="replace", newline="") as stream:
        csv.writer(stream).writerows([HEADERS["learners"].split(","), *rows])

    outcome = take_file(path, "learners", dry_run=True)

    assert outcome.status in {"taken", "refused"}
    assert bool(outcome.problems) is (outcome.status == "refused")
