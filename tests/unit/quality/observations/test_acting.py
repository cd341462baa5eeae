"""What readers do on pages: plan, follow, set the goal; and what is not for them."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from gaisma.base.models import Organisation, User
from gaisma.quality.observations.models import CoverageGoal, Observation
from tests import factories
from tests.moments import NOW
from tests.pages import read
from tests.unit.quality.observations.visits import HELD, Visit, submit, visit, whole

pytestmark = pytest.mark.django_db
NEW = "/observations/new/"


@pytest.fixture
def plan(school: Organisation) -> dict[str, Any]:
    """What is sent to plan an internal observation at the school."""
    teacher = factories.employment(institution=school).person
    lead = factories.observer(institution=school)
    return {
        "observed_by": "internal",
        "teacher": teacher.pk,
        "lead": lead.pk,
        "version": factories.version().pk,
        "planned_on": "2024-09-10",
        "starts_at": "09:00",
        "purpose": "quality",
    }


def test_head_plans_at_the_own_school(reader: Client, head: User, plan: dict[str, Any]) -> None:
    reader.force_login(head)

    drawn = read(reader, NEW)
    answer = reader.post(NEW, plan)

    observation = Observation.objects.get()
    assert 'value="external"' not in drawn
    assert answer["Location"] == f"/observations/{observation.pk}/"
    assert (observation.observed_by, observation.planned_on) == ("internal", date(2024, 9, 10))
    assert observation.sheets.get().is_lead


def test_planner_sees_when_a_teacher_was_observed_last(
    reader: Client, head: User, specialist: User, inside: Visit
) -> None:
    whole(inside)
    reader.force_login(head)
    of_head = read(reader, NEW)
    reader.force_login(specialist)
    of_specialist = read(reader, f"{NEW}?institution={inside.observation.institution_id}")

    assert "Ilze Skolotāja · observed on 16 April 2024" in of_head
    # Of internal observations the authority sees figures only.
    assert "Ilze Skolotāja" in of_specialist
    assert "observed on" not in of_specialist


def test_specialist_is_asked_where_first(
    reader: Client, specialist: User, school: Organisation, plan: dict[str, Any]
) -> None:
    factories.institution(name="Cita skola")
    official = factories.observer(institution=factories.authority(), role="specialist")
    reader.force_login(specialist)

    asked = read(reader, NEW)
    here = f"{NEW}?institution={school.pk}"
    reader.post(here, {**plan, "observed_by": "external", "lead": official.pk})

    assert "At which institution?" in asked
    assert Observation.objects.get().observed_by == "external"


def test_head_plans_nothing_external(reader: Client, head: User, plan: dict[str, Any]) -> None:
    reader.force_login(head)

    assert reader.post(NEW, {**plan, "observed_by": "external"}).status_code == 422
    assert not Observation.objects.exists()


def test_head_plans_nothing_elsewhere(
    reader: Client, head: User, plan: dict[str, Any], school: Organisation
) -> None:
    stranger = factories.employment().person
    reader.force_login(head)

    assert reader.post(NEW, {**plan, "teacher": stranger.pk}).status_code == 422


def test_refused_plan_keeps_what_was_written(
    reader: Client, head: User, plan: dict[str, Any]
) -> None:
    reader.force_login(head)

    answer = reader.post(NEW, {**plan, "planned_on": "2020-01-01", "topic": "Daļas"})

    assert answer.status_code == 422
    assert "does not work at" in answer.content.decode()
    assert "Daļas" in answer.content.decode()


@pytest.mark.parametrize("role", ["teacher", "support", "auditor", "administrator"])
def test_planning_is_not_for(request: pytest.FixtureRequest, reader: Client, role: str) -> None:
    reader.force_login(request.getfixturevalue(role))

    read(reader, NEW, status=403)


def test_follow_up_begins_with_what_was_agreed(reader: Client, head: User, inside: Visit) -> None:
    whole(inside)
    until = date(2024, 9, 20)
    Observation.objects.update(next_step="Ask more", agreed_at=NOW, next_step_by=until)
    reader.force_login(head)

    place = f"institution={inside.observation.institution_id}&follows={inside.observation.pk}"
    page = read(reader, f"{NEW}?{place}")

    assert f'<option value="{inside.observation.pk}" selected>' in page
    assert f'<option value="{inside.observation.teacher_id}" selected>' in page
    assert 'value="2024-09-20"' in page


def test_plan_is_changed_cancelled_and_restored(
    reader: Client, head: User, plan: dict[str, Any]
) -> None:
    reader.force_login(head)
    reader.post(NEW, plan)
    path = f"/observations/{Observation.objects.get().pk}/"

    drawn = read(reader, f"{path}change/")
    reader.post(f"{path}change/", {**plan, "topic": "Daļas", "revision": 1})
    changed = Observation.objects.get().topic
    reader.post(f"{path}cancel/", {"because": "Slimība", "revision": 2})
    cancelled = Observation.objects.get().state
    reader.post(f"{path}restore/")

    assert 'value="2024-09-10"' in drawn
    assert (changed, cancelled) == ("Daļas", "cancelled")
    assert Observation.objects.get().state == "planned"


def test_plan_is_the_planners(reader: Client, school: Organisation, head: User) -> None:
    outside = visit(school, "external")
    reader.force_login(head)

    for page in ("change/", "cancel/"):
        read(reader, f"{outside.path}{page}", status=403)
    assert reader.post(f"{outside.path}restore/").status_code == 403


def test_talk_reply_step_and_sign_off(reader: Client, inside: Visit) -> None:
    whole(inside)
    path = inside.path

    reader.force_login(inside.lead)
    reader.post(f"{path}talk/", {"on": "2024-04-17", "said": "Runājām", "revision": 1})
    reader.post(f"{path}step/", {"step": "Jautāt vairāk", "revision": 2})
    reader.force_login(inside.teacher)
    reader.post(f"{path}read/")
    reader.post(f"{path}reply/", {"said": "Piekrītu"})
    reader.post(f"{path}agree/", {"step": "Jautāt vairāk"})
    reader.force_login(inside.lead)
    reader.post(f"{path}sign/", {"revision": Observation.objects.get().revision})

    found = Observation.objects.get()
    assert (found.state, found.talk, found.reply) == ("signed", "Runājām", "Piekrītu")
    assert found.agreed_at is not None


@pytest.mark.parametrize("page", ["reply/", "talk/", "step/"])
def test_forms_of_others_are_refused(reader: Client, inside: Visit, head: User, page: str) -> None:
    whole(inside)
    reader.force_login(head)

    read(reader, f"{inside.path}{page}", status=403)


@pytest.mark.parametrize("page", ["change/", "cancel/", "talk/", "step/"])
def test_forms_that_would_be_refused_lead_back_with_the_reason(
    reader: Client, inside: Visit, page: str
) -> None:
    whole(inside)
    Observation.objects.update(talked_on=HELD, signed_at=NOW)
    reader.force_login(inside.lead)

    answer = reader.get(f"{inside.path}{page}", follow=True)

    assert answer.redirect_chain == [(inside.path, 302)]
    told = "signed off" if page in ("talk/", "step/") else "not planned any more"
    assert told in answer.content.decode()


@pytest.mark.parametrize("page", ["read/", "agree/", "sign/"])
def test_buttons_of_others_are_refused_and_are_sent_only(
    reader: Client, inside: Visit, head: User, page: str
) -> None:
    whole(inside)
    reader.force_login(head)

    assert reader.post(f"{inside.path}{page}").status_code == 403
    assert reader.get(f"{inside.path}{page}").status_code == 405


def test_refused_button_is_told_on_the_page(reader: Client, inside: Visit) -> None:
    submit(inside.sheets[0])
    reader.force_login(inside.teacher)

    page = reader.post(f"{inside.path}read/", follow=True).content.decode()

    assert "Not every observer has submitted" in page


def test_reply_is_kept_while_the_lead_writes(reader: Client, inside: Visit) -> None:
    whole(inside)
    reader.force_login(inside.teacher)
    read(reader, f"{inside.path}reply/")
    Observation.objects.update(next_step="Cits", revision=7)

    answer = reader.post(f"{inside.path}reply/", {"said": "Piekrītu"})

    assert answer.status_code == 302
    assert Observation.objects.get().reply == "Piekrītu"


def test_coverage_counts_teachers_and_says_the_goal(
    reader: Client, specialist: User, inside: Visit
) -> None:
    whole(inside)
    year = factories.school_year()
    factories.coverage_goal(school_year=year, percent=40)
    factories.employment(institution=inside.observation.institution)
    again = factories.observation(
        institution=inside.observation.institution,
        teacher=inside.observation.teacher,
        observed_by="external",
        held_on=HELD,
    )
    reader.force_login(specialist)

    page = read(reader, "/observations/coverage/")
    other = read(reader, "/observations/coverage/?period=2023/2024-1")
    file = reader.get("/observations/coverage/?format=csv").content.decode("utf-8-sig")

    assert "40%" in page
    assert again.institution.name in page
    assert file.splitlines()[1].split(",")[1:] == ["2", "1", "50.0", "0", "1", "1"]
    assert "reached" in page
    assert "First term" in other or "first term" in other


def test_coverage_says_how_many_teachers_are_still_to_be_observed(
    reader: Client, head: User, inside: Visit
) -> None:
    whole(inside)
    factories.coverage_goal(school_year=factories.school_year(), percent=51)
    factories.school_year("2024/2025")
    for _teacher in range(2):
        factories.employment(institution=inside.observation.institution)
    reader.force_login(head)

    page = read(reader, "/observations/coverage/")
    without_a_goal = read(reader, "/observations/coverage/?period=2024/2025-1")

    # 51 % of three are two of them.
    assert "1 more teacher" in page
    assert "more teacher" not in without_a_goal


def test_coverage_is_of_the_readers_institutions(
    reader: Client, head: User, auditor: User, teacher: User
) -> None:
    factories.school_year()
    elsewhere = factories.employment(institution=factories.institution(name="Cita skola"))
    reader.force_login(head)
    assert elsewhere.institution.name not in read(reader, "/observations/coverage/")
    reader.force_login(auditor)
    assert elsewhere.institution.name in read(reader, "/observations/coverage/")
    reader.force_login(teacher)
    read(reader, "/observations/coverage/", status=403)


def test_goal_is_set_by_officials(reader: Client, specialist: User, head: User) -> None:
    factories.school_year()
    path = "/observations/coverage/goal/?school_year=2023/2024"
    reader.force_login(specialist)

    reader.post(path, {"percent": "40"})
    reader.post(path, {"percent": "60", "revision": "1"})
    refused = reader.post(path, {"percent": "70", "revision": "1"})

    assert refused.status_code == 422
    assert CoverageGoal.objects.get().percent == 60
    reader.force_login(head)
    read(reader, path, status=403)
