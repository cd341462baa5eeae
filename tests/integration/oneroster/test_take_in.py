"""Whole sets into the record: what is created, and that twice changes nothing."""

from datetime import date

import polars as pl
import pytest

from gaisma.base.models import Organisation, SchoolYear, Term
from gaisma.evidence.interop import imports
from gaisma.evidence.interop.models import Import
from gaisma.record.organisations.models import OrganisationIdentifier
from gaisma.record.people.models import Employment, Person, PersonIdentifier
from gaisma.record.programmes.models import Enrolment, Group, Programme, Subject
from tests import factories, oneroster_sets
from tests.moments import NOW

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("version", ["1.1", "1.2"])
SCHEME = "oneroster:e-journal"


@BOTH
def test_bulk_set_creates_institutions_groups_people_and_posts(take_in, version):
    outcome = take_in(oneroster_sets.roster(version, learners=60, year=2023), version=version)

    assert (outcome.status, outcome.problems, outcome.decisions) == ("taken", [], [])
    assert outcome.created == {
        "institutions": 1,
        "programmes": 2,
        "groups": 3,
        "learners": 60,
        "staff": 3,
    }
    assert Enrolment.objects.count() == 60
    assert Person.objects.count() == 63
    assert Import.objects.get().source == SCHEME


@BOTH
def test_same_set_twice_changes_nothing(take_in, version):
    frames = oneroster_sets.roster(version, learners=60, year=2023)
    take_in(frames, version=version)

    outcome = take_in(frames, version=version)

    assert outcome.status == "taken"
    for counts in (outcome.created, outcome.changed, outcome.ended):
        assert set(counts.values()) == {0}
    assert outcome.unchanged["learners"] == 60
    assert outcome.unchanged["staff"] == 3


@BOTH
def test_undo_leaves_nothing_of_the_set(take_in, version):
    outcome = take_in(oneroster_sets.roster(version, learners=60, year=2023), version=version)

    imports.undo(outcome.id, by=None, at=NOW)

    assert not Person.objects.exists()
    assert not Enrolment.objects.exists()
    assert not Group.objects.exists()
    assert list(Organisation.objects.values_list("kind", flat=True)) == ["authority"]


def test_dry_run_says_what_would_be_and_takes_nothing(take_in):
    outcome = take_in(oneroster_sets.roster(learners=10, year=2023), dry_run=True)

    assert (outcome.status, outcome.id, outcome.created["learners"]) == ("taken", None, 10)
    assert not Person.objects.exists()
    assert not Subject.objects.exists()


def test_set_with_a_problem_takes_nothing_and_names_the_row(take_in):
    frames = oneroster_sets.roster(learners=10, year=2023)
    frames["demographics"] = frames["demographics"].with_columns(birthDate=pl.lit("14.03.2015"))

    outcome = take_in(frames)

    assert (outcome.status, outcome.problems_total) == ("refused", 10)
    assert (outcome.problems[0].file, outcome.problems[0].row) == ("demographics.csv", 2)
    assert not Person.objects.exists()
    assert not Import.objects.exists()


def test_learner_has_the_class_the_dates_and_the_birth_date_of_the_set(take_in):
    take_in(oneroster_sets.roster(learners=30, year=2023))

    identifier = PersonIdentifier.objects.get(scheme=SCHEME, value="learner-000002")
    enrolment = Enrolment.objects.get(person=identifier.person)

    assert str(identifier.person) == "Jānis Kalniņa"
    assert identifier.person.born_on == date(2018, 2, 2)
    assert (enrolment.from_on, enrolment.to_on) == (date(2023, 9, 1), None)
    assert (enrolment.group.name, enrolment.group.school_year.name) == ("PK.a", "2023/2024")


def test_end_of_an_enrolment_is_the_day_after_its_last(take_in):
    frames = oneroster_sets.roster(learners=1, year=2023)
    frames["enrollments"] = frames["enrollments"].with_columns(endDate=pl.lit("2024-06-01"))

    take_in(frames)

    assert Enrolment.objects.get().to_on == date(2024, 5, 31)


def test_enrolment_that_ends_before_its_first_day_is_noted_and_left_aside(take_in):
    frames = oneroster_sets.roster(learners=3, year=2023)
    is_second = pl.col("sourcedId") == "enrolment-000002"
    ends = pl.when(is_second).then("beginDate").otherwise(pl.lit(""))
    frames["enrollments"] = frames["enrollments"].with_columns(endDate=ends)

    outcome = take_in(frames)

    assert (outcome.status, outcome.created["learners"]) == ("taken", 2)
    assert [note.row for note in outcome.notes if note.column == "endDate"] == [3]


