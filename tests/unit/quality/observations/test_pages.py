"""What each reader sees of an observation, in the page, on paper, in the list and in files."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from gaisma.base import access
from gaisma.base.models import AuditRecord, Organisation, User
from gaisma.base.models.accounts import ROLES
from gaisma.quality.observations.models import Observation, Sheet
from tests import factories
from tests.moments import NOW
from tests.pages import read
from tests.unit.quality.observations.visits import HELD, Visit, submit, visit, whole

pytestmark = pytest.mark.django_db
KEEPERS = {"specialist", "manager", "head", "deputy"}
AT_WORK = {"teacher", "class_teacher", "support", "methodologist", "centre_staff"}


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        ("observations.see", KEEPERS | AT_WORK),
        ("observations.observe", KEEPERS | AT_WORK),
        ("observations.plan", KEEPERS),
        ("observations.plan_external", {"specialist", "manager"}),
        ("observations.plan_internal", {"head", "deputy"}),
        ("observations.see_picture", KEEPERS | {"auditor"}),
        ("observations.set_coverage", {"specialist", "manager"}),
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


@pytest.fixture
def other_head(school: Organisation) -> User:
    """The head of another school."""
    user: User = factories.observer(institution=factories.institution(), role="head").account.user
    return user


@pytest.mark.parametrize(
    ("who", "observed_by", "sees"),
    [
        ("teacher", "internal", True),
        ("lead", "internal", True),
        ("second", "internal", True),
        ("head", "internal", True),
        ("other_head", "internal", False),
        ("specialist", "internal", False),
        ("colleague", "internal", False),
        ("teacher", "external", True),
        ("lead", "external", True),
        ("second", "external", True),
        ("head", "external", True),
        ("other_head", "external", False),
        ("specialist", "external", True),
        ("colleague", "external", False),
        ("specialist", "peer", False),
        ("head", "peer", True),
    ],
)
def test_observation_is_seen_by(
    request: pytest.FixtureRequest,
    reader: Client,
    school: Organisation,
    who: str,
    observed_by: str,
    sees: bool,
) -> None:
    seen = whole(visit(school, observed_by))
    people = {"teacher": seen.teacher, "lead": seen.lead, "second": seen.second}
    people["colleague"] = factories.observer(institution=school, role="teacher").account.user
    user = people.get(who) or request.getfixturevalue(who)
    reader.force_login(user)

    pages = [reader.get(f"{seen.path}{page}") for page in ("", "print/")]
    factories.school_year("2023/2024")
    listed = read(reader, "/observations/?school_year=2023/2024")
    file = reader.get("/observations/?school_year=2023/2024&format=csv").content.decode()

    assert [page.status_code for page in pages] == [200 if sees else 404] * 2
    assert all(("Leads words" in page.content.decode()) == sees for page in pages)
    assert ("Skolotāja, Ilze" in listed) == sees
    assert ("Skolotāja, Ilze" in file) == sees


@pytest.mark.parametrize("who", ["lead", "second", "teacher", "head"])
def test_nobody_sees_a_sheet_of_others_before_all_have_submitted(
    reader: Client, inside: Visit, head: User, who: str
) -> None:
    submit(inside.sheets[0], strengths="Leads words", advice="Leads advice")
    Observation.objects.update(talked_on=HELD, talk="Said in the talk", next_step="Ask more")
    user = head if who == "head" else getattr(inside, who)
    reader.force_login(user)

    page = read(reader, inside.path)
    paper = read(reader, f"{inside.path}print/")
    factories.school_year("2023/2024")
    listed = reader.get("/observations/?format=csv&school_year=2023/2024").content.decode()

    for shown in (page, paper, listed):
        assert ("Leads words" in shown) == (who == "lead" and shown != listed)
    assert ("Said in the talk" in page) == (who != "second")
    assert ("Ask more" in paper) == (who != "second")


def test_both_see_both_once_both_have_submitted(reader: Client, inside: Visit) -> None:
    whole(inside)

    for user in (inside.lead, inside.second):
        reader.force_login(user)
        page = read(reader, inside.path)
        assert "Leads words" in page
        assert "Seconds words" in page


def test_page_reads_answers_and_notes_in_words(reader: Client, inside: Visit) -> None:
    whole(inside)
    reader.force_login(inside.teacher)

    page = read(reader, inside.path)

    assert "Outcomes are clear" in page
    assert "<strong>yes</strong>" in page
    assert "<time>09:05</time>" in page
    assert "Goal on the board" in page


def test_notes_stand_beside_their_criterion_and_the_others_apart(
    reader: Client, inside: Visit
) -> None:
    whole(inside)
    told = [("09:20", "", "Bell"), ("09:10", "outcomes", "Later"), ("", "outcomes", "Some time"),
            ("09:05", "outcomes", "First"), ("09:01", "tasks", "Of nothing judged")]  # fmt: skip
    notes = [dict(zip(("at", "item", "text"), note, strict=True)) for note in told]
    Sheet.objects.filter(pk=inside.sheets[0].pk).update(notes=notes)
    reader.force_login(inside.teacher)

    page = read(reader, inside.path)

    places = [page.index(words) for words in ("First", "Later", "Some time", "Notes during",
              "Of nothing judged", "Bell")]  # fmt: skip
    assert places == sorted(places)


def test_looking_is_noted_and_is_not_reading(reader: Client, inside: Visit) -> None:
    whole(inside)
    reader.force_login(inside.teacher)

    read(reader, inside.path)

    assert AuditRecord.objects.get(action="observation.open").subject_ids == [inside.observation.pk]
    assert Observation.objects.get().read_at is None


def offers(page: str, visit: Visit) -> set[str]:
    """The acts to which the page leads."""
    found = re.findall(rf'(?:href|action)="{visit.path}(\w+)/"', page)
    sheets = re.findall(r'href="/observations/sheets/\d+/(correct)?/?"', page)
    return {*found, *(word or "sheet" for word in sheets)} - {"print"}


@pytest.mark.parametrize(
    ("fields", "of_teacher", "of_lead", "of_head"),
    [
        ({}, set(), {"sheet", "change", "cancel"}, {"change", "cancel"}),
        (
            {"cancelled_on": HELD, "cancelled_because": "x"},
            set(),
            {"restore"},
            {"restore"},
        ),
        ({"held_on": HELD}, {"read", "reply"}, {"talk", "step"}, set()),
        ({"held_on": HELD, "read_at": NOW}, {"reply"}, {"talk", "step", "sign"}, set()),
        (
            {"held_on": HELD, "read_at": NOW, "next_step": "x"},
            {"reply", "agree"},
            {"talk", "step", "sign"},
            set(),
        ),
        ({"held_on": HELD, "read_at": NOW, "signed_at": NOW}, {"reply"}, {"correct"}, set()),
        (
            {"held_on": HELD, "read_at": NOW, "signed_at": NOW, "reply": "x", "replied_at": NOW},
            set(),
            {"correct"},
            set(),
        ),
    ],
)
def test_page_offers_what_the_state_allows(
    reader: Client,
    inside: Visit,
    head: User,
    fields: dict[str, Any],
    of_teacher: set[str],
    of_lead: set[str],
    of_head: set[str],
) -> None:
    if "held_on" in fields:
        whole(inside)
    Observation.objects.update(**fields)

    shown = []
    for user in (inside.teacher, inside.lead, head):
        reader.force_login(user)
        shown.append(offers(read(reader, inside.path), inside))

    assert shown == [of_teacher, of_lead, of_head]


def test_follow_up_is_offered_once_a_step_is_agreed(
    reader: Client, inside: Visit, head: User
) -> None:
    whole(inside)
    Observation.objects.update(next_step="Ask more", agreed_at=NOW)
    reader.force_login(head)
    before = read(reader, inside.path)

    factories.observation(
        institution=inside.observation.institution,
        teacher=inside.observation.teacher,
        follows=inside.observation,
        held_on=HELD,
    )
    after = read(reader, inside.path)

    link = f"follows={inside.observation.pk}"
    assert link in before
    assert link not in after
    assert "Follow-up visit" in after
    assert "open until a visit" in before
    assert "closed by the visit on 16 April 2024" in after
    assert "open until a visit" not in after


@pytest.mark.parametrize("page", ["", "print/", "change/", "cancel/", "talk/", "step/", "reply/"])
def test_pages_ask_for_the_sign_in_and_know_their_methods(
    reader: Client, inside: Visit, page: str
) -> None:
    assert reader.get(f"{inside.path}{page}").status_code == 302

    reader.force_login(inside.lead)
    assert reader.put(f"{inside.path}{page}").status_code == 405


@pytest.mark.parametrize("role", ["auditor", "administrator", "visitor"])
def test_observations_are_not_for(
    request: pytest.FixtureRequest, reader: Client, inside: Visit, role: str
) -> None:
    reader.force_login(request.getfixturevalue(role))

    for path in (inside.path, "/observations/", "/observations/own/", inside.sheet_path()):
        read(reader, path, status=403)


def names(page: str) -> list[str]:
    return re.findall(r'<th scope="row" class="name"><a[^>]*>([^<]*)</a>', page)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=ozola", 1),
        ("q=Daļas", 1),
        ("observed_by=external", 1),
        ("observed_by=peer", 0),
        ("state=planned", 1),
        ("state=held", 1),
        ("school_year=2022/2023", 1),
        ("school_year=2024/2025", 0),
        ("", 2),
    ],
)
def test_list_is_narrowed(
    reader: Client, head: User, school: Organisation, query: str, found: int
) -> None:
    for name in ("2022/2023", "2023/2024", "2024/2025"):
        factories.school_year(name)
    ozola = factories.person(given_name="Anna", family_name="Ozola")
    factories.observation(institution=school, observed_by="external", teacher=ozola)
    factories.observation(institution=school, held_on=HELD, topic="Daļas")
    factories.observation(institution=school, planned_on=HELD.replace(year=2023))
    reader.force_login(head)

    assert len(names(read(reader, f"/observations/?{query}"))) == found


def test_list_is_narrowed_by_subject_and_institution(reader: Client, specialist: User) -> None:
    factories.school_year()
    subject = factories.subject()
    mine = factories.observation(observed_by="external", subject=subject)
    factories.observation(observed_by="external")
    reader.force_login(specialist)

    for query in (f"subject={subject.pk}", f"institution={mine.institution_id}"):
        assert len(names(read(reader, f"/observations/?{query}"))) == 1, query


def test_taking_the_list_away_is_noted(reader: Client, head: User, inside: Visit) -> None:
    reader.force_login(head)

    reader.get("/observations/?format=xlsx")

    assert AuditRecord.objects.get().action == "people.export"


def test_own_page_says_what_waits(reader: Client, inside: Visit) -> None:
    reader.force_login(inside.lead)
    to_fill = read(reader, "/observations/own/")
    whole(inside)
    reader.force_login(inside.teacher)
    to_read = read(reader, "/observations/own/")
    Observation.objects.update(read_at=NOW, next_step="Ask more")
    to_agree = read(reader, "/observations/own/")
    Observation.objects.update(agreed_at=NOW)
    to_reply = read(reader, "/observations/own/")
    Observation.objects.update(signed_at=NOW)
    over = read(reader, "/observations/own/")

    assert inside.sheet_path() in to_fill
    assert "Read the sheet" in to_read
    assert inside.path in to_read
    assert "Agree to the next step" in to_agree
    assert ">Reply<" in to_reply
    assert ">Reply<" not in over


def test_own_page_is_the_readers_own(reader: Client, inside: Visit, head: User) -> None:
    whole(inside)
    reader.force_login(head)

    page = read(reader, "/observations/own/")

    assert inside.path not in page
    assert Sheet.objects.count() == 2


@pytest.mark.parametrize("rows", [2, 12])
def test_list_asks_as_often_for_many_rows(
    reader: Client, head: User, school: Organisation, django_assert_max_num_queries: Any, rows: int
) -> None:
    factories.school_year()
    for _row in range(rows):
        group = factories.group(institution=school)
        factories.observation(institution=school, group=group, subject=factories.subject())
    reader.force_login(head)
    read(reader, "/observations/own/")

    with django_assert_max_num_queries(12):
        assert len(names(read(reader, "/observations/"))) == rows


def test_pages_ask_little(
    reader: Client, inside: Visit, django_assert_max_num_queries: Any
) -> None:
    reader.force_login(inside.lead)
    with django_assert_max_num_queries(25):
        read(reader, inside.sheet_path())
    whole(inside)
    Observation.objects.update(next_step="Ask more", agreed_at=NOW)

    with django_assert_max_num_queries(25):
        read(reader, inside.path)
    with django_assert_max_num_queries(25):
        read(reader, "/observations/own/")


def test_instrument_tells_how_many_observations_the_reader_sees(
    reader: Client, school: Organisation, head: User, specialist: User
) -> None:
    version = factories.version()
    for held_on in (date(2023, 9, 1), date(2024, 8, 31), None):
        factories.observation(institution=school, version=version, held_on=held_on)
    factories.observation(institution=school, version=version, planned_on=date(2024, 9, 1))
    address = f"/instruments/{version.instrument_id}/"

    reader.force_login(head)
    page = read(reader, address)
    reader.force_login(specialist)
    of_inside = read(reader, address)

    assert "?school_year=2023/2024" in page
    assert page.index("1 observation<") < page.index("3 observations")
    assert "observations/?school_year" not in of_inside
