"""Institutions: found, created in an empty installation, asked about, never guessed."""

import polars as pl
import pytest

from gaisma.analytics.vocabulary import KINDS
from gaisma.base.models import Organisation
from gaisma.record.organisations.models import OrganisationIdentifier
from tests import factories, oneroster_sets

pytestmark = pytest.mark.django_db


def named(**values):
    """A set of one learner whose school says these values."""
    frames = oneroster_sets.roster(learners=1, year=2023)
    is_school = pl.col("type") == "school"
    frames["orgs"] = frames["orgs"].with_columns(
        pl.when(is_school).then(pl.lit(value)).otherwise(name).alias(name)
        for name, value in values.items()
    )
    return frames


def test_empty_installation_gets_its_institutions_from_the_set(take_in):
    outcome = take_in(oneroster_sets.roster(learners=300, year=2023))

    assert (outcome.status, outcome.created["institutions"]) == ("taken", 2)
    codes = Organisation.objects.institutions().order_by("code").values_list("code", flat=True)
    assert list(codes) == ["SK-1", "SK-2"]


def test_district_is_the_authority_that_stands(take_in):
    take_in(oneroster_sets.roster(learners=1, year=2023))

    assert Organisation.objects.filter(kind="authority").count() == 1


def test_installation_without_an_authority_gets_that_of_the_set(take_in, installation):
    installation.authority = None
    installation.save()
    Organisation.objects.all().delete()

    take_in(oneroster_sets.roster(learners=1, year=2023))

    authority = Organisation.objects.get(kind="authority")
    assert authority.name == "Paraugpils Izglītības pārvalde"
    assert Organisation.objects.institutions().get().parent == authority


def test_set_without_any_authority_gets_one_that_stands_in(take_in, installation):
    installation.authority = None
    installation.save()
    Organisation.objects.all().delete()
    frames = oneroster_sets.roster(learners=1, year=2023)
    frames["orgs"] = (
        frames["orgs"].filter(pl.col("type") == "school").with_columns(parentSourcedId=pl.lit(""))
    )

    first = take_in(frames)
    second = take_in(frames)

    assert (first.status, first.created["institutions"]) == ("taken", 2)
    assert "names no authority" in first.notes[0].message
    assert sum(second.created.values()) + sum(second.changed.values()) == 0


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Paraugpils PII “Zīlīte”", "preschool"),
        ("Pirmsskolas izglītības iestāde Rūķītis", "preschool"),
        ("Paraugpils Valsts ģimnāzija", "gymnasium"),
        ("12. vidusskola", "secondary_school"),
        ("Saules pamatskola", "basic_school"),
        ("Paraugpils tehnikums", "vocational_school"),
        ("Bērnu un jauniešu centrs", "interest_institution"),
        ("Sporta skola", "sports_school"),
    ],
)
def test_kind_of_a_new_institution_is_told_by_its_name(take_in, name, kind):
    outcome = take_in(named(name=name))

    assert Organisation.objects.institutions().get().kind == kind
    assert KINDS.title(kind) in outcome.notes[0].message


@pytest.mark.parametrize(
    ("grades", "kind"), [("PK", "preschool"), ("05", "basic_school"), ("11", "secondary_school")]
)
def test_kind_of_a_new_institution_without_a_telling_name_is_that_of_its_grades(
    take_in, grades, kind
):
    frames = named(name="Iestāde")
    frames["classes"] = frames["classes"].with_columns(grades=pl.lit(grades))

    take_in(frames)

    assert Organisation.objects.institutions().get().kind == kind


@pytest.mark.parametrize(
    "values",
    [
        {"identifier": "school", "name": "1. vidusskola"},
        {"name": "Paraugpils vidusskola"},
        {"name": "PARAUGPILS  vidusskola"},
        {"name": "PPV"},
    ],
)
def test_institution_is_found_by_identifier_name_or_alias(take_in, school, values):
    school.aliases = ["PPV"]
    school.save()

    outcome = take_in(named(**({"identifier": ""} | values)))

    assert outcome.status == "taken"
    assert OrganisationIdentifier.objects.get().organisation == school
    assert list(Organisation.objects.institutions()) == [school]
    assert Organisation.objects.institutions().get().name == "Paraugpils vidusskola"


