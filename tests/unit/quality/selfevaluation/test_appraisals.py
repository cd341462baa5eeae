"""Heads are appraised, and few may read it."""

from datetime import date

import pytest
from django.test import Client
from django.utils import translation

from gaisma.base import access
from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.models import AuditRecord, Organisation, User
from gaisma.base.models.accounts import ROLES
from gaisma.quality.selfevaluation import offers
from gaisma.quality.selfevaluation.actions import appraisals as actions
from gaisma.quality.selfevaluation.models import Appraisal, AppraisalTask
from tests import factories
from tests.moments import NOW
from tests.pages import read

pytestmark = pytest.mark.django_db
DAY = date(2024, 6, 10)


def person_of(user: User) -> object:
    return factories.account(user=user).person


@pytest.fixture
def manager(school: Organisation) -> User:
    """The head of the authority."""
    user: User = factories.user()
    factories.role_grant(user=user, role="manager", organisation=factories.authority())
    return user


@pytest.fixture
def appraisal(school: Organisation, head: User, specialist: User) -> Appraisal:
    """The head's, by the specialist, with words to be known by."""
    found: Appraisal = factories.appraisal(
        institution=school,
        head=person_of(head),
        appraiser=person_of(specialist),
        own_words="My own year",
        conclusion="Well led",
        answers={"lessons": "best"},
    )
    return found


def concluded(appraisal: Appraisal) -> Appraisal:
    return actions.conclude(
        appraisal=appraisal, revision=appraisal.revision, level="best", on=DAY, by=None, at=NOW
    )


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        ("appraisals.see", {"specialist", "manager", "head"}),
        ("appraisals.open", {"manager"}),
        ("appraisals.appraise", {"specialist", "manager"}),
        ("selfevaluation.sign", {"head"}),
        ("selfevaluation.write", {"head", "deputy"}),
        ("selfevaluation.keep_findings", {"specialist", "manager"}),
        ("selfevaluation.see_board", {"specialist", "manager", "founder", "auditor"}),
    ],
)
def test_permission_is_held_by(permission: str, roles: set[str]) -> None:
    authority, holding = factories.authority(), set()
    for role in ROLES:
        user = factories.user()
        factories.role_grant(user=user, role=role, organisation=authority)
        if access.may(user, permission):
            holding.add(role)

    assert holding == roles


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("head", 200),
        ("specialist", 200),
        ("manager", 200),
        ("another_specialist", 404),
        ("other_head", 404),
        ("deputy", 403),
        ("teacher", 403),
        ("auditor", 403),
        ("visitor", 403),
        ("administrator", 403),
    ],
)
def test_appraisal_is_read_by_few(
    request: pytest.FixtureRequest, reader: Client, appraisal: Appraisal, who: str, status: int
) -> None:
    if who == "another_specialist":
        user = factories.user()
        factories.role_grant(user=user, role="specialist", organisation=factories.authority())
    else:
        user = request.getfixturevalue(who)
    reader.force_login(user)

    page = reader.get(f"/appraisals/{appraisal.pk}/")
    listed = reader.get("/appraisals/?school_year=2023/2024").content.decode()

    assert page.status_code == status
    assert ("My own year" in page.content.decode()) == (status == 200)
    assert (f"/appraisals/{appraisal.pk}/" in listed) == (status == 200)
    assert AuditRecord.objects.filter(action="appraisal.look").exists() == (status == 200)


