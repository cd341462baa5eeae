"""What is due comes as a letter, to who wants it."""

from datetime import UTC, date, datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from gaisma.base import duties
from gaisma.base.changes import NotPermitted
from gaisma.base.models import AuditRecord, User
from gaisma.workplace.calendar import actions
from gaisma.workplace.calendar import offers as calendar
from gaisma.workplace.calendar.models import Digest
from tests import factories
from tests.moments import NOW
from tests.pages import read

pytestmark = pytest.mark.django_db
MONDAY = datetime(2024, 8, 19, 6, 0, tzinfo=UTC)
"""Nine in the morning in Latvia."""


@pytest.fixture(autouse=True)
def _deadlines_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What other rooms ask for as well is theirs to tell."""
    monkeypatch.setattr(duties, "known", lambda: calendar.DUTIES)


@pytest.fixture
def reached(head: User) -> User:
    """The head, who has an address and owes something by two deadlines."""
    User.objects.filter(pk=head.pk).update(email="head@example.lv", language="en")
    factories.deadline(title="Plan of Kalniņa", due_on=date(2024, 8, 16))
    factories.deadline(due_on=date(2024, 8, 29))
    return User.objects.get(pk=head.pk)


def letters_on(*moments: datetime) -> list[int]:
    return [actions.send_digests(at=moment) for moment in moments]


def test_letter_tells_kinds_of_work_and_days_and_nobody(
    reached: User, mailoutbox: list[EmailMessage]
) -> None:
    factories.digest(user=reached)

    assert actions.send_digests(at=MONDAY) == 1

    (letter,) = mailoutbox
    assert letter.to == ["head@example.lv"]
    assert letter.subject == "What is due in Gaisma"
    assert "– Deadline: 2, 1 of them late (the first by 16 August 2024)" in letter.body
    assert "/calendar/missing/" in letter.body
    assert "Kalniņa" not in letter.body


def test_letter_is_in_the_language_of_who_gets_it(
    reached: User, mailoutbox: list[EmailMessage]
) -> None:
    User.objects.update(language="lv")
    factories.digest(user=reached)

    actions.send_digests(at=MONDAY)

    assert mailoutbox[0].subject == "Kas jāpaveic Gaismā"


def test_letter_of_the_week_comes_once_and_on_its_first_working_day(reached: User) -> None:
    factories.digest(user=reached)
    days = [MONDAY + timedelta(days=number) for number in range(-1, 8)]

    assert letters_on(*days) == [0, 1, 0, 0, 0, 0, 0, 0, 1]


def test_letter_of_the_day_comes_once_on_each_working_day(reached: User) -> None:
    factories.digest(user=reached, rhythm="daily")
    moments = [MONDAY + timedelta(hours=hours) for hours in (-3, 0, 1, 24, 5 * 24)]

    assert letters_on(*moments) == [0, 1, 0, 1, 0]


def test_nothing_due_is_no_letter_until_something_is(
    head: User, mailoutbox: list[EmailMessage]
) -> None:
    User.objects.filter(pk=head.pk).update(email="head@example.lv")
    factories.digest(user=head)

    assert letters_on(MONDAY) == [0]
    factories.deadline(due_on=date(2024, 8, 29))
    assert letters_on(MONDAY + timedelta(hours=1), MONDAY + timedelta(days=1)) == [0, 1]


@pytest.mark.parametrize("fields", [{"is_active": False}, {"email": ""}])
def test_nobody_is_written_to_whose_account_is_closed_or_has_no_address(
    reached: User, fields: dict[str, Any]
) -> None:
    factories.digest(user=reached)
    User.objects.update(**fields)

    assert letters_on(MONDAY) == [0]


def test_letter_that_is_not_taken_is_tried_the_next_day(
    reached: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.digest(user=reached)
    with monkeypatch.context() as broken:
        refusal = SMTPRecipientsRefused({})
        broken.setattr(EmailMessage, "send", lambda _letter: (_ for _ in ()).throw(refusal))
        assert letters_on(MONDAY) == [0]

    assert letters_on(MONDAY + timedelta(hours=1), MONDAY + timedelta(days=1)) == [0, 1]


def test_rhythm_is_chosen_changed_and_given_up(reader: Client, reached: User) -> None:
    reader.force_login(reached)

    for rhythm, kept in [("weekly", ["weekly"]), ("daily", ["daily"]), ("", [])]:
        answer = reader.post("/calendar/missing/letters/", {"rhythm": rhythm})
        assert answer.status_code == 302
        assert list(Digest.objects.values_list("rhythm", flat=True)) == kept

    acts = AuditRecord.objects.filter(action="digest.choose")
    assert [act.details["rhythm"] for act in acts.order_by("pk")] == ["weekly", "daily", ""]


def test_page_tells_who_has_no_address(reader: Client, head: User) -> None:
    User.objects.filter(pk=head.pk).update(email="")
    reader.force_login(head)

    assert "no e-mail address yet" in read(reader, "/calendar/missing/letters/")


def test_who_owes_nothing_for_others_chooses_no_letter(teacher: User) -> None:
    with pytest.raises(NotPermitted):
        actions.choose_digest(rhythm="daily", by=teacher, at=NOW)
