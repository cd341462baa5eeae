import json
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connections
from python_calamine import CalamineWorkbook

from gaisma.base import audit
from gaisma.base.models import AuditRecord
from gaisma.record.people import audited, queries
from gaisma.record.people.actions import personal_data
from gaisma.record.people.management.commands.person import Command
from gaisma.record.people.queries import UnknownPerson
from tests import factories
from tests.moments import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner(installation, settings, tmp_path):
    settings.GAISMA_HOME = tmp_path
    person = factories.person(given_name="Elza", family_name="Kalniņa", personal_code="32000000001")
    factories.enrolment(person=person, group=factories.group(name="5.a"))
    factories.contact(person=person, value="=1+1")
    factories.person_identifier(person=person, scheme="viis", value="L-77")
    return person


def answered(person, tmp_path):
    personal_data.take_out(person=person, target=tmp_path / "me.xlsx", by=None, at=NOW)
    book = CalamineWorkbook.from_path(tmp_path / "me.xlsx")
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def test_answer_holds_what_is_held(learner, tmp_path):
    held, _ = answered(learner, tmp_path)

    told = {(row[0], row[2]): row[3] for row in held[1:]}
    assert told["Person", "Given name"] == "Elza"
    assert told["Person", "Personal code"] == "32000000001"
    assert told["Enrolments", "Group or class"] == "5.a"
    assert told["Enrolments", "School year"] == "2023/2024"
    assert told["Enrolments", "Institution"].startswith("Organisation")
    assert told["Contacts", "Contact"] == "=1+1"


def test_answer_says_why_and_for_how_long(learner, tmp_path):
    held, _ = answered(learner, tmp_path)

    enrolments = [row for row in held if row[0] == "Enrolments"]
    assert {row[5] for row in enrolments} == {10}
    assert all("education" in row[4] for row in enrolments)


def test_answer_holds_nothing_of_others(learner, tmp_path):
    factories.contact(value="+371 21111111")

    held, _ = answered(learner, tmp_path)

    assert not [row for row in held if "+371 21111111" in row]


def test_answer_says_who_looked(learner, specialist, tmp_path):
    audit.note(
        action=audited.READ_PEOPLE, by=specialist, at=NOW, subject="people.Person", ids=[learner.pk]
    )
    audit.note(action=audited.READ_PEOPLE, by=specialist, at=NOW, subject="people.Person", ids=[-1])

    _, looks = answered(learner, tmp_path)

    acts = [(row[1], row[2]) for row in looks[1:]]
    assert acts.count(("Opened the page", "Specialist")) == 1


def test_answer_is_itself_noted(learner, tmp_path):
    answered(learner, tmp_path)

    assert AuditRecord.objects.get(action="person.export").subject_ids == [learner.pk]


@pytest.mark.parametrize("word", ["320000-00001", "32000000001", "L-77", " L-77 "])
def test_person_is_found_by_code_and_by_number(learner, word):
    assert queries.person_called(word) == learner


@pytest.mark.parametrize("word", ["", "320000-00002", "Kalniņa", "L-7"])
def test_person_is_not_found_by_anything_else(learner, word):
    with pytest.raises(UnknownPerson):
        queries.person_called(word)


def test_person_is_not_chosen_among_several(learner):
    factories.person_identifier(scheme="other", value="L-77")

    with pytest.raises(UnknownPerson):
        queries.person_called("L-77")


def test_answer_tells_dates_as_people_write_them(learner, tmp_path):
    factories.employment(person=learner, from_on=date(2024, 2, 1), permanent=True)

    held, _ = answered(learner, tmp_path)

    told = {row[2]: row[3] for row in held if row[0] == "Employment"}
    assert (told["From"], told["Permanent"], told["Load"]) == ("1 February 2024", "yes", "1")
    assert told["Role"] == "mathematics teacher"


def test_export_command_takes_its_options_at_the_end(learner, tmp_path, capsys, monkeypatch):
    out = tmp_path / "elza.xlsx"
    # A command that ends its process closes its connections; the test goes on with its own.
    monkeypatch.setattr(connections, "close_all", lambda: None)

    with pytest.raises(SystemExit) as leaving:
        Command().run_from_argv(["gaisma", "person", "export", "L-78", str(out), "--json"])
    refused = json.loads(capsys.readouterr().out)
    call_command("person", "export", "L-77", str(out), "--json", "--language", "en")

    assert (leaving.value.code, set(refused["error"])) == (2, {"code", "message", "choices"})
    assert json.loads(capsys.readouterr().out)["file"] == str(out)
    assert out.exists()
