import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from gaisma.base.models import AuditRecord, User
from gaisma.quality.observations.models import Observation, Sheet
from tests import factories
from tests.moments import NOW
from tests.pages import read
from tests.unit.quality.observations.visits import HELD, Visit, submit, whole

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


def filled(**fields: Any) -> dict[str, Any]:
    """What a page sends whose sheet is whole."""
    given = {
        "act": "submit",
        "revision": 1,
        "submission": str(uuid4()),
        "held_on": HELD.isoformat(),
        "taught_in": "lv",
        "topic": "Daļskaitļi",
        "answer-outcomes": "yes",
        "strengths": "Skaidrs mērķis",
        "note-0-at": "09:05",
        "note-0-item": "outcomes",
        "note-0-text": "Mērķis uz tāfeles",
    }
    return {**given, **fields}


@pytest.fixture
def lead(reader: Client, inside: Visit) -> Client:
    """The browser of the observer who leads."""
    reader.force_login(inside.lead)
    return reader


def test_page_asks_for_lesson_questions_notes_and_words(lead: Client, inside: Visit) -> None:
    page = read(lead, inside.sheet_path())

    for name in ("held_on", "group", "learners", "answer-outcomes", "note-2-text", "advice"):
        assert f'name="{name}"' in page, name
    assert "data-sheet=" in page
    assert 'name="revision" value="1"' in page
    assert re.search(r'name="submission" value="[0-9a-f-]{36}"', page)


def test_each_drawing_names_its_sending_anew(lead: Client, inside: Visit) -> None:
    named = [
        re.findall(r'name="submission" value="([^"]+)"', read(lead, inside.sheet_path()))
        for _time in range(2)
    ]

    assert named[0] != named[1]


def test_submitted_sheet_leads_to_the_observation(lead: Client, inside: Visit) -> None:
    answer = lead.post(inside.sheet_path(), filled())

    assert (answer.status_code, answer["Location"]) == (302, inside.path)
    sheet = Sheet.objects.get(pk=inside.sheets[0].pk)
    assert sheet.answers == {"outcomes": "yes"}
    assert sheet.notes == [{"at": "09:05", "item": "outcomes", "text": "Mērķis uz tāfeles"}]
    assert Observation.objects.get().topic == "Daļskaitļi"


def test_saved_sheet_may_be_half_written(lead: Client, inside: Visit) -> None:
    half = filled(act="keep", held_on="", **{"answer-outcomes": "", "topic": "Daļas"})

    answer = lead.post(inside.sheet_path(), half)
    page = read(lead, inside.sheet_path())

    assert answer["Location"] == inside.sheet_path()
    assert Sheet.objects.get(pk=inside.sheets[0].pk).submitted_at is None
    for kept in ("Daļas", "Skaidrs mērķis", "Mērķis uz tāfeles", 'value="09:05"'):
        assert kept in page, kept


def test_what_is_not_whole_is_told_and_kept_on_the_page(lead: Client, inside: Visit) -> None:
    wrong = filled(**{"answer-outcomes": "", "held_on": "", "note-0-at": "soon"})

    answer = lead.post(inside.sheet_path(), wrong)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This question needs an answer." in page
    assert "Write the moment as hour and minute" in page
    assert "Skaidrs mērķis" in page
    assert Sheet.objects.get(pk=inside.sheets[0].pk).revision == 1


def test_class_gives_its_grade(lead: Client, inside: Visit) -> None:
    group = factories.group(institution=inside.observation.institution, grade=5)

    lead.post(inside.sheet_path(), filled(group=group.pk, grade=""))

    assert Observation.objects.get().grade == 5


def test_conflict_shows_both_and_then_writes_over(lead: Client, inside: Visit) -> None:
    lead.post(inside.sheet_path(), filled(act="keep", strengths="From the phone"))

    refused = lead.post(inside.sheet_path(), filled(act="keep", strengths="From the desk"))
    page = refused.content.decode()
    lead.post(inside.sheet_path(), filled(act="keep", strengths="From the desk", revision=2))

    assert refused.status_code == 409
    assert "From the phone" in page
    assert "From the desk" in page
    assert 'name="revision" value="2"' in page
    assert Sheet.objects.get(pk=inside.sheets[0].pk).strengths == "From the desk"


def test_program_is_answered_in_json(lead: Client, inside: Visit) -> None:
    kept = lead.post(inside.sheet_path(), filled(act="keep"), **JSON)
    sent = filled(revision=2)
    done = lead.post(inside.sheet_path(), sent, **JSON)
    again = lead.post(inside.sheet_path(), sent, **JSON)

    assert (kept.status_code, done.status_code, again.status_code) == (200, 200, 200)
    assert kept.json() == {"state": "kept", "address": inside.sheet_path(), "revision": 2}
    assert done.json() == {"state": "submitted", "address": inside.path, "revision": 3}
    assert again.json() == done.json()
    assert AuditRecord.objects.filter(action="sheet.submit").count() == 1


