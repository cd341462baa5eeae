from datetime import date

import polars as pl
import pytest

from gaisma.base.changes import NotPermitted
from gaisma.base.models import AuditRecord
from gaisma.evidence.figures.queries import answer
from gaisma.evidence.interop.models import Import, ImportedRows
from gaisma.evidence.interop.undoing import kept
from gaisma.evidence.lake import actions as lake
from gaisma.evidence.lake import queries
from gaisma.record.people.actions import personal_data
from gaisma.record.people.actions.personal_data import UnableToErase
from gaisma.record.people.models import Contact, Guardian, Person
from gaisma.record.programmes.models import Enrolment, EnrolmentIdentifier
from tests import factories
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db
ENDED = date(2024, 5, 31)


@pytest.fixture
def learner(installation, settings, tmp_path):
    settings.GAISMA_HOME = tmp_path
    person = factories.person(given_name="Elza", family_name="Kalniņa", personal_code="32000000001")
    factories.contact(person=person)
    factories.guardian(learner=person)
    factories.person_identifier(person=person)
    enrolment = factories.enrolment(person=person, to_on=ENDED)
    factories.enrolment_identifier(enrolment=enrolment)
    factories.queue_entry(person=person, left_on=ENDED)
    return person


def erase(person, by=None):
    personal_data.erase(person=person, by=by, at=NOW, as_of=TODAY)


def head_count():
    lake.touch("enrolments", "people", "queue")
    lake.refresh(reason="test", at=NOW)
    figure = answer("learners.count", filters={"school_year": "2023/2024"}, as_of=TODAY)[0]
    return figure.value


def test_erase_deletes_all_that_tells_who_it_was(learner):
    erase(learner)

    assert not Person.objects.filter(pk=learner.pk).exists()
    assert not Person.objects.exclude(personal_code_hash=None).exists()
    assert not Contact.objects.exists()
    assert not Guardian.objects.exists()
    assert not EnrolmentIdentifier.objects.exists()


def test_erase_leaves_the_figures(learner):
    before = head_count()

    erase(learner)

    assert before == 1
    assert head_count() == 1


def test_erase_hands_everything_over_to_one_featureless_person(learner):
    erase(learner)

    enrolment = Enrolment.objects.get()
    nobody = enrolment.person
    assert (nobody.given_name, nobody.family_name, nobody.born_on) == ("", "", None)
    assert nobody.queue_entries.count() == 1
    assert enrolment.revision == 2


def test_erase_cuts_the_pseudonym_from_older_versions(learner):
    head_count()
    first = queries.latest()

    erase(learner)

    told = pl.read_parquet(queries.paths(first)["enrolments"][0])["person"].to_list()
    assert told == [learner.pseudonym]
    assert not Person.objects.filter(pseudonym=learner.pseudonym).exists()


def test_erase_removes_the_person_from_what_imports_keep(learner):
    from gaisma.evidence.interop.imports import parquet

    importing = Import.objects.create(
        source="x", kind="learners", file="f", sha256="", size=1, at=NOW
    )
    previous = pl.DataFrame({"id": [learner.pk], "given_name": ["Elza"], "left_revision": [1]})
    created = pl.DataFrame(
        {"id": [], "revision": []}, schema={"id": pl.Int64, "revision": pl.Int64}
    )
    rows = ImportedRows.objects.create(
        importing=importing,
        model="people.Person",
        order=1,
        created=parquet(created),
        previous=parquet(previous),
    )

    erase(learner)

    rows.refresh_from_db()
    assert b"Elza" not in bytes(rows.previous)


@pytest.mark.parametrize("side", ["learner_id", "guardian_id"])
def test_erase_removes_both_sides_of_a_guardianship_from_what_imports_keep(learner, side):
    from gaisma.evidence.interop.imports import parquet

    importing = Import.objects.create(source="x", kind="x", file="f", sha256="", size=1, at=NOW)
    row = {"id": 1, "learner_id": 10_000, "guardian_id": 10_001, "left_revision": 1}
    rows = ImportedRows.objects.create(
        importing=importing,
        model="people.Guardian",
        order=1,
        created=parquet(pl.DataFrame(schema={"id": pl.Int64, "revision": pl.Int64})),
        previous=parquet(pl.DataFrame([{**row, side: learner.pk}])),
    )

    erase(learner)

    rows.refresh_from_db()
    assert kept(rows).previous.is_empty()


def test_erase_is_noted_without_a_name(learner):
    number = learner.pk

    erase(learner)

    act = AuditRecord.objects.get(action="person.erase")
    assert (act.subject_ids, act.details) == ([number], {})


@pytest.mark.parametrize(
    "running",
    [
        lambda person: factories.employment(person=person),
        lambda person: factories.employment(person=person, to_on=TODAY),
        lambda person: factories.enrolment(person=person),
        lambda person: factories.queue_entry(person=person),
    ],
    ids=["works", "works until today", "learns", "waits"],
)
def test_erase_is_refused_while_the_person_is_here(installation, running):
    person = factories.person()
    running(person)

    with pytest.raises(UnableToErase) as refusal:
        erase(person)

    assert refusal.value.code == "in_force"
    assert Person.objects.filter(pk=person.pk).exists()


def test_erase_of_a_learner_of_a_past_year_needs_no_written_end(installation, settings, tmp_path):
    settings.GAISMA_HOME = tmp_path
    past = factories.group(school_year=factories.school_year("2022/2023"))
    learner = factories.person()
    factories.enrolment(person=learner, group=past, from_on=date(2022, 9, 1))

    erase(learner)

    assert Enrolment.objects.get().person_id != learner.pk


def test_erase_of_somebody_without_a_past_leaves_nobody(installation):
    erase(factories.person())

    assert not Person.objects.exists()


def test_erase_is_the_managers(learner, specialist):
    with pytest.raises(NotPermitted):
        erase(learner, by=specialist)