def test_enrolment_without_a_beginning_begins_with_its_terms(take_in):
    frames = oneroster_sets.roster(learners=1, year=2023)
    frames["enrollments"] = frames["enrollments"].with_columns(beginDate=pl.lit(""))
    frames["classes"] = frames["classes"].with_columns(termSourcedIds=pl.lit("term-2"))

    take_in(frames)

    assert Enrolment.objects.get().from_on == date(2024, 1, 8)


@pytest.mark.parametrize(
    ("grades", "stage", "year"),
    [
        ("PK", "preschool", None),
        ("KG", "preschool", None),
        ("05", "school", 5),
        ("13", "vocational", None),
    ],
)
def test_grade_gives_the_stage_and_a_programme_stands_in(take_in, grades, stage, year):
    frames = oneroster_sets.roster(learners=1, year=2023)
    frames["classes"] = frames["classes"].with_columns(grades=pl.lit(grades))

    take_in(frames)

    group = Group.objects.get()
    assert (group.programme.stage, group.grade) == (stage, year)
    assert group.programme.code == f"unspecified-{stage}"
    assert Enrolment.objects.get().programme == group.programme


def test_class_without_grades_takes_those_of_its_learners(take_in):
    frames = oneroster_sets.roster(learners=60, year=2023)
    frames["classes"] = frames["classes"].with_columns(grades=pl.lit(""))

    take_in(frames)

    stages = Group.objects.order_by("name").values_list("programme__stage", flat=True)
    assert list(stages) == ["school", "preschool", "preschool"]


def test_class_without_any_grade_takes_the_stage_of_its_institution(take_in):
    frames = oneroster_sets.roster(learners=1, year=2023)
    frames["classes"] = frames["classes"].with_columns(grades=pl.lit(""))
    frames["users"] = frames["users"].with_columns(grades=pl.lit(""))
    frames["orgs"] = frames["orgs"].with_columns(
        name=pl.col("name").replace("Paraugpils 1. vidusskola", "Bērnu un jauniešu centrs")
    )

    take_in(frames)

    assert Group.objects.get().programme.stage == "interest"


def test_known_programme_of_a_group_is_left(take_in, school):
    programme = factories.programme(institution=school, code="21011111")
    group = factories.group(name="1.a", programme=programme)
    frames = oneroster_sets.roster(learners=1, year=2023)
    frames["orgs"] = frames["orgs"].with_columns(
        name=pl.col("name").replace("Paraugpils 1. vidusskola", school.name)
    )
    frames["classes"] = frames["classes"].with_columns(title=pl.lit("1.a"), grades=pl.lit("01"))

    outcome = take_in(frames)

    assert outcome.status == "taken"
    assert Enrolment.objects.get().group == group
    assert Group.objects.get().programme == programme
    assert list(Programme.objects.all()) == [programme]


def test_names_come_out_byte_for_byte(take_in):
    names = ["Žanna-Šarlote", "Ģirts Ķēniņš", "O’Hara, Zoë", "Ё́лкина", "Z\u030canna"]
    frames = oneroster_sets.roster(learners=len(names), year=2023)
    given = pl.Series([*names, "Anna"])
    frames["users"] = frames["users"].with_columns(givenName=given)

    take_in(frames)

    stored = {
        identifier.value: identifier.person.given_name
        for identifier in PersonIdentifier.objects.select_related("person")
    }
    for number, name in enumerate(names, 1):
        assert stored[f"learner-{number:06}"].encode() == name.encode()


def test_terms_and_subjects_are_added_to_their_catalogues(take_in):
    take_in(oneroster_sets.roster(learners=1, year=2023))

    terms = Term.objects.order_by("number").values_list("number", "from_on", "to_on")
    assert list(terms) == [
        (1, date(2023, 9, 1), date(2023, 12, 20)),
        (2, date(2024, 1, 8), date(2024, 5, 31)),
    ]
    assert list(SchoolYear.objects.values_list("name", flat=True)) == ["2023/2024"]
    assert list(Subject.objects.values_list("code", "title")) == [("KS", "Klases stunda")]


def test_terms_that_stand_are_left(take_in):
    term = factories.term()

    take_in(oneroster_sets.roster(learners=1, year=2023))

    assert list(Term.objects.all()) == [term]


def test_institution_remembers_what_the_sender_calls_it(take_in):
    take_in(oneroster_sets.roster(learners=1, year=2023))

    identifier = OrganisationIdentifier.objects.get(value="school-000001")
    assert (identifier.scheme, identifier.organisation.code) == (SCHEME, "SK-1")
    assert identifier.organisation.kind == "secondary_school"
    assert identifier.organisation.parent.kind == "authority"


