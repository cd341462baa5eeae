"""The pages of the new school year: they work, for those who may, within their reach."""

import re

import pytest

from gaisma.base.jobs.models import Job
from gaisma.base.models import AuditRecord
from gaisma.workplace.new_year.models import Confirmation, Plan
from gaisma.workplace.new_year.pages import plans as carrying_out_views
from tests import factories
from tests.pages import read
from tests.unit.workplace.new_year.conftest import STARTS, YEAR, planned

pytestmark = pytest.mark.django_db
STEPS = ("groups", "learners", "programmes", "preview", "groups/open", "undo", "drop")
NOT_THEIRS = ("teacher", "support", "visitor", "auditor", "administrator")


@pytest.fixture(autouse=True)
def _home(tmp_path, settings):
    settings.GAISMA_HOME = tmp_path


@pytest.fixture
def heads_reader(reader, head):
    reader.force_login(head)
    return reader


def words(page):
    return " ".join(re.sub(r"<[^>]*>", " ", page[page.index("<main") :]).split())


def address(plan, step):
    return f"/new-year/plans/{plan.pk}/{step}/"


def test_list_shows_where_institutions_stand(heads_reader, plan):
    page = words(read(heads_reader, "/new-year/"))

    assert "Paraugpils vidusskola being prepared 3 0" in page


def test_list_of_the_authority_holds_all(reader, specialist, plan):
    factories.group(institution=factories.institution(name="Cita skola"))
    reader.force_login(specialist)

    page = words(read(reader, "/new-year/"))

    assert "Cita skola not begun 1 0" in page
    assert "Paraugpils vidusskola being prepared" in page


def test_list_tells_where_groups_stand_without_a_plan(reader, specialist, running):
    factories.group(
        institution=factories.institution(name="Cita skola"),
        school_year=factories.school_year(name=YEAR),
    )
    reader.force_login(specialist)

    page = words(read(reader, f"/new-year/?school_year={YEAR}"))

    assert "Cita skola groups stand already 0 1" in page


def test_begin_proposes_the_year_that_has_no_groups_yet(heads_reader, running):
    where = f"/new-year/{running.school.pk}/begin/"
    assert f'value="{YEAR}" selected' in read(heads_reader, where)

    factories.group(institution=running.school, school_year=factories.school_year(name=YEAR))

    assert 'value="2025/2026" selected' in read(heads_reader, where)


def test_list_of_the_year_after_is_empty_and_says_what_to_do(heads_reader, running):
    page = words(read(heads_reader, "/new-year/?school_year=2025/2026"))

    assert "No institution has groups here yet" in page


def test_list_is_taken_away_as_a_file(heads_reader, plan):
    answer = heads_reader.get("/new-year/?format=csv")

    assert "Paraugpils vidusskola,being prepared,3,0" in answer.content.decode()


def test_begin_leads_to_the_groups(heads_reader, running):
    where = f"/new-year/{running.school.pk}/begin/"
    assert "Begin a new school year" in read(heads_reader, where)

    answer = heads_reader.post(where, {"school_year": YEAR})

    assert answer.url == address(Plan.objects.get(), "groups")


@pytest.mark.parametrize("step", STEPS)
def test_steps_are_shown(heads_reader, plan, step):
    assert plan.institution.name in read(heads_reader, address(plan, step)) or step in (
        "groups/open",
        "undo",
        "drop",
    )


@pytest.mark.parametrize("who", NOT_THEIRS)
@pytest.mark.parametrize("step", STEPS)
def test_steps_are_for_those_who_keep_the_register(reader, plan, who, step, request):
    reader.force_login(request.getfixturevalue(who))

    assert reader.get(address(plan, step)).status_code == 403


@pytest.mark.parametrize("step", STEPS)
def test_steps_of_another_institution_are_not_there(reader, head, step):
    others = factories.plan()
    reader.force_login(head)

    assert reader.get(address(others, step)).status_code == 404


@pytest.mark.parametrize("step", STEPS)
def test_steps_ask_strangers_to_sign_in(client, plan, step):
    answer = client.get(address(plan, step))

    assert answer.status_code == 302
    assert plan.institution.name not in answer.content.decode()


@pytest.mark.parametrize("step", ["preview"])
def test_preview_is_read_only(heads_reader, plan, step):
    assert heads_reader.post(address(plan, step)).status_code == 405


