"""Codes by e-mail: each address gets one, none is lost, and nothing knows which."""

import re
from pathlib import Path
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from gaisma.base.accounts.letters import FOLDER, UnableToSend
from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.jobs.models import Job
from gaisma.base.models import AuditRecord, Installation, Organisation, User
from gaisma.quality.surveys import codes
from gaisma.quality.surveys.answering import actions as answers
from gaisma.quality.surveys.codes import posting
from gaisma.quality.surveys.models import Batch, Code, Letter, Part, Unsent
from tests import factories
from tests.factories.surveys import OPEN_ON
from tests.moments import NOW

pytestmark = pytest.mark.django_db
PEOPLE = [f"person{number}@example.org" for number in range(6)]


@pytest.fixture
def part(school: Organisation) -> Part:
    Installation.objects.update(today=OPEN_ON)
    row: Part = factories.part(
        campaign=factories.campaign(institutions=[school]), audience="parents_of_school"
    )
    return row


@pytest.fixture
def batch(part: Part, school: Organisation) -> Batch:
    return written(part, school)


def written(part: Part, school: Organisation, addresses: list[str] = PEOPLE) -> Batch:
    return posting.write(
        part=part,
        institution=school,
        addresses=addresses,
        language="en",
        seen=0,
        by=None,
        at=NOW,
    )


def sent() -> dict[str, list[str]]:
    """By address the codes in its letters."""
    found: dict[str, list[str]] = {}
    for letter in mail.outbox:
        [code] = re.findall(r"/answer/(\S+)/", str(letter.body))[:1]
        found.setdefault(letter.to[0], []).append(codes.read(code))
    return found


