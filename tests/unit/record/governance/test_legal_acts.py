import re
from datetime import date

import pytest
from django.test import Client

from gaisma.base import access
from gaisma.base.changes import NotPermitted, UnableToChange, UnableToRecord
from gaisma.base.models import AuditRecord, User
from gaisma.base.models.accounts import ROLES
from gaisma.record.governance import actions, queries
from gaisma.record.governance.lists import binds
from gaisma.record.governance.models import Act
from tests import factories
from tests.moments import NOW
from tests.pages import read

pytestmark = pytest.mark.django_db
WORDS = {
    "kind": "council_decision",
    "number": "214",
    "adopted_on": date(2024, 6, 13),
    "issuer": "Dome",
    "title": "Par klašu skaitu",
    "from_on": date(2024, 9, 1),
}


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        ("governance.see_acts", set(ROLES)),
        ("governance.keep_acts", {"specialist", "manager"}),
        ("governance.see_priorities", set(ROLES)),
        ("governance.keep_priorities", {"specialist", "manager"}),
        (
            "governance.see_boards",
            {"specialist", "manager", "head", "deputy", "auditor", "founder"},
        ),
        ("governance.see_members", {"specialist", "manager", "head", "deputy", "auditor"}),
        ("governance.keep_boards", {"specialist", "manager", "head", "deputy"}),
    ],
)
def test_permission_is_held_by(permission: str, roles: set[str]) -> None:
    authority = factories.authority()

    holding = set()
    for role in ROLES:
        user = factories.user()
        factories.role_grant(user=user, role=role, organisation=authority)
        if access.may(user, permission):
            holding.add(role)

    assert holding == roles


def test_enter_puts_an_act_into_the_register(specialist: User) -> None:
    act = actions.enter_act(by=specialist, at=NOW, **WORDS)

    assert Act.objects.get() == act
    noted = AuditRecord.objects.get()
    assert (noted.action, noted.by, noted.subject_ids) == ("act.enter", specialist, [act.pk])


def test_enter_is_refused_to_a_head(head: User) -> None:
    with pytest.raises(NotPermitted):
        actions.enter_act(by=head, at=NOW, **WORDS)

    assert not Act.objects.exists()


def test_enter_refuses_an_act_that_ends_before_it_begins() -> None:
    with pytest.raises(UnableToRecord) as refusal:
        actions.enter_act(by=None, at=NOW, **{**WORDS, "to_on": date(2024, 8, 31)})

    assert refusal.value.code == "end_before_start"


def test_enter_refuses_the_same_act_twice() -> None:
    actions.enter_act(by=None, at=NOW, **WORDS)

    with pytest.raises(UnableToRecord):
        actions.enter_act(by=None, at=NOW, **WORDS)


def test_change_tells_the_second_editor() -> None:
    first = factories.act(title="Old")
    second = Act.objects.get(pk=first.pk)

    actions.change_act(act=first, revision=1, by=None, at=NOW, title="New")
    with pytest.raises(UnableToChange):
        actions.change_act(act=second, revision=1, by=None, at=NOW, title="Newer")

    assert Act.objects.get().title == "New"


def test_remove_leaves_a_note() -> None:
    act = factories.act()

    actions.remove_act(act=act, by=None, at=NOW)

    assert not Act.objects.exists()
    assert AuditRecord.objects.get().action == "act.remove"


def test_passed_between_parts_the_state_from_the_municipality() -> None:
    regulation = factories.act(adopted_on=date(2023, 9, 1))
    decision = factories.act(kind="council_decision", adopted_on=date(2024, 8, 20))
    factories.act(adopted_on=date(2023, 8, 31), from_on=date(2023, 8, 31))

    days = (date(2023, 9, 1), date(2024, 8, 20))

    assert list(queries.passed_between(*days, state=True)) == [regulation]
    assert list(queries.passed_between(*days, state=False)) == [decision]


def test_passed_between_counts_what_comes_into_force() -> None:
    amended = factories.act(adopted_on=date(2022, 9, 29), from_on=date(2024, 9, 1))

    found = queries.passed_between(date(2023, 9, 1), date(2024, 9, 1), state=True)

    assert list(found) == [amended]


@pytest.mark.parametrize(
    ("kind", "bound", "is_bound"),
    [
        ("preschool", [], True),
        ("preschool", ["preschool", "gymnasium"], True),
        ("preschool", ["gymnasium"], False),
    ],
)
def test_act_binds(kind: str, bound: list[str], is_bound: bool) -> None:
    assert binds(kind, bound) is is_bound


