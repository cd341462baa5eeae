"""Imports undone: rows are as before, or the rows that stand in the way are listed."""

from datetime import date
from typing import Any

import pytest

from gaisma.base.errors import GaismaError
from gaisma.base.models import AuditRecord, Organisation
from gaisma.evidence.interop import imports, intake
from gaisma.evidence.interop.delivery import Delivery, Ending
from gaisma.evidence.interop.models import Import, ImportedRows
from gaisma.evidence.interop.undoing import kept
from gaisma.evidence.lake.models import TableChange
from gaisma.record.people.models import Person, PersonIdentifier
from gaisma.record.programmes.models import Enrolment
from tests import factories
from tests.integration.imports.conftest import Take
from tests.integration.imports.test_tables import GOOD
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db
ELZA = GOOD["learners"]
OF_PEOPLE_ALREADY_THERE = {"results", "published_averages"}
"""Tables whose rows make nobody: whom they are about stands in the register before."""


def undo(pk: int | None) -> imports.Undoing:
    assert pk is not None
    return imports.undo(pk, by=None, at=NOW)


@pytest.mark.parametrize("kind", GOOD)
def test_undo_of_a_first_import_leaves_nothing(take: Take, kind: str) -> None:
    organisations = Organisation.objects.count()
    outcome = take(kind, GOOD[kind])

    undoing = undo(outcome.id)

    assert (undoing.status, undoing.problems) == ("undone", [])
    assert Organisation.objects.count() == organisations
    assert Person.objects.count() == (kind in OF_PEOPLE_ALREADY_THERE)
    assert not PersonIdentifier.objects.exists()
    assert take(kind, GOOD[kind]).created == {kind: 1}


def test_undo_of_a_change_puts_the_previous_values_back(take: Take) -> None:
    take("learners", ELZA)
    outcome = take("learners", ELZA.replace("Elza", "Ilze") + "2025-01-31")

    undoing = undo(outcome.id)

    assert undoing.counts["changed"] == {"people.Person": 1, "programmes.Enrolment": 1}
    assert Person.objects.get().given_name == "Elza"
    enrolment = Enrolment.objects.get()
    assert (enrolment.to_on, enrolment.revision) == (None, 3)


def test_undo_is_recorded_and_told_to_the_lake(take: Take, specialist: Any) -> None:
    outcome = take("learners", ELZA)
    before = TableChange.objects.get(table="enrolments").counter

    imports.undo(outcome.id or 0, by=specialist, at=NOW)

    importing = Import.objects.get(pk=outcome.id)
    assert (importing.undone_by, importing.undone_at) == (specialist, NOW)
    assert importing.status == "undone"
    assert AuditRecord.objects.get(action="import.undo").subject_ids == [outcome.id]
    assert TableChange.objects.get(table="enrolments").counter == before + 1


def test_undo_in_reverse_order_goes_back_to_the_beginning(take: Take) -> None:
    first = take("learners", ELZA)
    second = take("learners", ELZA + "2025-01-31")

    assert undo(second.id).status == "undone"
    assert undo(first.id).status == "undone"
    assert not Enrolment.objects.exists()


def test_undo_of_an_earlier_import_is_refused_with_the_rows(take: Take) -> None:
    first = take("learners", ELZA)
    take("learners", ELZA + "2025-01-31")

    undoing = undo(first.id)

    assert (undoing.status, undoing.problems_total) == ("refused", 1)
    enrolment = Enrolment.objects.get()
    assert (undoing.problems[0].file, undoing.problems[0].value) == (
        "learners",
        str(enrolment.pk),
    )
    assert "changed since" in undoing.problems[0].message
    assert Import.objects.get(pk=first.id).undone_at is None


def test_undo_of_rows_that_later_ones_refer_to_is_refused(take: Take) -> None:
    groups = take("groups", GOOD["groups"])
    take("learners", ELZA.replace("Taurenīši", "Rūķīši"))

    undoing = undo(groups.id)

    assert undoing.status == "refused"
    assert "later row" in undoing.problems[0].message
    assert Enrolment.objects.exists()


def test_undo_of_changed_rows_that_are_deleted_is_refused(take: Take) -> None:
    take("learners", ELZA)
    second = take("learners", ELZA + "2025-01-31")
    Enrolment.objects.all().delete()

    undoing = undo(second.id)

    assert "deleted" in undoing.problems[0].message