def refusing(monkeypatch: pytest.MonkeyPatch, *refused: str) -> None:
    """Let the mail server refuse these addresses."""
    taken = EmailBackend.send_messages

    def send(self: EmailBackend, messages: Any) -> int:
        if {to for message in messages for to in message.to} & set(refused):
            raise SMTPRecipientsRefused({})
        return taken(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", send)


def test_each_address_gets_a_code_of_its_own_and_is_forgotten(batch: Batch) -> None:
    failed = posting.send(batch=batch, by=None)

    found = sent()
    given = {codes.letters(batch.pk, number) for number in range(1, 7)}
    assert sorted(found) == PEOPLE
    assert {code for mine in found.values() for code in mine} == given
    assert failed == 0
    assert not Letter.objects.exists()
    assert not Unsent.objects.exists()
    assert Code.objects.count() == 6


def test_letter_says_what_is_asked_until_when_and_how_in_its_language(
    part: Part, school: Organisation
) -> None:
    posting.send(
        batch=posting.write(
            part=part,
            institution=school,
            addresses=PEOPLE[:1],
            language="lv",
            seen=0,
            by=None,
            at=NOW,
        ),
        by=None,
    )

    [letter] = mail.outbox
    assert school.name in letter.subject
    assert "31.05.2024." in letter.body
    assert "/answer/" in letter.body


def test_folder_of_letters_keeps_no_address_beside_a_code(
    part: Part, school: Organisation, settings: Any, tmp_path: Path
) -> None:
    settings.EMAIL_BACKEND = FOLDER
    settings.EMAIL_FILE_PATH = tmp_path
    batch = written(part, school, ["anna@example.org"])

    posting.send(batch=batch, by=None)
    posting.remind(
        part=part,
        institution=school,
        addresses=["anna@example.org"],
        language="en",
        on=OPEN_ON,
        by=None,
        at=NOW,
    )
    posting.send(batch=batch, by=None)

    kept = [file.read_text() for file in sorted(tmp_path.iterdir())]
    with_code = [text for text in kept if "/answer/" in text and re.search(r"/answer/\S+/", text)]
    assert len(with_code) == 1
    assert not [text for text in with_code if "anna@" in text]


def test_codes_do_not_follow_the_order_of_the_addresses(part: Part, school: Organisation) -> None:
    addresses = [f"{number:03d}@example.org" for number in range(60)]
    batch = written(part, school, addresses)

    posting.send(batch=batch, by=None)

    numbers = {codes.letters(batch.pk, number): number for number in range(1, 61)}
    in_order = [numbers[sent()[address][0]] for address in addresses]
    assert sorted(in_order) == list(range(1, 61))
    assert in_order != sorted(in_order)
    assert [letter.to[0] for letter in mail.outbox] != addresses


def test_letters_that_were_not_taken_stay_and_are_sent_again_with_another_code(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        refusing(patched, PEOPLE[2])
        failed = posting.send(batch=batch, by=None)
    known = set(Code.objects.values_list("digest", flat=True))

    posting.send_again(batch=batch, by=None)
    posting.send(batch=batch, by=None)

    assert failed == 1
    assert sorted(sent()) == PEOPLE
    assert {len(mine) for mine in sent().values()} == {1}
    assert {codes.digest(mine[0]) for mine in sent().values()} == known
    batch.refresh_from_db()
    assert batch.issued == Code.objects.count() == 6
    assert not Letter.objects.exists()


def test_of_two_who_send_at_once_one_does_and_nobody_gets_two_letters(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A job that had failed is tried again while another is under way."""
    taken, refusals = EmailBackend.send_messages, []

    def send(self: EmailBackend, messages: Any) -> int:
        with pytest.raises(UnableToRecord) as refused:
            posting.send(batch=batch, by=None)
        refusals.append(refused.value.code)
        return taken(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", send)

    posting.send(batch=batch, by=None)

    assert refusals == ["being_sent"] * len(PEOPLE)
    assert sorted(sent()) == PEOPLE
    assert {len(mine) for mine in sent().values()} == {1}
    assert Code.objects.count() == Batch.objects.get().issued == len(PEOPLE)


def test_who_was_killed_while_sending_keeps_nobody_from_sending_the_rest(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException): ...

    def dying(_self: EmailBackend, _messages: Any) -> int:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "send_messages", dying)
        with pytest.raises(Killed):
            posting.send(batch=batch, by=None)
    posting.send(batch=batch, by=None)

    assert sorted(sent()) == PEOPLE


def test_addresses_that_were_not_reached_are_forgotten_with_their_codes(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing(monkeypatch, *PEOPLE[:2])
    posting.send(batch=batch, by=None)

    posting.clear(batch=batch, by=None, at=NOW)

    batch.refresh_from_db()
    assert batch.issued == Code.objects.count() == 4
    assert not Letter.objects.exists()
    assert not Unsent.objects.exists()
    assert AuditRecord.objects.get(action="survey.clear_letters").details == {"letters": 2}


def test_batch_of_which_nobody_was_reached_is_gone(
    part: Part, school: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = written(part, school, PEOPLE[:1])
    refusing(monkeypatch, PEOPLE[0])
    posting.send(batch=batch, by=None)

    posting.clear(batch=batch, by=None, at=NOW)

    assert not Batch.objects.exists()


def test_person_who_used_the_code_of_a_refused_letter_was_reached(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server broke off after it had taken the letter."""
    taken = EmailBackend.send_messages

    def breaking_off(self: EmailBackend, messages: Any) -> int:
        taken(self, messages)
        code = sent()[messages[0].to[0]][0]
        answers.answer(text=code, answers={"outcomes": "yes"}, language="en", on=OPEN_ON)
        raise ConnectionResetError

    monkeypatch.setattr(EmailBackend, "send_messages", breaking_off)
    monkeypatch.setattr("gaisma.quality.surveys.codes.posting.IN_A_ROW", 99)

    assert posting.send(batch=batch, by=None) == 0
    assert not Letter.objects.exists()


class Killed(BaseException):
    """The worker dies."""


@pytest.mark.parametrize("is_taken", [True, False])
def test_worker_that_is_killed_loses_no_letter_and_sends_one_twice_at_most(
    batch: Batch, monkeypatch: pytest.MonkeyPatch, is_taken: bool
) -> None:
    taken, calls = EmailBackend.send_messages, []

    def dying(self: EmailBackend, messages: Any) -> int:
        calls.append(messages)
        if len(calls) == 3:
            if is_taken:
                taken(self, messages)
            raise Killed
        return taken(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", dying)
    with pytest.raises(Killed):
        posting.send(batch=batch, by=None)

    posting.send(batch=batch, by=None)

    found = sent()
    every = [code for mine in found.values() for code in mine]
    assert sorted(found) == PEOPLE
    assert len(every) == len(set(every)) == (7 if is_taken else 6)
    assert all(Code.objects.filter(digest=codes.digest(code)).exists() for code in every)
    batch.refresh_from_db()
    assert batch.issued == Code.objects.count() == 7


def test_server_that_takes_nothing_stops_the_work_and_keeps_what_waits(
    part: Part, school: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = [f"{number}@example.org" for number in range(9)]
    batch = written(part, school, addresses)
    refusing(monkeypatch, *addresses)

    with pytest.raises(UnableToSend, match="did not take the letters"):
        posting.send(batch=batch, by=None)

    assert Letter.objects.filter(has_failed=True).count() == 5
    assert Letter.objects.filter(has_failed=False).count() == 4


def test_no_server_at_all_fails_no_letter(batch: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: EmailBackend) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "open", refuse)

    with pytest.raises(UnableToSend):
        posting.send(batch=batch, by=None)

    assert not Letter.objects.filter(has_failed=True).exists()


def test_letters_are_for_keepers_of_the_institution_and_an_open_survey(
    batch: Batch, specialist: User
) -> None:
    other = factories.user()
    factories.role_grant(user=other, role="head")

    for act in (posting.send, posting.send_again):
        with pytest.raises(NotPermitted):
            act(batch=batch, by=other)
    with pytest.raises(NotPermitted):
        posting.clear(batch=batch, by=other, at=NOW)
    type(batch.part.campaign).objects.update(started_at=None)
    batch.part.campaign.refresh_from_db()
    with pytest.raises(UnableToRecord, match="not open"):
        posting.send(batch=batch, by=specialist)


def test_closing_forgets_the_addresses(batch: Batch, reader: Client, specialist: User) -> None:
    reader.force_login(specialist)

    reader.post(f"/surveys/{batch.part.campaign_id}/close/", {"revision": 1})

    assert not Letter.objects.exists()
    assert not Unsent.objects.exists()


def at(part: Part, school: Organisation) -> str:
    return f"/surveys/parts/{part.pk}/at/{school.pk}/letters/"


def test_pasted_addresses_are_sent_to_in_the_background(
    reader: Client, specialist: User, part: Part, school: Organisation,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    reader.force_login(specialist)
    pasted = "anna@example.org\r\n\r\n  Anna@example.org;\r\nilze@example.org,\t"

    with django_capture_on_commit_callbacks(execute=True):
        answer = reader.post(at(part, school), {"addresses": pasted, "language": "lv", "seen": 0})

    assert answer.headers["Location"] == f"/surveys/{part.campaign_id}/at/{school.pk}/"
    assert len(mail.outbox) == 2
    job = Job.objects.get()
    assert job.state == "done"
    assert "example.org" not in f"{job.parameters}{job.about}{job.message}"
    assert "example.org" not in str(list(AuditRecord.objects.values()))


def test_lines_that_are_no_addresses_are_told_one_by_one(
    reader: Client, specialist: User, part: Part, school: Organisation
) -> None:
    reader.force_login(specialist)
    pasted = "anna@example.org\nilze\nzīle@example.org"

    refused = reader.post(at(part, school), {"addresses": pasted, "language": "lv", "seen": 0})

    told = refused.context["form"].errors["addresses"]
    assert told == [
        "Line 2: “ilze” is no e-mail address.",
        "Line 3: “zīle@example.org” is no e-mail address.",
    ]
    assert pasted.splitlines()[0] in refused.content.decode()
    assert not Letter.objects.exists()


def test_many_wrong_lines_are_counted(
    reader: Client, specialist: User, part: Part, school: Organisation
) -> None:
    reader.force_login(specialist)

    refused = reader.post(at(part, school), {"addresses": "x\n" * 14, "language": "lv", "seen": 0})

    assert refused.context["form"].errors["addresses"][-1] == "And 4 more lines."


def test_failed_addresses_are_listed_sent_again_and_forgotten(
    reader: Client, specialist: User, batch: Batch, monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    refusing(monkeypatch, *PEOPLE[:2])
    posting.send(batch=batch, by=None)
    reader.force_login(specialist)
    place = f"/surveys/{batch.part.campaign_id}/at/{batch.institution_id}/"
    page = reader.get(place).content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        reader.post(f"/surveys/batches/{batch.pk}/letters/send/")
    failed = reader.get(place).content.decode()
    reader.post(f"/surveys/batches/{batch.pk}/letters/clear/")
    cleared = reader.get(place).content.decode()

    assert all(address in page and address in failed for address in PEOPLE[:2])
    assert PEOPLE[3] not in page
    assert not any(address in cleared for address in PEOPLE)


def test_letters_under_way_are_not_sent_a_second_time(
    reader: Client, head: User, batch: Batch
) -> None:
    parameters = {"campaign_id": batch.part.campaign_id, "institution_id": batch.institution_id}
    factories.job(by=head, kind="surveys.send_letters", parameters=parameters, state="running")
    reader.force_login(head)

    told = reader.post(f"/surveys/batches/{batch.pk}/letters/send/", follow=True)

    assert "wait until it is done" in told.content.decode()
    assert Job.objects.count() == 1


@pytest.mark.parametrize("what", ["send", "clear"])
def test_letters_of_another_school_are_not_there(reader: Client, batch: Batch, what: str) -> None:
    other = factories.user()
    factories.role_grant(user=other, role="head")
    reader.force_login(other)

    assert reader.post(f"/surveys/batches/{batch.pk}/letters/{what}/").status_code == 404
    assert reader.get(f"/surveys/batches/{batch.pk}/letters/{what}/").status_code == 405


def test_codes_that_went_by_letter_are_on_no_sheet(
    reader: Client, specialist: User, batch: Batch
) -> None:
    reader.force_login(specialist)

    refused = reader.get(f"/surveys/batches/{batch.pk}/sheet/", follow=True)

    assert "went out by e-mail" in refused.content.decode()


def test_list_that_is_sent_twice_goes_out_once(
    reader: Client, specialist: User, part: Part, school: Organisation
) -> None:
    reader.force_login(specialist)
    pasted = {"addresses": "anna@example.org", "language": "lv", "seen": 0}
    reader.post(at(part, school), pasted)

    refused = reader.post(at(part, school), pasted)

    assert "given out meanwhile" in refused.content.decode()
    assert Batch.objects.count() == 1