@pytest.mark.parametrize(
    "name", ["PII „Rūķītis”", 'PII "Rūķītis"', "PII 'Rūķītis'", "PII «Rūķītis»", "pii  ’Rūķītis’"]
)
def test_institution_is_found_whatever_its_quotation_marks_and_shown_as_ours(take_in, school, name):
    school.name = "PII “Rūķītis”"
    school.save()

    outcome = take_in(named(name=name, identifier=""))

    assert (outcome.status, outcome.decisions) == ("taken", [])
    assert [place.name for place in Organisation.objects.institutions()] == ["PII “Rūķītis”"]


def test_name_by_which_the_sender_knows_an_institution_becomes_an_alias(take_in, school):
    frames = named(identifier="school", name="1. vidusskola")

    first = take_in(frames)
    second = take_in(frames)

    school.refresh_from_db()
    assert (school.name, school.aliases) == ("Paraugpils vidusskola", ["1. vidusskola"])
    assert (first.changed["institutions"], second.changed["institutions"]) == (1, 0)


def test_unknown_institution_is_a_question_with_choices(take_in, school):
    outcome = take_in(named(name="Paraugpils 2. vidusskola", identifier="SK-2"))

    assert (outcome.status, outcome.id) == ("asks", None)
    [decision] = outcome.decisions
    assert (decision.code, decision.file, decision.row) == ("unknown_institution", "orgs.csv", 3)
    assert decision.choices[0].startswith("A new institution")
    assert "Paraugpils vidusskola (school)" in decision.choices[1]
    assert list(Organisation.objects.institutions()) == [school]


def test_unknown_institution_is_created_when_told_so(take_in, school):
    outcome = take_in(named(name="Paraugpils 2. vidusskola", identifier="SK-2"), yes=True)

    assert outcome.status == "taken"
    assert Organisation.objects.get(code="SK-2").name == "Paraugpils 2. vidusskola"


def test_name_of_two_institutions_is_never_guessed(take_in, school):
    factories.institution(code="other", name="Cita", aliases=["Paraugpils vidusskola"])

    outcome = take_in(named(name="Paraugpils vidusskola", identifier=""), yes=True)

    assert outcome.status == "refused"
    [problem] = outcome.problems
    assert (problem.file, problem.row, problem.column) == ("orgs.csv", 3, "name")
    assert "Paraugpils vidusskola (school), Cita (other)" in problem.message


def test_identifier_of_one_and_name_of_another_is_never_guessed(take_in, school):
    factories.institution(code="other", name="Cita")

    outcome = take_in(named(name="Cita", identifier="school"), yes=True)

    assert (outcome.status, outcome.problems_total) == ("refused", 1)


def test_institution_that_the_sender_renames_keeps_its_old_name_as_an_alias(take_in):
    take_in(named(name="Paraugpils 1. vidusskola"))

    outcome = take_in(named(name="Paraugpils Valsts ģimnāzija"))

    assert (outcome.status, outcome.changed["institutions"]) == ("taken", 1)
    school = Organisation.objects.institutions().get()
    assert school.name == "Paraugpils Valsts ģimnāzija"
    assert school.aliases == ["Paraugpils 1. vidusskola"]


def test_department_is_its_school(take_in):
    frames = oneroster_sets.roster(learners=1, year=2023)
    department = pl.DataFrame(
        {"sourcedId": ["dep"], "name": ["Sākumskola"], "type": ["department"]}
    ).with_columns(parentSourcedId=pl.lit("school-000001"))
    frames["orgs"] = pl.concat([frames["orgs"], oneroster_sets.shaped(department, "orgs", "1.2")])
    frames["roles"] = frames["roles"].with_columns(orgSourcedId=pl.lit("dep"))

    outcome = take_in(frames)

    assert (outcome.status, outcome.created["staff"]) == ("taken", 1)
    assert Organisation.objects.institutions().count() == 1