def test_undo_of_a_new_institution_keeps_the_audit(take: Take) -> None:
    outcome = take("institutions", GOOD["institutions"])
    institution = Organisation.objects.get(code="PII-05")
    record = factories.audit_record(organisation=institution)

    assert undo(outcome.id).status == "undone"
    record.refresh_from_db()
    assert record.organisation is None


def test_undo_twice_and_of_nothing_is_refused(take: Take) -> None:
    outcome = take("learners", ELZA)
    undo(outcome.id)

    with pytest.raises(GaismaError, match="undone already"):
        undo(outcome.id)
    with pytest.raises(GaismaError, match="There is no import") as refusal:
        undo(10_000)
    assert refusal.value.code == "unknown_import"


def test_forgotten_person_is_in_no_previous_row(take: Take) -> None:
    toms = ELZA.replace("L-1", "L-2").replace("Elza,Kalniņa", "Toms,Ozols")
    take("learners", ELZA, toms)
    take("learners", ELZA + "2025-01-31", toms.replace("Toms", "Tomass"))
    toms_id = Person.objects.get(family_name="Ozols").pk

    gone = imports.forget(person_ids=[toms_id])

    assert gone == 1
    blobs = [kept(rows) for rows in ImportedRows.objects.all()]
    people = [blob for blob in blobs if blob.model is Person]
    assert all(toms_id not in blob.previous["id"] for blob in people)
    assert all(toms_id not in blob.created["id"] for blob in people)
    assert Enrolment.objects.get(person__given_name="Elza").to_on == date(2025, 1, 31)


def test_undo_after_a_person_is_erased_restores_the_others(take: Take) -> None:
    toms = ELZA.replace("L-1", "L-2").replace("Elza,Kalniņa", "Toms,Ozols")
    take("learners", ELZA, toms)
    second = take("learners", ELZA + "2025-01-31", toms + "2025-01-31")
    person = Person.objects.get(family_name="Ozols")
    imports.forget(person_ids=[person.pk])
    person.delete()

    undoing = undo(second.id)

    assert undoing.problems == []
    assert Enrolment.objects.get().to_on is None


CHANGES = {
    "institutions": ("5. PII | Pūcīte", "6. PII"),
    "sites": ("55.874", "55.875"),
    "programmes": ("language | vision", "vision"),
    "groups": ("12,20", "10,24"),
    "learners": ("Elza", "Ilze"),
    "staff": ("0.750", "0.5"),
    "vacancies": ("2024-09-01", "2024-10-01"),
    "queue": ("2023-02-01,", "2023-02-01,2024-06-14"),
    "results": (",7", ",6"),
    "published_averages": ("48.3", "47.9"),
    "support_activities": (",24,2", ",25,2"),
    "class_lessons": (",2,guest", ",1,support"),
    "declared": ("Parka iela 1", "Parka iela 2"),
}


@pytest.mark.parametrize("kind", GOOD)
def test_undo_of_a_change_of_any_table_makes_the_first_file_unchanged(
    take: Take, kind: str
) -> None:
    take(kind, GOOD[kind])
    changed = take(kind, GOOD[kind].replace(*CHANGES[kind]), yes=True)

    undoing = undo(changed.id)

    assert changed.changed == {kind: 1}
    assert undoing.status == "undone"
    assert take(kind, GOOD[kind]).unchanged == {kind: 1}


def test_undo_of_endings_opens_them_again(take: Take) -> None:
    take("learners", ELZA)
    enrolment = Enrolment.objects.get()
    factories.enrolment_identifier(enrolment=enrolment, scheme="sis", value="e1")
    ending = Ending("learners", "enrollments.csv", date(2024, 12, 1), absent=True)
    delivery = Delivery("sis", "oneroster", "set.zip", 1, "0" * 64, (), (ending,))
    outcome = intake.take_in(delivery, by=None, at=NOW, as_of=TODAY, yes=True)
    enrolment.refresh_from_db()
    assert (outcome.ended, enrolment.to_on) == ({"learners": 1}, date(2024, 12, 1))

    undo(outcome.id)

    enrolment.refresh_from_db()
    assert enrolment.to_on is None