def names(page: str) -> list[str]:
    return re.findall(r'<th scope="row" class="name"><a[^>]*>([^<]*)</a>', page)


def test_register_lists_acts_the_latest_first(reader: Client, teacher: User) -> None:
    factories.act(title="Older", adopted_on=date(2020, 1, 1))
    factories.act(title="Newer", adopted_on=date(2024, 1, 1))
    reader.force_login(teacher)

    assert names(read(reader, "/acts/")) == ["Newer", "Older"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=catering", ["Catering"]),
        ("kind=council_decision", ["Catering"]),
        ("binds=gymnasium", ["Catering"]),
        ("binds=preschool", ["Catering", "Admission"]),
        ("state=in_force", ["Catering"]),
        ("state=coming", ["Admission"]),
        ("state=ended", []),
    ],
)
def test_register_is_narrowed(
    reader: Client, specialist: User, query: str, found: list[str]
) -> None:
    factories.act(title="Admission", binds_kinds=["preschool"], adopted_on=date(2024, 3, 1))
    factories.act(
        title="Catering",
        kind="council_decision",
        adopted_on=date(2024, 4, 1),
        from_on=date(2024, 4, 1),
    )
    reader.force_login(specialist)

    assert names(read(reader, f"/acts/?{query}")) == found


def test_act_page_shows_what_follows_from_it(reader: Client, specialist: User) -> None:
    act = factories.act(
        changes="Places by date", duties="Publish", indicators=["places.free", "gone.away"]
    )
    factories.deadline(title="List of groups", act=act)
    factories.measure(title="Seminar on admission", act=act)
    reader.force_login(specialist)

    page = read(reader, f"/acts/{act.pk}/")

    for words in ("Places by date", "Publish", "Free places", "List of groups", "Seminar on"):
        assert words in page, words
    assert "gone.away" not in page


def test_act_page_says_to_a_teacher_nothing_to_change(reader: Client, teacher: User) -> None:
    act = factories.act()
    reader.force_login(teacher)

    assert f"/acts/{act.pk}/change/" not in read(reader, f"/acts/{act.pk}/")


def test_act_is_entered_on_the_page(reader: Client, specialist: User) -> None:
    reader.force_login(specialist)

    answer = reader.post("/acts/new/", {**WORDS, "binds_kinds": ["preschool"]}, follow=True)

    assert "The act is in the register." in answer.content.decode()
    assert Act.objects.get().binds_kinds == ["preschool"]


def test_act_that_lacks_something_is_not_entered(reader: Client, specialist: User) -> None:
    reader.force_login(specialist)

    answer = reader.post("/acts/new/", {**WORDS, "title": ""})

    assert answer.status_code == 422
    assert not Act.objects.exists()


def test_act_is_changed_on_the_page(reader: Client, specialist: User) -> None:
    act = factories.act()
    reader.force_login(specialist)

    answer = reader.post(f"/acts/{act.pk}/change/", {**WORDS, "revision": 1})

    assert answer.status_code == 302
    assert Act.objects.get().number == "214"


def test_act_changed_meanwhile_is_not_overwritten(reader: Client, specialist: User) -> None:
    act = factories.act(revision=2, title="Theirs")
    reader.force_login(specialist)

    answer = reader.post(f"/acts/{act.pk}/change/", {**WORDS, "revision": 1})

    assert "Somebody else has changed this" in answer.content.decode()
    assert Act.objects.get().title == "Theirs"


def test_act_is_taken_out_on_the_page(reader: Client, specialist: User) -> None:
    act = factories.act()
    reader.force_login(specialist)

    assert "cannot" not in read(reader, f"/acts/{act.pk}/remove/")
    reader.post(f"/acts/{act.pk}/remove/")

    assert not Act.objects.exists()


@pytest.mark.parametrize("page", ["new/", "{act}/change/", "{act}/remove/"])
@pytest.mark.parametrize("role", ["head", "teacher", "auditor", "administrator", "visitor"])
def test_acts_are_kept_by_officials_only(
    request: pytest.FixtureRequest, reader: Client, role: str, page: str
) -> None:
    user = request.getfixturevalue(role)
    act = factories.act()
    reader.force_login(user)

    assert reader.post(f"/acts/{page.format(act=act.pk)}").status_code == 403
    assert Act.objects.exists()


def test_acts_are_only_for_those_who_sign_in(reader: Client, installation: object) -> None:
    assert reader.get("/acts/").status_code == 302


def test_acts_are_read_only(reader: Client, specialist: User) -> None:
    reader.force_login(specialist)

    assert reader.post("/acts/").status_code == 405