def test_teacher_of_a_preschool_class_is_a_preschool_teacher(take_in):
    take_in(oneroster_sets.roster(learners=60, year=2023))

    posts = Employment.objects.order_by("person__identifiers__value")
    assert list(posts.values_list("role", "stage")) == [
        ("preschool_teacher", "preschool"),
        ("preschool_teacher", "preschool"),
        ("subject_teacher", "school"),
    ]
    assert {post.from_on for post in posts} == {date(2023, 9, 1)}
    assert {post.load for post in posts} == {0}


def test_load_that_is_known_is_not_overwritten(take_in):
    frames = oneroster_sets.roster(learners=1, year=2023)
    take_in(frames)
    Employment.objects.update(load="0.750", role="mathematics_teacher", from_on=date(2019, 9, 1))

    outcome = take_in(frames)

    assert outcome.unchanged["staff"] == 1
    post = Employment.objects.get()
    assert (str(post.load), post.role, post.from_on) == (
        "0.750",
        "mathematics_teacher",
        date(2019, 9, 1),
    )


@pytest.mark.parametrize(
    ("role", "ours"),
    [("principal", "head"), ("aide", "teachers_assistant"), ("counselor", "other_staff")],
)
def test_other_roles_are_posts(take_in, role, ours):
    frames = oneroster_sets.roster(learners=1, year=2023)
    frames["roles"] = frames["roles"].with_columns(role=pl.col("role").replace("teacher", role))
    frames["enrollments"] = frames["enrollments"].filter(pl.col("role") == "student")

    take_in(frames)

    assert Employment.objects.get().role == ours


@pytest.mark.parametrize("role", ["proctor", "systemAdministrator", "ext:visitor"])
def test_roles_that_are_no_posts_are_left_aside(take_in, role):
    frames = oneroster_sets.roster(learners=1, year=2023)
    frames["roles"] = frames["roles"].with_columns(role=pl.col("role").replace("teacher", role))
    frames["enrollments"] = frames["enrollments"].filter(pl.col("role") == "student")

    take_in(frames)

    assert not Employment.objects.exists()
    assert Person.objects.count() == 1


def test_teacher_without_a_role_row_works_where_the_classes_are(take_in):
    frames = oneroster_sets.roster(learners=1, year=2023)
    frames["roles"] = frames["roles"].filter(pl.col("role") == "student")

    take_in(frames)

    assert Employment.objects.get().institution.code == "SK-1"


def test_personal_code_comes_from_the_type_set_in_the_installation(take_in, installation):
    installation.personal_code_type = "pk"
    installation.save()
    frames = oneroster_sets.roster(learners=1, year=2023)
    ids = pl.Series(["{LDAP:elza},{pk:320000-12345}", ""])
    frames["users"] = frames["users"].with_columns(userIds=ids)

    take_in(frames)

    coded = Person.objects.exclude(personal_code_hash=None)
    assert [person.identifiers.get().value for person in coded] == ["learner-000001"]


def test_bad_personal_code_is_a_problem_in_users(take_in, installation):
    installation.personal_code_type = "pk"
    installation.save()
    frames = oneroster_sets.roster(learners=1, year=2023)
    frames["users"] = frames["users"].with_columns(userIds=pl.Series(["{pk:123}", ""]))

    outcome = take_in(frames)

    [problem] = outcome.problems
    assert (problem.file, problem.row, problem.column) == ("users.csv", 2, "userIds")


def test_archive_is_taken_in_like_its_folder(take_in, folder, tmp_path):
    from gaisma.evidence.interop.oneroster import actions

    oneroster_sets.write(folder, oneroster_sets.roster(learners=5, year=2023))
    archive = oneroster_sets.zipped(folder, tmp_path / "set.zip", inside="export/")

    outcome = actions.take_in(archive, by=None, at=NOW)

    assert (outcome.status, outcome.created["learners"]) == ("taken", 5)
    assert Import.objects.get().file == "set.zip"


def test_archive_that_climbs_out_takes_nothing(take_in, folder, tmp_path):
    from gaisma.evidence.interop.oneroster import actions

    oneroster_sets.write(folder, oneroster_sets.roster(learners=5, year=2023))
    archive = oneroster_sets.zipped(folder, tmp_path / "set.zip", inside="../")

    outcome = actions.take_in(archive, by=None, at=NOW)

    assert outcome.status == "refused"
    assert "climbs out" in outcome.problems[0].message
    assert not Person.objects.exists()
