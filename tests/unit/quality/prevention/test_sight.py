"""Who sees a case: role × relation × place, written by hand; for all others there is none."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from gaisma.base import clock
from gaisma.base.models import AuditRecord, Organisation, User
from gaisma.base.models.accounts import ROLES
from gaisma.quality.prevention.cases import actions, queries
from gaisma.quality.prevention.models import Case
from tests import factories
from tests.moments import NOW, TODAY
from tests.pages import read
from tests.unit.quality.prevention.conftest import Class, working

pytestmark = pytest.mark.django_db
WHOLE, PLAN, OWN, NOTHING = "whole", "plan", "own", ""

ANYBODY = "no relation"
OWNS, TAKES_PART, SEES_PLAN, GIVES, WAS_PART, LED_ONCE = (
    "owns it",
    "takes part in the whole",
    "sees the plan",
    "sees own support",
    "took part until yesterday",
    "led it once",
)
HERE, ABOVE, ELSEWHERE = "the school", "the authority", "another school"

TRUTH: dict[tuple[str, str, str], str] = {
    **{(role, ANYBODY, HERE): NOTHING for role in ROLES},
    **{(role, ANYBODY, ABOVE): NOTHING for role in ROLES},
    **{(role, ANYBODY, ELSEWHERE): NOTHING for role in ROLES},
    ("support", ANYBODY, HERE): WHOLE,
    # Who is of the support team of the whole city is of that of the school.
    ("support", ANYBODY, ABOVE): WHOLE,
    **{(role, OWNS, HERE): WHOLE for role in ("class_teacher", "teacher", "head", "support")},
    **{(role, TAKES_PART, HERE): WHOLE for role in ("teacher", "deputy", "head")},
    ("specialist", TAKES_PART, ABOVE): WHOLE,
    ("teacher", TAKES_PART, ELSEWHERE): WHOLE,
    ("teacher", SEES_PLAN, HERE): PLAN,
    ("specialist", SEES_PLAN, ABOVE): PLAN,
    ("support", SEES_PLAN, HERE): WHOLE,
    ("teacher", GIVES, HERE): OWN,
    ("teacher", WAS_PART, HERE): NOTHING,
    ("specialist", WAS_PART, ABOVE): NOTHING,
    ("class_teacher", LED_ONCE, HERE): NOTHING,
}


@pytest.fixture
def made(case: Case, school: Organisation) -> Callable[[str, str, str], User]:
    """Somebody with a role at a place, in that relation to the case."""

    def somebody(role: str, relation: str, place: str) -> User:
        where = {HERE: school, ABOVE: school.parent, ELSEWHERE: factories.institution()}[place]
        assert where is not None
        user = working(role, where)
        person = user.account.person
        if relation in (OWNS, LED_ONCE):
            Case.objects.filter(pk=case.pk).update(owner=person)
        if relation == LED_ONCE:
            Case.objects.filter(pk=case.pk).update(owner=factories.account().person)
        sees = {TAKES_PART: "whole", SEES_PLAN: "plan", GIVES: "own", WAS_PART: "whole"}
        if relation in sees:
            until = TODAY - timedelta(days=1) if relation == WAS_PART else None
            factories.participant(case=case, person=person, sees=sees[relation], until=until)
        return user

    return somebody


@pytest.mark.parametrize(
    ("role", "relation", "place"), TRUTH, ids=[", ".join(one) for one in TRUTH]
)
def test_case_is_seen_as_the_table_says(
    made: Callable[[str, str, str], User], case: Case, role: str, relation: str, place: str
) -> None:
    user = made(role, relation, place)
    case.refresh_from_db()

    is_seen = Case.objects.visible_to(user).exists()

    expected = TRUTH[role, relation, place]
    assert (queries.sight(case, user, on=TODAY) if is_seen else NOTHING) == expected


NOBODYS = [
    (role, place)
    for (role, relation, place), seen in TRUTH.items()
    if relation == ANYBODY and not seen
]


@pytest.mark.parametrize(("role", "place"), NOBODYS, ids=[" at ".join(one) for one in NOBODYS])
def test_who_has_no_part_learns_nowhere_that_there_is_a_case(
    made: Callable[[str, str, str], User],
    reader: Client,
    case: Case,
    own_class: Class,
    school: Organisation,
    role: str,
    place: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The pages that the person may open say the same whether there is a case or none."""
    # They tell minutes, and one may end between the two looks.
    monkeypatch.setattr(clock, "now", lambda: NOW)
    factories.support(case=case)
    actions.note_read(case, by=working("support", school), at=NOW)
    reader.force_login(made(role, ANYBODY, place))
    person = f"/people/{own_class.learner.pk}/"
    administration = reverse("administration:audit")
    pages = (person, f"{person}held/", f"{person}looks/", "/prevention/cases/", administration)

    with_case = _told(reader, pages)
    assert reader.get(case.get_absolute_url()).status_code in (403, 404)
    case.delete()
    AuditRecord.objects.filter(action__startswith="case.").delete()

    assert _told(reader, pages) == with_case


def _told(reader: Client, pages: tuple[str, ...]) -> list[tuple[int, list[str]]]:
    # Openings of pages are written down, and would be told at the next one.
    with transaction.atomic():
        answers = [reader.get(page) for page in pages]
        transaction.set_rollback(True)
    return [(answer.status_code, _lines(answer.content.decode())) for answer in answers]


def _lines(page: str) -> list[str]:
    one_time = ("csrf", "nonce", "token")
    return [line for line in page.splitlines() if not any(word in line for word in one_time)]


def test_who_sees_own_support_only_is_shown_nothing_else(
    made: Callable[[str, str, str], User], reader: Client, case: Case
) -> None:
    user = made("teacher", GIVES, HERE)
    factories.support(case=case, subject="Ķīmija", giver=user.account.person)
    factories.support(case=case, subject="Fizika")
    factories.case_meeting(case=case, agreed="Runājām ar māti")
    reader.force_login(user)

    page = read(reader, case.get_absolute_url())

    assert "Ķīmija" in page
    assert not [word for word in ("Fizika", "māti", "Kavē rīta stundas") if word in page]


def test_reading_is_told_to_who_leads_the_case(
    made: Callable[[str, str, str], User], reader: Client, case: Case, own_class: Class
) -> None:
    user = made("support", ANYBODY, HERE)
    reader.force_login(user)
    read(reader, case.get_absolute_url())

    reader.force_login(own_class.teacher)
    page = read(reader, case.get_absolute_url())

    assert "Read a support case" in page
    assert user.full_name in page


def test_reading_of_a_case_that_nobody_leads_is_written_down(
    made: Callable[[str, str, str], User], reader: Client, case: Case
) -> None:
    Case.objects.filter(pk=case.pk).update(owner=None)
    user = made("support", ANYBODY, HERE)
    reader.force_login(user)

    read(reader, case.get_absolute_url())

    record = AuditRecord.objects.get(action="case.read")
    assert (record.by, record.subject_ids) == (user, [case.pk])


def test_own_reading_of_who_leads_it_is_nobodys_news(
    reader: Client, case: Case, own_class: Class
) -> None:
    reader.force_login(own_class.teacher)

    for _ in range(2):
        page = read(reader, case.get_absolute_url())

    assert "Read a support case" not in page
