from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from gaisma.base.models import Organisation, RoleGrant, User
from tests import factories
from tests.pages import read

pytestmark = pytest.mark.django_db
LIST = "/accounts/"


def page(user: User, way: str = "") -> str:
    return f"{LIST}{user.pk}/{way}"


@pytest.fixture
def stranger(school: Organisation) -> User:
    """Somebody at another school."""
    user: User = factories.user(username="stranger", full_name="Stranger")
    factories.role_grant(user=user, role="teacher", organisation=factories.institution())
    return user


def test_list_shows_accounts_with_their_roles(
    reader: Client, head: User, teacher: User, stranger: User
) -> None:
    reader.force_login(head)

    listed = read(reader, LIST)

    assert "Teacher" in listed
    assert "teacher (Paraugpils vidusskola)" in listed
    assert "Stranger" not in listed


def test_list_of_the_specialist_reaches_all_schools(
    reader: Client, specialist: User, stranger: User
) -> None:
    reader.force_login(specialist)

    assert "Stranger" in read(reader, LIST)


def test_list_of_the_administrator_shows_who_has_no_role(
    reader: Client, administrator: User
) -> None:
    factories.user(full_name="Nobody in particular")
    reader.force_login(administrator)

    assert "Nobody in particular" in read(reader, LIST)


@pytest.mark.parametrize(
    ("query", "found", "left_out"),
    [
        ("q=teach", "Teacher", "Support"),
        ("role=support", "Support", "Teacher"),
        ("state=closed", "Support", "Teacher"),
        ("state=open", "Teacher", "Support"),
    ],
)
def test_list_is_narrowed(
    reader: Client, head: User, teacher: User, support: User, query: str, found: str, left_out: str
) -> None:
    if "state" in query:
        User.objects.filter(pk=support.pk).update(is_active=False)
    reader.force_login(head)

    listed = read(reader, f"{LIST}?{query}")

    assert f">{found}</a>" in listed
    assert f">{left_out}</a>" not in listed


def test_list_is_narrowed_by_place(reader: Client, specialist: User, stranger: User) -> None:
    reader.force_login(specialist)
    place = stranger.grants.get().organisation_id

    listed = read(reader, f"{LIST}?organisation={place}")

    assert f'"{page(stranger)}"' in listed
    assert f'"{page(specialist)}"' not in listed


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_list_is_taken_away(reader: Client, head: User, teacher: User, format_: str) -> None:
    reader.force_login(head)

    answer = reader.get(f"{LIST}?format={format_}")

    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    assert format_ == "xlsx" or "Teacher,teacher (Paraugpils" in answer.content.decode("utf-8-sig")


def test_list_asks_few_questions(
    reader: Client, specialist: User, school: Organisation, django_assert_max_num_queries: object
) -> None:
    for _ in range(20):
        factories.role_grant(role="teacher", organisation=school)
    reader.force_login(specialist)
    read(reader, LIST)

    with django_assert_max_num_queries(12):  # type: ignore[operator]
        read(reader, LIST)


@pytest.mark.parametrize("role", ["teacher", "support", "visitor"])
def test_list_is_not_for_everybody(
    request: pytest.FixtureRequest, reader: Client, role: str
) -> None:
    reader.force_login(request.getfixturevalue(role))

    assert reader.get(LIST).status_code == 403


def test_account_shows_roles_now_and_before(
    reader: Client, head: User, teacher: User, school: Organisation
) -> None:
    factories.role_grant(
        user=teacher, role="support", organisation=school, to_on=date(2023, 6, 1), granted_by=head
    )
    reader.force_login(head)

    shown = read(reader, page(teacher))

    assert "Roles before" in shown
    assert "01.06.2023" in shown or "2023" in shown
    assert "Has not signed in yet." in shown


def test_account_tells_whether_a_second_step_guards_it(
    reader: Client, administrator: User, teacher: User
) -> None:
    Authenticator.objects.create(user=teacher, type="totp", data={})
    reader.force_login(administrator)

    assert "Forget the second step" in read(reader, page(teacher))


def test_account_leaves_out_roles_beyond_ones_reach(
    reader: Client, head: User, teacher: User
) -> None:
    other = factories.institution(name="Cita skola")
    factories.role_grant(user=teacher, role="teacher", organisation=other)
    reader.force_login(head)

    assert "Cita skola" not in read(reader, page(teacher))


def test_account_of_another_school_is_not_found(reader: Client, head: User, stranger: User) -> None:
    reader.force_login(head)

    for way in ("", "grant/"):
        assert reader.get(page(stranger, way)).status_code == 404


def test_auditor_sees_and_changes_nothing(reader: Client, auditor: User, teacher: User) -> None:
    reader.force_login(auditor)

    assert "Grant a role" not in read(reader, page(teacher))
    assert reader.get(page(teacher, "grant/")).status_code == 403
    assert reader.post(page(teacher, "reopen/")).status_code == 403


def test_grant_page_grants(reader: Client, head: User, teacher: User, school: Organisation) -> None:
    reader.force_login(head)
    today = timezone.localdate()

    answer = reader.post(
        page(teacher, "grant/"),
        {"role": "support", "organisation": school.pk, "from_on": today.isoformat()},
        follow=True,
    )

    assert "The role is granted." in answer.content.decode()
    assert RoleGrant.objects.get(user=teacher, role="support").granted_by == head


def test_grant_page_offers_only_what_may_be_granted(
    reader: Client, head: User, teacher: User
) -> None:
    factories.institution(name="Cita skola")
    reader.force_login(head)

    shown = read(reader, page(teacher, "grant/"))

    assert 'value="deputy"' in shown
    assert 'value="specialist"' not in shown
    assert "Cita skola" not in shown


