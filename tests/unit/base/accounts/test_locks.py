from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from gaisma.base.models import AuditRecord, User
from tests.pages import read

pytestmark = pytest.mark.django_db
LIMIT = 5


def tries(client: Client, times: int, *, login: str = "head", address: str = "192.0.2.1") -> int:
    """The status of the last of so many wrong attempts."""
    for _ in range(times):
        data = {"login": login, "password": "nonsense"}
        answer = client.post("/sign-in/", data, REMOTE_ADDR=address)
    return answer.status_code


def enters(client: Client, *, login: str = "head", address: str = "192.0.2.1") -> bool:
    data = {"login": login, "password": "password"}
    client.post("/sign-in/", data, REMOTE_ADDR=address)
    return "_auth_user_id" in client.session


def test_guessing_is_locked_out_after_five_attempts(reader: Client, head: User) -> None:
    assert tries(reader, LIMIT - 1) == 200
    assert tries(reader, 1) == 429
    assert not enters(reader)


def test_lock_says_until_when(reader: Client, head: User) -> None:
    tries(reader, LIMIT - 1)

    answer = reader.post("/sign-in/", {"login": "head", "password": "nonsense"})
    answer = reader.post("/sign-in/", {"login": "head", "password": "x"}, REMOTE_ADDR="192.0.2.1")

    assert answer.status_code == 429
    assert "You can try again after" in answer.content.decode()
    assert 0 < int(answer.headers["Retry-After"]) <= 15 * 60


def test_lock_is_for_one_address_only(reader: Client, head: User) -> None:
    tries(reader, LIMIT)

    assert enters(reader, address="192.0.2.2")


def test_lock_is_for_one_name_only(reader: Client, head: User, teacher: User) -> None:
    tries(reader, LIMIT)

    assert enters(reader, login="teacher")


def test_guesses_by_name_and_by_address_count_together(reader: Client, head: User) -> None:
    User.objects.filter(pk=head.pk).update(email="head@example.lv")
    tries(reader, 3)

    assert tries(reader, 2, login="Head@Example.lv") == 429
    assert not enters(reader)


def test_names_that_nobody_bears_are_locked_the_same_way(
    reader: Client, installation: object
) -> None:
    assert tries(reader, LIMIT, login="nobody") == 429


def test_lock_opens_after_its_time(reader: Client, head: User) -> None:
    tries(reader, LIMIT)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))

    assert enters(reader)


def test_right_password_forgets_wrong_ones(reader: Client, head: User) -> None:
    tries(reader, LIMIT - 1)
    enters(reader)
    reader.logout()

    assert tries(reader, LIMIT - 1) == 200


def test_guessing_leaves_no_names_in_the_log(
    reader: Client, head: User, caplog: pytest.LogCaptureFixture
) -> None:
    import logging.config

    from django.conf import settings

    logging.config.dictConfig(settings.LOGGING)
    tries(reader, LIMIT)

    assert logging.getLogger("axes").getEffectiveLevel() >= logging.CRITICAL
    assert "head" not in caplog.text


def test_guess_does_not_store_the_password(reader: Client, head: User) -> None:
    reader.post("/sign-in/", {"login": "head", "password": "nearly right"})

    assert "nearly right" not in AccessAttempt.objects.get().post_data


def test_locks_page_names_what_is_locked(reader: Client, administrator: User, head: User) -> None:
    tries(reader, LIMIT)
    reader.force_login(administrator)

    page = read(reader, "/accounts/locks/")

    assert "head" in page
    assert "192.0.2.1" in page
    assert "20 August 2024" in page


def test_locks_page_leaves_out_what_is_open_again(reader: Client, administrator: User) -> None:
    tries(reader, LIMIT, login="somebody")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    reader.force_login(administrator)

    assert "Nothing is locked" in read(reader, "/accounts/locks/")


def test_unlock_lets_in_again(reader: Client, administrator: User, head: User) -> None:
    tries(reader, LIMIT)
    attempt = AccessAttempt.objects.get()
    reader.force_login(administrator)

    answer = reader.post(f"/accounts/locks/{attempt.pk}/unlock/", follow=True)

    assert "The name is unlocked." in answer.content.decode()
    assert AuditRecord.objects.get(action="accounts.unlock").subject_ids == [head.pk]
    reader.logout()
    assert enters(reader)


@pytest.mark.parametrize("role", ["specialist", "head", "teacher", "auditor", "visitor"])
def test_locks_are_for_administrators(
    request: pytest.FixtureRequest, reader: Client, role: str
) -> None:
    reader.force_login(request.getfixturevalue(role))

    assert reader.get("/accounts/locks/").status_code == 403
    assert reader.post("/accounts/locks/1/unlock/").status_code == 403


def test_unlock_asks_to_be_sent(reader: Client, administrator: User) -> None:
    reader.force_login(administrator)

    assert reader.get("/accounts/locks/1/unlock/").status_code == 405


def test_unlock_of_nothing_is_not_found(reader: Client, administrator: User) -> None:
    reader.force_login(administrator)

    assert reader.post("/accounts/locks/1/unlock/").status_code == 404