def test_program_is_told_of_a_conflict_with_what_stands(lead: Client, inside: Visit) -> None:
    lead.post(inside.sheet_path(), filled(act="keep", strengths="From the phone"))

    refused = lead.post(inside.sheet_path(), filled(), **JSON)

    told = refused.json()
    assert refused.status_code == 409
    assert (told["state"], told["revision"]) == ("conflict", 2)
    assert told["theirs"]["strengths"] == "From the phone"
    assert told["theirs"]["answer-outcomes"] == "yes"
    assert told["theirs"]["note-0-text"] == "Mērķis uz tāfeles"
    assert told["theirs"]["held_on"] == "2024-04-16"


def test_program_is_told_of_problems_by_field(lead: Client, inside: Visit) -> None:
    wrong = filled(**{"answer-outcomes": "", "grade": "13", "note-0-item": "nonsense"})

    refused = lead.post(inside.sheet_path(), wrong, **JSON)

    told = {problem["field"]: problem["message"] for problem in refused.json()["problems"]}
    assert (refused.status_code, refused.json()["state"]) == (422, "problems")
    assert set(told) == {"answer-outcomes", "grade", "note-0-at"}


def test_program_is_told_what_the_record_refuses(lead: Client, inside: Visit) -> None:
    refused = lead.post(inside.sheet_path(), filled(held_on="2999-01-01"), **JSON)

    (problem,) = refused.json()["problems"]
    assert (refused.status_code, problem["field"]) == (422, "")
    assert "has not come yet" in problem["message"]


def test_program_that_may_not_is_told_in_json(reader: Client, inside: Visit) -> None:
    reader.force_login(inside.second)

    forbidden = reader.post(inside.sheet_path(), filled(), **JSON)
    missing = reader.get("/observations/sheets/0/", **JSON)

    assert (forbidden.status_code, forbidden.json()["state"]) == (403, "refused")
    assert (missing.status_code, missing.json()["state"]) == (404, "missing")


def test_sheet_of_another_observer_is_refused(reader: Client, inside: Visit, head: User) -> None:
    for user in (inside.second, inside.teacher, head):
        reader.force_login(user)
        read(reader, inside.sheet_path(), status=403)


def test_sheet_of_another_institution_is_not_there(reader: Client, inside: Visit) -> None:
    stranger = factories.observer(institution=factories.institution(), role="head")

    reader.force_login(stranger.account.user)

    read(reader, inside.sheet_path(), status=404)


def test_sheet_asks_for_the_sign_in_and_knows_its_methods(reader: Client, inside: Visit) -> None:
    assert reader.get(inside.sheet_path()).status_code == 302
    reader.force_login(inside.lead)
    assert reader.delete(inside.sheet_path()).status_code == 405


def test_signed_sheet_leads_to_its_observation(lead: Client, inside: Visit) -> None:
    whole(inside)
    Observation.objects.update(signed_at=NOW)

    assert lead.get(inside.sheet_path())["Location"] == inside.path


def test_correction_takes_the_place_of_the_sheet(lead: Client, inside: Visit) -> None:
    whole(inside)
    Observation.objects.update(signed_at=NOW)
    path = f"{inside.sheet_path()}correct/"

    drawn = read(lead, path)
    refused = lead.post(path, {"answer-outcomes": "no"})
    done = lead.post(path, {"answer-outcomes": "no", "reason": "Pārrakstīšanās"})
    page = read(lead, inside.path)

    assert "Leads words" in drawn
    assert (refused.status_code, done.status_code) == (422, 302)
    assert "Pārrakstīšanās" in page
    assert "Leads words" in page
    assert Sheet.objects.current().count() == 2


def test_correction_before_the_sign_off_is_refused_on_the_page(lead: Client, inside: Visit) -> None:
    whole(inside)

    answer = lead.post(
        f"{inside.sheet_path()}correct/", {"answer-outcomes": "no", "reason": "Kļūda"}
    )

    assert answer.status_code == 422
    assert "not signed off yet" in answer.content.decode()


def test_empty_sheet_of_who_did_not_come_is_taken_back(
    reader: Client, inside: Visit, head: User
) -> None:
    submit(inside.sheets[0])
    reader.force_login(head)

    page = read(reader, inside.path)
    reader.post(f"{inside.sheet_path(1)}release/")

    assert "Take the sheet back" in page
    assert Sheet.objects.get() == inside.sheets[0]


def test_sheet_is_taken_back_by_the_planner_only(reader: Client, inside: Visit) -> None:
    reader.force_login(inside.teacher)

    assert reader.post(f"{inside.sheet_path(1)}release/").status_code == 403
    assert Sheet.objects.count() == 2