def test_carrying_out_is_sent_only(heads_reader, plan):
    assert heads_reader.get(address(plan, "carry-out")).status_code == 405


@pytest.mark.parametrize("who", NOT_THEIRS)
def test_carrying_out_is_for_those_who_keep_the_register(reader, plan, who, request):
    reader.force_login(request.getfixturevalue(who))

    assert reader.post(address(plan, "carry-out"), {"revision": 1}).status_code == 403
    assert not Plan.objects.get().done


def test_groups_are_changed_on_the_page(heads_reader, plan):
    first, ninth = planned(plan, "1.a"), planned(plan, "9.a")
    bees, opened = planned(plan, "Bitītes"), plan.groups.get(act="opens")
    sent = {f"act_{one.pk}": one.act for one in (first, ninth, bees)}
    sent |= {f"name_{one.pk}": one.name for one in (first, ninth, bees, opened)}
    sent |= {"revision": 1, "keeps_teachers": "on", f"name_{first.pk}": "2.z"}
    sent[f"act_{bees.pk}"] = "ends"

    answer = heads_reader.post(address(plan, "groups"), sent)

    assert answer.url == address(plan, "learners")
    assert planned(plan, "1.a").name == "2.z"
    assert planned(plan, "Bitītes").act == "ends"


def test_groups_sent_by_the_second_of_two_are_refused(heads_reader, plan):
    Plan.objects.update(revision=2)
    group = planned(plan, "1.a")
    sent = {f"act_{one.pk}": one.act for one in plan.groups.exclude(act="opens")}
    sent |= {f"name_{one.pk}": one.name for one in plan.groups.all()} | {"revision": 1}

    answer = heads_reader.post(address(plan, "groups"), {**sent, f"name_{group.pk}": "2.z"})

    assert answer.status_code == 422
    assert "Somebody else has changed this meanwhile" in answer.content.decode()


def test_learners_are_listed_and_noted_as_read(heads_reader, plan, running):
    group = planned(plan, "1.a")

    page = read(heads_reader, f"{address(plan, 'learners')}?group={group.pk}")

    assert "Ozola, Elza" in page
    assert "Ozola, Anna" not in page
    assert AuditRecord.objects.filter(action="people.read").last().subject_ids == [running.elza.pk]


def test_learners_go_where_the_page_says(heads_reader, plan, running):
    group = planned(plan, "1.a")
    where = f"{address(plan, 'learners')}?group={group.pk}"

    answer = heads_reader.post(
        where, {"revision": 1, f"person_{running.elza.pk}": "leaves:withdrawn"}
    )

    assert answer.url.startswith(address(plan, "learners"))
    assert plan.learners.get().reason == "withdrawn"
    assert 'value="leaves:withdrawn" selected' in read(heads_reader, where)


def test_programmes_are_taken_over_on_the_page(heads_reader, plan, running):
    used = {running.first.programme_id, running.bees.programme_id}
    sent = {f"programme_{pk}": pk for pk in used} | {"revision": 1}

    answer = heads_reader.post(address(plan, "programmes"), sent)

    assert answer.url == address(plan, "preview")


def test_group_is_opened_changed_and_left_out_on_pages(heads_reader, plan, running):
    given = {"name": "1.b", "programme": running.first.programme_id, "grade": 1}

    heads_reader.post(address(plan, "groups/open"), {**given, "revision": 1})
    group = plan.groups.get(name="1.b")
    changed = {**given, "name": "1.c", "revision": 2}
    heads_reader.post(address(plan, f"groups/{group.pk}"), changed)
    group.refresh_from_db()
    assert group.name == "1.c"

    heads_reader.post(address(plan, f"groups/{group.pk}/drop"), {"revision": 3})

    assert not plan.groups.filter(pk=group.pk).exists()


def test_group_with_limits_turned_round_is_refused(heads_reader, plan, running):
    given = {"name": "1.b", "programme": running.first.programme_id, "revision": 1}

    answer = heads_reader.post(
        address(plan, "groups/open"), {**given, "min_size": 20, "max_size": 5}
    )

    assert answer.status_code == 422
    assert "below the smallest" in answer.content.decode()


def test_preview_shows_numbers_and_learners(heads_reader, plan):
    page = words(read(heads_reader, address(plan, "preview")))

    assert "2.a 1 learner goes on here Ozola, Elza 1.a" in page
    assert "completed: 2" in page


