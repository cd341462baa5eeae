"""The pages of closing an institution."""

import re

import pytest

from gaisma.base.jobs.models import Job
from gaisma.base.models import AuditRecord
from gaisma.workplace.closing import actions, tasks
from gaisma.workplace.closing.models import Closing
from tests.moments import NOW
from tests.pages import read
from tests.unit.workplace.closing.conftest import YEAR_ENDS

pytestmark = pytest.mark.django_db
STEPS = ("change", "groups", "staff", "preview", "undo", "drop")
OTHERS = ("head", "teacher", "support", "visitor", "auditor", "administrator")


@pytest.fixture
def officials_reader(reader, specialist):
    reader.force_login(specialist)
    return reader


def words(page):
    return " ".join(re.sub(r"<[^>]*>", " ", page[page.index("<main") :]).split())


def address(plan, step):
    return f"/closing/{plan.pk}/{step}/"


def test_list_shows_plans_and_says_what_to_do_without_any(officials_reader, school):
    assert "Nothing is planned" in read(officials_reader, "/closing/")


def test_list_shows_the_state(officials_reader, plan):
    page = words(read(officials_reader, "/closing/"))

    assert "Vecā skola 31 August 2024 Paraugpils vidusskola being prepared" in page


def test_list_is_taken_away_as_a_file(officials_reader, plan):
    assert "being prepared" in officials_reader.get("/closing/?format=csv").content.decode()


def test_begin_leads_to_the_groups(officials_reader, merger):
    sent = {"institution": merger.closing.pk, "on": "2024-08-31", "staff_go": "on"}

    answer = officials_reader.post("/closing/begin/", {**sent, "successor": merger.successor.pk})

    plan = Closing.objects.get()
    assert answer.url == address(plan, "groups")
    assert (plan.on, plan.successor, plan.sites_go) == (YEAR_ENDS, merger.successor, False)


def test_begin_without_the_first_successor_is_refused(officials_reader, merger):
    sent = {"institution": merger.closing.pk, "on": "2024-08-31"}

    answer = officials_reader.post("/closing/begin/", {**sent, "further": merger.successor.pk})

    assert answer.status_code == 422
    assert "Name the first successor" in answer.content.decode()


@pytest.mark.parametrize("step", STEPS)
def test_steps_are_shown(officials_reader, plan, step):
    read(officials_reader, address(plan, step))


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("where", ["/closing/", "/closing/begin/", *STEPS])
def test_pages_are_for_officials(reader, plan, who, where, request):
    reader.force_login(request.getfixturevalue(who))
    where = where if where.startswith("/") else address(plan, where)

    assert reader.get(where).status_code == 403


@pytest.mark.parametrize("where", ["/closing/", "/closing/begin/", *STEPS])
def test_pages_ask_strangers_to_sign_in(client, plan, where):
    where = where if where.startswith("/") else address(plan, where)

    assert client.get(where).status_code == 302


@pytest.mark.parametrize("step", STEPS)
def test_pages_of_an_institution_out_of_reach_are_not_there(reader, plan, step):
    from tests import factories

    elsewhere = factories.user()
    other = factories.institution()
    factories.role_grant(user=elsewhere, role="specialist", organisation=other)
    reader.force_login(elsewhere)

    assert reader.get(address(plan, step)).status_code == 404


def test_methods_are_held(officials_reader, plan):
    assert officials_reader.post("/closing/").status_code == 405
    assert officials_reader.post(address(plan, "preview")).status_code == 405
    assert officials_reader.get(address(plan, "carry-out")).status_code == 405


def test_decision_is_changed_on_the_page(officials_reader, plan, merger):
    sent = {"on": "2024-08-31", "successor": merger.successor.pk, "decision": "Nr. 88"}

    officials_reader.post(address(plan, "change"), {**sent, "revision": 1})

    plan.refresh_from_db()
    assert plan.decision == "Nr. 88"


def test_groups_go_where_the_page_says(officials_reader, plan, merger):
    move = plan.groups.get()
    sent = {f"move_{move.pk}": f"goes:{merger.successor.pk}", f"name_{move.pk}": "2.d"}

    answer = officials_reader.post(address(plan, "groups"), {**sent, "revision": 1})

    move.refresh_from_db()
    assert answer.url == address(plan, "staff")
    assert move.name == "2.d"


def test_staff_are_listed_and_noted_as_read(officials_reader, plan, merger):
    page = read(officials_reader, address(plan, "staff"))

    assert merger.post.person.family_name in page
    told = AuditRecord.objects.get(action="people.read")
    assert told.subject_ids == [merger.post.person_id]


def test_posts_that_end_are_ticked(officials_reader, plan, merger):
    sent = {"ending": [merger.post.pk], "revision": 1}

    answer = officials_reader.post(address(plan, "staff"), sent)

    plan.refresh_from_db()
    assert answer.url == address(plan, "preview")
    assert plan.ending_posts == [merger.post.pk]


def test_preview_shows_what_goes_over(officials_reader, plan):
    page = words(read(officials_reader, address(plan, "preview")))

    assert "Places of learners 1 0" in page
    assert "2.a 2024/2025 Paraugpils vidusskola 2.a 1" in page


def test_closing_is_carried_out_in_the_background(officials_reader, plan):
    answer = officials_reader.post(address(plan, "carry-out"), {"revision": 1})

    job = Job.objects.get(kind="closing.carry_out")
    assert answer.url == job.get_absolute_url()
    assert job.parameters == {"closing_id": plan.pk, "revision": 1}


def test_background_work_carries_out_once(plan, specialist):
    from gaisma.base import jobs

    running = jobs.Running(by=specialist, at=NOW)

    for _ in range(2):
        assert tasks.carry_out(running, closing_id=plan.pk, revision=1) == address(plan, "preview")

    assert AuditRecord.objects.filter(action="closing.carry_out").count() == 1


def test_closing_is_undone_on_the_page(officials_reader, plan):
    actions.carry_out(closing=plan, revision=1, by=None, at=NOW)
    assert "was carried out on" in words(read(officials_reader, address(plan, "preview")))

    officials_reader.post(address(plan, "undo"), {"is_sure": "on"})

    plan.refresh_from_db()
    assert plan.state == "undone"


def test_plan_is_thrown_away(officials_reader, plan):
    officials_reader.post(address(plan, "drop"), {"revision": 1})

    assert not Closing.objects.exists()
