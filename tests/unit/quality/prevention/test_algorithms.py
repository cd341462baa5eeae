"""Algorithms of action: published in versions, followed in cases by those who see them whole."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gaisma.analytics.support_terms import SITUATIONS, STEP_DOERS, STEP_TERMS
from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.models import AuditRecord, Organisation, User
from gaisma.quality.prevention import offers
from gaisma.quality.prevention.algorithms import actions, beginning, queries
from gaisma.quality.prevention.cases import actions as cases
from gaisma.quality.prevention.models import DAYS, DONE, PASSED, Algorithm, Case, Run, Tick
from tests import factories
from tests.moments import NOW, TODAY
from tests.pages import read
from tests.unit.quality.prevention.conftest import Class, working

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)
WEEK_ON = TODAY + timedelta(days=8)


@pytest.fixture
def run(case: Case, own_class: Class) -> Run:
    """One with a step for today and one for a week, begun by the class teacher."""
    factories.algorithm()
    return actions.start(case=case, situation="absence", by=own_class.teacher, at=NOW)


@pytest.fixture
def official(school: Organisation) -> User:
    assert school.parent is not None
    return working("specialist", school.parent)


def ended(run: Run, number: int, by: User | None, **fields: Any) -> Tick:
    usual = {"outcome": DONE, "on": TODAY, "done_by": factories.person(), "note": ""}
    return actions.tick(run=run, number=number, **{**usual, **fields}, by=by, at=NOW)


def version(**fields: Any) -> dict[str, Any]:
    """What the form of a version sends."""
    first = {"who_1": "head", "within_1": "now", "lv_1": "Viens", "en_1": "One", "ru_1": "Раз"}
    others = {f"{name}_2": value for name, value in (("who", "head"), ("within", "month"))}
    return {"version": 1, "reason": "Īsāk", **first, **others, **fields}


# What is published


def test_installation_begins_with_steps_for_every_situation() -> None:
    beginning.enter(NOW)

    for code in SITUATIONS.codes:
        found = queries.current(code)
        assert found is not None
        assert len(found.steps) >= 5
        assert all(step[language] for step in found.steps for language in ("lv", "en", "ru"))
        assert {step["who"] for step in found.steps} <= set(STEP_DOERS.codes)
        assert {step["within"] for step in found.steps} <= set(STEP_TERMS.codes)


def test_every_term_of_a_step_has_its_days() -> None:
    assert set(DAYS) == set(STEP_TERMS.codes)


def test_specialist_publishes_a_version_and_the_earlier_one_stays(
    reader: Client, official: User
) -> None:
    factories.algorithm()
    reader.force_login(official)
    address = reverse("prevention:publish", args=["absence"])
    assert read(reader, address).count("Zvaniet.") == 1

    sent = version(place_1=2, place_2=1, lv_2="Divi", en_2="Two", ru_2="Два")
    assert reader.post(address, sent).status_code == 302

    current = queries.current("absence")
    assert current is not None
    assert (current.version, current.published_by) == (2, official)
    assert [step["lv"] for step in current.steps] == ["Divi", "Viens"]
    shown = read(reader, reverse("prevention:algorithms"))
    assert "Two" in shown
    assert "Call." in shown


def test_version_is_refused_without_steps_or_in_one_language(
    reader: Client, official: User
) -> None:
    factories.algorithm()
    reader.force_login(official)
    address = reverse("prevention:publish", args=["absence"])

    for fields, said in (
        ({"lv_1": "", "en_1": "", "ru_1": ""}, "one step at least"),
        ({"ru_1": ""}, "in every language."),
        ({"who_1": ""}, "Choose who does each step"),
    ):
        refused = reader.post(address, version(**fields))
        assert refused.status_code == 422
        assert said in refused.content.decode()
    assert reader.get(reverse("prevention:publish", args=["storm"])).status_code == 404
    assert Algorithm.objects.count() == 1


def test_of_two_who_publish_from_one_version_the_second_is_told(
    reader: Client, official: User
) -> None:
    factories.algorithm()
    reader.force_login(official)
    address = reverse("prevention:publish", args=["absence"])

    reader.post(address, version())
    second = reader.post(address, version())

    assert second.status_code == 422
    assert "published this version already" in second.content.decode()
    assert Algorithm.objects.count() == 2


@pytest.mark.parametrize("role", ["head", "support", "class_teacher"])
def test_institutions_read_algorithms_and_publish_none(
    reader: Client, school: Organisation, role: str
) -> None:
    factories.algorithm()
    reader.force_login(working(role, school))

    shown = reader.get(reverse("prevention:algorithms"))
    address = reverse("prevention:publish", args=["absence"])

    assert shown.status_code == 200
    assert "Publish" not in shown.content.decode()
    assert reader.get(address).status_code == 403
    assert reader.post(address, version()).status_code == 403


# How it is followed


def test_run_keeps_the_version_with_which_it_began(run: Run) -> None:
    step = {"who": "head", "within": "now", "lv": "Cits", "en": "Else", "ru": "Иное"}
    actions.publish(situation="absence", version=1, steps=[step], reason="", by=None, at=NOW)

    run.refresh_from_db()

    assert [step.text for step in queries.steps(run.algorithm)] != ["Else"]
    assert len(run.left) == 2


def test_situation_without_steps_cannot_be_followed(case: Case) -> None:
    with pytest.raises(UnableToRecord) as refusal:
        actions.start(case=case, situation="harm", by=None, at=NOW)
    assert refusal.value.code == "no_algorithm"


def test_teacher_goes_from_a_case_through_the_steps_to_the_end(
    reader: Client, case: Case, own_class: Class
) -> None:
    factories.algorithm()
    reader.force_login(own_class.teacher)
    assert reverse("prevention:follow", args=[case.pk]) in read(reader, case.get_absolute_url())

    begun = reader.post(reverse("prevention:follow", args=[case.pk]), {"situation": "absence"})
    run = Run.objects.get()
    assert begun.headers["Location"] == run.get_absolute_url()
    assert "0 / 2" in read(reader, case.get_absolute_url())
    finish = reverse("prevention:finish", args=[run.pk])
    assert finish not in read(reader, run.get_absolute_url())

    own = own_class.teacher.account.person
    fields = {"on": TODAY.isoformat(), "done_by": own.pk}
    first, second = (reverse("prevention:tick", args=[run.pk, number]) for number in (1, 2))
    assert reader.post(first, {**fields, "outcome": DONE}).status_code == 302
    unexplained = reader.post(second, {**fields, "outcome": PASSED})
    assert unexplained.status_code == 422
    assert "passed over for a reason" in unexplained.content.decode()
    reader.post(second, {**fields, "outcome": PASSED, "note": "Ģimene atnāca pati"})

    page = read(reader, run.get_absolute_url())
    assert str(own) in page
    assert "Ģimene atnāca pati" in page
    assert finish in page
    reader.post(finish, {"revision": run.revision})
    run.refresh_from_db()
    assert (run.state, run.finished_on) == ("finished", TODAY)
    assert reader.get(first).status_code == 302
    assert not Tick.objects.filter(done_by=None).exists()


def test_algorithm_is_not_finished_while_steps_are_left(run: Run, own_class: Class) -> None:
    ended(run, 1, own_class.teacher)

    with pytest.raises(UnableToRecord) as refusal:
        actions.finish(run=run, revision=run.revision, by=own_class.teacher, at=NOW)
    assert refusal.value.code == "steps_left"


@pytest.mark.parametrize(
    ("number", "on"), [(3, TODAY), (0, TODAY), (1, TOMORROW), (1, TODAY - timedelta(days=1))]
)
def test_step_that_is_none_or_a_day_that_cannot_be_is_refused(
    run: Run, own_class: Class, number: int, on: Any
) -> None:
    with pytest.raises(UnableToRecord):
        ended(run, number, own_class.teacher, on=on)
    assert not Tick.objects.exists()


def test_step_ends_once_and_can_be_taken_back(reader: Client, run: Run, own_class: Class) -> None:
    first = ended(run, 1, own_class.teacher)
    reader.force_login(own_class.teacher)
    address = reverse("prevention:tick", args=[run.pk, 1])
    own = own_class.teacher.account.person
    fields = {"on": TODAY.isoformat(), "done_by": own.pk, "outcome": DONE}
    again = reader.post(address, fields)
    assert again.status_code == 422
    assert "already" in again.content.decode()

    reader.post(reverse("prevention:untick", args=[first.pk]))

    assert not Tick.objects.exists()


def test_in_a_closed_case_steps_rest(reader: Client, run: Run, own_class: Class) -> None:
    teacher = own_class.teacher
    last = {"closed_on": TODAY, "outcome": "stays", "learnt": ""}
    cases.close(case=run.case, revision=run.case.revision, **last, by=teacher, at=NOW)

    with pytest.raises(UnableToRecord):
        ended(Run.objects.get(), 1, teacher)

    reader.force_login(teacher)
    page = read(reader, run.get_absolute_url())
    assert reverse("prevention:tick", args=[run.pk, 1]) not in page
    assert offers.steps_owed(teacher, WEEK_ON) == ()


# Who sees it


OUTSIDERS = [
    ("head", "here"),
    ("teacher", "here"),
    ("class_teacher", "here"),
    ("support", "elsewhere"),
    ("specialist", "above"),
    ("manager", "above"),
    ("administrator", "above"),
    ("auditor", "above"),
]


@pytest.mark.parametrize(("role", "place"), OUTSIDERS, ids=[" ".join(one) for one in OUTSIDERS])
def test_who_does_not_see_the_case_learns_nothing_of_its_algorithm(
    reader: Client, run: Run, school: Organisation, role: str, place: str
) -> None:
    where = {"here": school, "above": school.parent, "elsewhere": factories.institution()}[place]
    assert where is not None
    user = working(role, where)
    written = ended(run, 1, None)
    reader.force_login(user)

    for name, args in (("run", [run.pk]), ("tick", [run.pk, 2]), ("follow", [run.case_id])):
        assert reader.get(reverse(f"prevention:{name}", args=args)).status_code in (403, 404)
    for name, pk in (("untick", written.pk), ("finish", run.pk)):
        assert reader.post(reverse(f"prevention:{name}", args=[pk])).status_code in (403, 404)
    with pytest.raises(NotPermitted):
        ended(run, 2, user)
    assert offers.steps_owed(user, WEEK_ON) == ()
    assert Tick.objects.count() == 1


@pytest.mark.parametrize(("sees", "is_seen"), [("whole", True), ("plan", False), ("own", False)])
def test_participants_see_it_who_see_the_whole_case(
    reader: Client, run: Run, school: Organisation, sees: str, is_seen: bool
) -> None:
    user = working("teacher", school)
    factories.participant(case=run.case, person=user.account.person, sees=sees)
    reader.force_login(user)

    page = read(reader, run.case.get_absolute_url())

    assert (run.get_absolute_url() in page) is is_seen
    assert (reader.get(run.get_absolute_url()).status_code == 200) is is_seen
    if is_seen:
        ended(run, 1, user)
    else:
        with pytest.raises(NotPermitted):
            ended(run, 1, user)


def test_support_team_follows_it_and_the_owner_learns_who_looked(
    reader: Client, run: Run, school: Organisation, own_class: Class
) -> None:
    psychologist = working("support", school)
    reader.force_login(psychologist)
    reader.get(run.get_absolute_url())
    ended(run, 1, psychologist)

    noted = AuditRecord.objects.filter(subject=Case._meta.label, subject_ids=[run.case_id])
    assert set(noted.values_list("action", "by")) >= {
        ("case.read", psychologist.pk),
        ("case.follow", own_class.teacher.pk),
        ("run.tick", psychologist.pk),
    }
    reader.force_login(own_class.teacher)
    assert psychologist.full_name in read(reader, run.case.get_absolute_url())


# What waits for somebody


def test_late_steps_are_owed_by_who_leads_the_case_the_day_after_their_last(
    run: Run, own_class: Class, school: Organisation
) -> None:
    teacher = own_class.teacher
    assert offers.steps_owed(teacher, TODAY) == ()

    (owed,) = offers.steps_owed(teacher, TOMORROW)
    assert (owed.due_on, owed.page, owed.of) == (TODAY, "prevention:run", (run.pk,))
    assert str(own_class.learner) not in owed.sentence
    assert offers.steps_owed(working("support", school), TOMORROW) == ()

    ended(run, 1, teacher)
    assert offers.steps_owed(teacher, TOMORROW) == ()
    assert offers.steps_owed(teacher, TODAY + timedelta(days=7)) == ()
    assert len(offers.steps_owed(teacher, WEEK_ON)) == 1


def test_with_the_case_goes_what_was_followed_in_it(run: Run, own_class: Class) -> None:
    ended(run, 1, own_class.teacher)

    run.case.delete()

    assert not Run.objects.exists()
    assert not Tick.objects.exists()
    assert Algorithm.objects.exists()