def test_small_plan_is_carried_out_at_once_and_undone(heads_reader, plan):
    answer = heads_reader.post(address(plan, "carry-out"), {"revision": 1})
    assert answer.url == address(plan, "preview")
    assert "was carried out on" in words(read(heads_reader, address(plan, "preview")))

    heads_reader.post(address(plan, "undo"), {"is_sure": "on"})

    plan.refresh_from_db()
    assert plan.state == "undone"
    assert "Carry out" in words(read(heads_reader, address(plan, "preview")))


def test_large_plan_is_carried_out_in_the_background(heads_reader, plan, monkeypatch):
    monkeypatch.setattr(carrying_out_views, "LARGE", 1)

    answer = heads_reader.post(address(plan, "carry-out"), {"revision": 1})

    job = Job.objects.get(kind="new_year.carry_out")
    assert answer.url == job.get_absolute_url()
    assert job.parameters == {"plan_id": plan.pk, "revision": 1}


def test_background_work_carries_out_once(plan, head):
    from gaisma.base import jobs
    from gaisma.workplace.new_year import tasks
    from tests.moments import NOW

    running = jobs.Running(by=head, at=NOW)

    assert tasks.carry_out(running, plan_id=plan.pk, revision=1) == address(plan, "preview")
    assert tasks.carry_out(running, plan_id=plan.pk, revision=1) == address(plan, "preview")

    assert AuditRecord.objects.filter(action="new_year.carry_out").count() == 1


def test_plan_is_thrown_away_on_the_page(heads_reader, plan):
    answer = heads_reader.post(address(plan, "drop"), {"revision": 1})

    assert answer.url == "/new-year/"
    assert not Plan.objects.exists()


@pytest.fixture
def ready(running):
    programme = running.first.programme
    group = factories.group(programme=programme, school_year=factories.school_year(YEAR))
    factories.enrolment(group=group, from_on=STARTS)
    return running.school


def test_register_is_confirmed_on_its_page(heads_reader, ready):
    where = f"/new-year/{ready.pk}/confirm/"
    assert "Groups and classes 1" in words(read(heads_reader, where))

    answer = heads_reader.post(where, {"is_right": "on", "note": "Viss."})

    assert answer.status_code == 302
    assert Confirmation.objects.get().note == "Viss."
    assert "Confirm again" in read(heads_reader, where)


def test_register_is_not_confirmed_without_the_word(heads_reader, ready):
    answer = heads_reader.post(f"/new-year/{ready.pk}/confirm/", {"note": ""})

    assert answer.status_code == 422
    assert not Confirmation.objects.exists()


def test_specialist_sees_the_register_and_cannot_confirm_it(reader, specialist, ready):
    reader.force_login(specialist)
    where = f"/new-year/{ready.pk}/confirm/"

    assert "The head or the deputy of the institution confirms" in read(reader, where)
    assert reader.post(where, {"is_right": "on"}).status_code == 403


def test_confirmations_are_listed(reader, specialist, ready):
    reader.force_login(specialist)

    page = words(read(reader, "/new-year/confirmations/"))

    assert "Paraugpils vidusskola not confirmed" in page
    assert "10 September 2024" in page


@pytest.mark.parametrize("where", ["/new-year/", "/new-year/confirmations/"])
@pytest.mark.parametrize("who", NOT_THEIRS)
def test_lists_are_for_those_who_keep_the_register(reader, installation, where, who, request):
    reader.force_login(request.getfixturevalue(who))

    assert reader.get(where).status_code == 403


@pytest.mark.parametrize("where", ["/new-year/", "/new-year/confirmations/"])
def test_lists_are_read_only(heads_reader, running, where):
    assert heads_reader.post(where).status_code == 405


@pytest.mark.parametrize("act", ["begin", "confirm"])
def test_pages_of_another_institution_are_not_there(heads_reader, act):
    other = factories.institution()

    assert heads_reader.get(f"/new-year/{other.pk}/{act}/").status_code == 404


@pytest.mark.parametrize("where", ["/new-year/", "/new-year/confirmations/"])
def test_lists_ask_few_questions(heads_reader, plan, where, django_assert_max_num_queries):
    read(heads_reader, where)

    with django_assert_max_num_queries(20):
        read(heads_reader, where)