@pytest.mark.parametrize("role", ["specialist", "nonsense", ""])
def test_grant_page_refuses_other_roles(
    reader: Client, head: User, teacher: User, school: Organisation, role: str
) -> None:
    reader.force_login(head)

    answer = reader.post(
        page(teacher, "grant/"),
        {"role": role, "organisation": school.pk, "from_on": "2024-09-01"},
    )

    assert answer.status_code == 422
    assert RoleGrant.objects.filter(user=teacher).count() == 1


def test_grant_page_says_why_it_cannot_be(
    reader: Client, head: User, teacher: User, school: Organisation
) -> None:
    reader.force_login(head)

    answer = reader.post(
        page(teacher, "grant/"),
        {"role": "teacher", "organisation": school.pk, "from_on": "2024-09-01"},
    )

    assert answer.status_code == 422
    assert "holds this role there already" in answer.content.decode()


def test_end_page_ends_the_role(reader: Client, head: User, teacher: User) -> None:
    held = teacher.grants.get()
    reader.force_login(head)
    yesterday = timezone.localdate() - timedelta(days=1)
    address = f"{LIST}grants/{held.pk}/end/"
    assert "teacher (Paraugpils vidusskola)" in read(reader, address)

    reader.post(address, {"on": yesterday.isoformat()})

    held.refresh_from_db()
    assert held.to_on == yesterday


def test_end_page_of_a_role_that_one_may_not_end_is_forbidden(reader: Client, head: User) -> None:
    reader.force_login(head)

    assert reader.get(f"{LIST}grants/{head.grants.get().pk}/end/").status_code == 403


def test_end_page_of_another_school_is_not_found(
    reader: Client, head: User, stranger: User
) -> None:
    reader.force_login(head)

    assert reader.get(f"{LIST}grants/{stranger.grants.get().pk}/end/").status_code == 404
    assert reader.get(f"{LIST}grants/999999/end/").status_code == 404


def test_administrator_closes_and_reopens(
    reader: Client, administrator: User, teacher: User
) -> None:
    reader.force_login(administrator)
    assert "signed out at once" in read(reader, page(teacher, "close/"))

    reader.post(page(teacher, "close/"))
    teacher.refresh_from_db()
    assert not teacher.is_active

    reader.post(page(teacher, "reopen/"))
    teacher.refresh_from_db()
    assert teacher.is_active


def test_administrator_forgets_a_second_step(
    reader: Client, administrator: User, teacher: User
) -> None:
    Authenticator.objects.create(user=teacher, type="totp", data={})
    reader.force_login(administrator)

    answer = reader.post(page(teacher, "second-step/reset/"), follow=True)

    assert "the password alone lets in" in answer.content.decode()
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("role", ["specialist", "head", "auditor"])
@pytest.mark.parametrize("way", ["close/", "reopen/", "second-step/reset/"])
def test_administration_is_for_administrators(
    request: pytest.FixtureRequest, reader: Client, teacher: User, role: str, way: str
) -> None:
    reader.force_login(request.getfixturevalue(role))

    assert reader.post(page(teacher, way)).status_code == 403


@pytest.mark.parametrize("way", ["reopen/"])
def test_buttons_ask_to_be_sent(
    reader: Client, administrator: User, teacher: User, way: str
) -> None:
    reader.force_login(administrator)

    assert reader.get(page(teacher, way)).status_code == 405


def test_page_of_ones_own_offers_no_closing(reader: Client, administrator: User) -> None:
    reader.force_login(administrator)

    shown = read(reader, page(administrator))

    assert "Close the account" not in shown
    assert "Grant a role" not in shown


def test_pages_of_accounts_show_no_person_of_the_record(
    reader: Client, administrator: User, school: Organisation
) -> None:
    person = factories.person(family_name="Neredzama")
    factories.employment(institution=school, person=person)
    reader.force_login(administrator)

    assert "Neredzama" not in read(reader, LIST)


def test_mail_page_sends_a_trial_letter(reader: Client, administrator: User) -> None:
    from django.core import mail

    reader.force_login(administrator)

    answer = reader.post("/accounts/mail/", {"email": "me@example.lv"}, follow=True)

    assert "took the letter" in answer.content.decode()
    assert mail.outbox[0].to == ["me@example.lv"]


def test_mail_page_tells_what_the_server_said(
    reader: Client, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.core.mail.backends.locmem import EmailBackend

    def fail(*_: object) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", fail)
    reader.force_login(administrator)

    answer = reader.post("/accounts/mail/", {"email": "me@example.lv"})

    assert answer.status_code == 422
    assert "ConnectionRefusedError" in answer.content.decode()


def test_mail_page_says_where_letters_go(
    reader: Client, administrator: User, settings: object
) -> None:
    reader.force_login(administrator)
    settings.EMAIL_HOST, settings.EMAIL_PORT = "mail.example.lv", 587  # type: ignore[attr-defined]
    assert "mail.example.lv:587" in read(reader, "/accounts/mail/")

    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"  # type: ignore[attr-defined]
    assert "No mail server is set" in read(reader, "/accounts/mail/")


@pytest.mark.parametrize("role", ["specialist", "head", "auditor", "teacher"])
def test_mail_page_is_for_administrators(
    request: pytest.FixtureRequest, reader: Client, role: str
) -> None:
    reader.force_login(request.getfixturevalue(role))

    assert reader.get("/accounts/mail/").status_code == 403
