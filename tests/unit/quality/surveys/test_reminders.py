"""Reminders: to all, for it is known how many codes were used, and not whose."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.models import AuditRecord, Installation, Organisation, User
from gaisma.quality.surveys.codes import posting
from gaisma.quality.surveys.models import Batch, Code, Letter, Part, Unsent
from tests import factories
from tests.factories.surveys import OPEN_ON
from tests.moments import NOW

pytestmark = pytest.mark.django_db
PEOPLE = ["anna@example.org", "ilze@example.org"]


@pytest.fixture
def part(school: Organisation) -> Part:
    """Of three codes that were given out one is used."""
    Installation.objects.update(today=OPEN_ON)
    row: Part = factories.part(campaign=factories.campaign(institutions=[school]))
    batch = factories.batch(part=row, institution=school, issued=3)
    Code.objects.filter(batch=batch, number=1).delete()
    factories.batch(part=row, institution=school, is_trial=True)
    return row


def reminded(part: Part, **given: Any) -> Batch:
    fields = {"addresses": PEOPLE, "language": "en", "on": OPEN_ON, "by": None, "at": NOW}
    place = part.campaign.institutions.get()
    return posting.remind(part=part, institution=place, **{**fields, **given})


def at(part: Part, school: Organisation) -> str:
    return f"/surveys/parts/{part.pk}/at/{school.pk}/reminder/"


def test_reminder_goes_to_all_takes_no_code_and_says_how_many_were_used(part: Part) -> None:
    left = set(Code.objects.values_list("digest", flat=True))

    failed = posting.send(batch=reminded(part), by=None)

    assert failed == 0
    assert sorted(letter.to[0] for letter in mail.outbox) == PEOPLE
    [text] = {str(letter.body) for letter in mail.outbox}
    assert "1 of 3 codes" in text
    assert "open until 31 May 2024" in text
    assert set(Code.objects.values_list("digest", flat=True)) == left
    assert not Letter.objects.exists()


def test_reminder_that_fails_is_listed_sent_again_and_forgotten_without_a_code(
    part: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: EmailBackend, _messages: Any) -> int:
        raise SMTPRecipientsRefused({})

    batch = reminded(part)
    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "send_messages", refuse)
        failed = posting.send(batch=batch, by=None)
    listed = Letter.objects.filter(has_failed=True).count()
    Letter.objects.filter(address=PEOPLE[1]).update(has_failed=False)
    posting.send(batch=batch, by=None)
    posting.clear(batch=batch, by=None, at=NOW)

    batch.refresh_from_db()
    assert (failed, listed) == (2, 2)
    assert [letter.to[0] for letter in mail.outbox] == [PEOPLE[1]]
    assert (batch.issued, batch.codes.count(), Unsent.objects.count()) == (3, 2, 0)
    assert not Letter.objects.exists()


def test_somebody_is_reminded_once_however_often_the_list_is_sent(part: Part) -> None:
    reminded(part)
    posting.send(batch=reminded(part), by=None)

    assert len(mail.outbox) == len(PEOPLE)


def test_audit_counts_reminders_and_names_nobody(part: Part, school: Organisation) -> None:
    reminded(part)

    note = AuditRecord.objects.get(action="survey.remind")
    assert note.details == {"letters": 2}
    assert note.organisation == school


def test_nobody_is_reminded_without_codes_nor_after_the_last_day(part: Part, teacher: User) -> None:
    without = factories.part(campaign=part.campaign, audience="parents_of_school")
    late = part.campaign.closes_on + timedelta(days=1)

    with pytest.raises(UnableToRecord, match="Give out codes first"):
        reminded(without)
    with pytest.raises(UnableToRecord, match="31 May 2024"):
        reminded(part, on=late)
    with pytest.raises(NotPermitted):
        reminded(part, by=teacher)
    assert not Letter.objects.exists()


def test_head_reminds_on_a_page_that_the_institution_leads_to(
    part: Part,
    school: Organisation,
    head: User,
    reader: Client,
    django_capture_on_commit_callbacks: Any,
) -> None:
    reader.force_login(head)
    place = reader.get(f"/surveys/{part.campaign_id}/at/{school.pk}/").content.decode()
    wrong = reader.post(at(part, school), {"addresses": "ilze", "language": "lv"})

    with django_capture_on_commit_callbacks(execute=True):
        sent = reader.post(at(part, school), {"addresses": "\n".join(PEOPLE), "language": "lv"})

    assert at(part, school) in place
    assert "is no e-mail address" in wrong.content.decode()
    assert sent.status_code == 302
    assert len(mail.outbox) == len(PEOPLE)
    assert all(letter.subject.startswith("Atgādinājums") for letter in mail.outbox)


def test_page_is_for_keepers_of_the_institution(
    part: Part, school: Organisation, teacher: User, reader: Client
) -> None:
    other = factories.user()
    factories.role_grant(user=other, role="head")

    statuses = {}
    for user in (teacher, other):
        reader.force_login(user)
        statuses[user] = reader.get(at(part, school)).status_code
    reader.logout()

    assert statuses == {teacher: 403, other: 404}
    assert reader.get(at(part, school)).status_code == 302
    assert reader.delete(at(part, school)).status_code in (302, 405)