def test_head_reads_the_result_once_it_is_concluded(
    reader: Client, appraisal: Appraisal, head: User
) -> None:
    reader.force_login(head)
    path = f"/appraisals/{appraisal.pk}/"
    before = reader.get(path, HTTP_ACCEPT_LANGUAGE="en").content.decode()

    concluded(appraisal)
    after = reader.get(path, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    reader.post(f"{path}read/")

    assert "Well led" not in before
    assert "Excellent" not in before
    assert "Well led" in after
    assert "Excellent" in after
    appraisal.refresh_from_db()
    assert appraisal.read_at is not None


def test_year_of_a_head_goes_through_the_pages(
    reader: Client, school: Organisation, head: User, specialist: User, manager: User
) -> None:
    post = factories.employment(
        institution=school, role="head", person=person_of(head), from_on=date(2020, 9, 1)
    )
    given = {
        "head": post.person_id,
        "appraiser": person_of(specialist).pk,  # type: ignore[attr-defined]
        "school_year": factories.school_year("2024/2025").pk,
        "version": factories.framework_version("appraisal").pk,
    }
    reader.force_login(manager)
    assert reader.post(f"/appraisals/new/?institution={school.pk}", given).status_code == 302
    path = f"/appraisals/{Appraisal.objects.get().pk}/"

    reader.force_login(specialist)
    reader.post(f"{path}task/", {"task": "Hold lessons", "target": "10 a class"})
    task = AppraisalTask.objects.get()
    reader.post(f"{path}talk/", {"held_on": "2024-08-19", "said": "On the way"})
    done = {"task": "Hold lessons", "target": "10 a class", "result": "Held", "is_met": "yes"}
    reader.post(f"/appraisals/tasks/{task.pk}/", {**done, "revision": 1})
    reader.post(f"{path}levels/", {"level-lessons": "best", "conclusion": "Well", "revision": 1})
    assert reader.post(f"{path}tell/", {"own_words": "x", "revision": 2}).status_code == 403
    reader.force_login(head)
    reader.post(f"{path}tell/", {"own_words": "Mine", "revision": 2})
    assert "On the way" in read(reader, path)
    assert reader.get(f"{path}levels/").status_code == 403
    reader.force_login(specialist)
    reader.post(f"{path}conclude/", {"level": "best", "on": "2024-08-20", "revision": 3})

    row = Appraisal.objects.get()
    assert (row.level, row.answers, row.own_words) == ("best", {"lessons": "best"}, "Mine")
    task.refresh_from_db()
    assert (task.is_met, task.result) == (True, "Held")
    assert row.talks.get().said == "On the way"


def test_what_is_concluded_stays(appraisal: Appraisal) -> None:
    row = concluded(appraisal)
    given = {"by": None, "at": NOW}

    for act in (
        lambda: actions.set_task(appraisal=row, task="x", target="y", **given),
        lambda: actions.talk(appraisal=row, held_on=DAY, said="x", **given),
        lambda: actions.tell(
            appraisal=row, revision=row.revision, own_words="x", evidence="", **given
        ),
        lambda: concluded(row),
    ):
        with pytest.raises(UnableToRecord, match="concluded"):
            act()


def test_head_does_not_appraise_herself_whatever_her_roles(
    appraisal: Appraisal, head: User
) -> None:
    factories.role_grant(user=head, role="manager", organisation=factories.authority())

    with pytest.raises(NotPermitted):
        actions.judge(
            appraisal=appraisal, revision=1, answers={}, conclusion="Best", by=head, at=NOW
        )


def test_nobody_appraises_themselves_or_who_does_not_lead(school: Organisation) -> None:
    post = factories.employment(institution=school, role="head", from_on=date(2020, 9, 1))
    given = {
        "institution": school,
        "school_year": factories.school_year("2023/2024"),
        "version": factories.framework_version("appraisal"),
        "by": None,
        "at": NOW,
    }

    with pytest.raises(UnableToRecord, match="themselves"):
        actions.begin(head=post.person, appraiser=post.person, **given)
    with pytest.raises(UnableToRecord, match="does not lead"):
        actions.begin(head=factories.person(), appraiser=post.person, **given)
    actions.begin(head=post.person, appraiser=factories.person(), **given)
    with pytest.raises(UnableToRecord, match="begun already"):
        actions.begin(head=post.person, appraiser=factories.person(), **given)


def told(user: User, on: date) -> list[tuple[date, str]]:
    """What the person owes in appraisals, by its day."""
    with translation.override("en"):
        found = offers.appraisals(user, on)
    return [(one.due_on, one.sentence.partition(": ")[2]) for one in found if one.due_on]


def test_year_of_an_appraisal_is_owed_step_by_step_by_who_appraises(
    appraisal: Appraisal, specialist: User, head: User
) -> None:
    assert told(specialist, date(2023, 8, 30)) == []
    assert told(specialist, date(2023, 8, 31)) == [(date(2023, 9, 30), "tasks to be set")]

    factories.appraisal_task(appraisal=appraisal)
    assert told(specialist, date(2023, 10, 30)) == []
    assert told(specialist, date(2023, 11, 1)) == [(date(2023, 11, 30), "a talk about the tasks")]

    factories.progress_talk(appraisal=appraisal)
    assert told(specialist, date(2024, 7, 1)) == []
    assert told(specialist, date(2024, 8, 1)) == [(date(2024, 8, 31), "the result to be told")]
    assert told(head, date(2024, 8, 1)) == []

    concluded(appraisal)
    assert told(specialist, date(2024, 8, 1)) == []
    assert told(head, DAY) == [(date(2024, 6, 17), "the result to be read")]

    actions.read(appraisal=appraisal, by=head, at=NOW)
    assert told(head, DAY) == []


@pytest.mark.parametrize(
    "who", ["manager", "deputy", "other_head", "teacher", "auditor", "visitor", "administrator"]
)
def test_appraisal_is_owed_by_nobody_else(
    request: pytest.FixtureRequest, appraisal: Appraisal, who: str
) -> None:
    user = request.getfixturevalue(who)

    assert told(user, date(2024, 8, 20)) == []
    concluded(appraisal)
    assert told(user, date(2024, 8, 20)) == []
