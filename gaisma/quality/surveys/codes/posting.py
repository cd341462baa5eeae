"""Codes go out by e-mail: each address gets one of the batch, and nothing knows which.

A letter takes a code before it is sent, and goes after it was sent. Whoever is killed in between
leaves a letter that is sent once more, with another code; none is lost. One worker at a time sends
the letters of a batch, so that nobody gets two. A reminder knows of no code.
"""

import logging
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from secrets import SystemRandom, randbelow
from smtplib import SMTPException
from types import TracebackType
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F, QuerySet, Sum
from django.utils.translation import gettext as _

from gaisma.base import audit, changes, secret_addresses
from gaisma.base.accounts import letters
from gaisma.base.accounts.letters import Text, UnableToSend
from gaisma.base.changes import UnableToRecord
from gaisma.base.jobs import signs
from gaisma.base.models import Organisation, User
from gaisma.quality.surveys import codes
from gaisma.quality.surveys.codes import actions, policies
from gaisma.quality.surveys.models import Batch, Code, Letter, Part, Unsent
from gaisma.quality.surveys.permissions import GIVE_CODES
from gaisma.quality.surveys.workflow import SURVEY

NUMBERS = 2**31
"""Below it are the numbers of codes that take another's place, taken at random."""
logger = logging.getLogger(__name__)
NOBODY = "undisclosed-recipients:;"
"""To whom a letter with a code says that it goes where letters are kept: in a folder."""
IN_A_ROW = 5
"""After so many refusals one after another the server itself is in trouble."""


def write(
    *,
    part: Part,
    institution: Organisation,
    addresses: Collection[str],
    language: str,
    seen: int,
    by: User | None,
    at: datetime,
) -> Batch:
    """Give out a code for each address, to be sent by `send`. Raises UnableToRecord.

    `seen` is how many codes had been given out as the giver knew.
    """
    different = sorted(set(addresses))
    SystemRandom().shuffle(different)
    with transaction.atomic():
        actions.demand_seen(part, institution, seen)
        batch = actions.issue(
            part=part,
            institution=institution,
            count=len(different),
            goes_by_letter=True,
            by=by,
            at=at,
        )
        numbers = range(1, len(different) + 1)
        Unsent.objects.bulk_create(Unsent(batch=batch, number=number) for number in numbers)
        Letter.objects.bulk_create(
            Letter(batch=batch, address=address, language=language) for address in different
        )
    return batch


def remind(
    *,
    part: Part,
    institution: Organisation,
    addresses: Collection[str],
    language: str,
    on: date,
    by: User | None,
    at: datetime,
) -> Batch:
    """Remind people at these addresses of the survey, whoever has answered, to be sent by `send`.

    Nobody knows whose code was used: all get the same letter. Raises UnableToRecord.
    """
    changes.demand(GIVE_CODES, by=by, organisation=institution)
    SURVEY.check(part.campaign, "remind")
    policies.check_not_over(part.campaign, on=on)
    batch = Batch.objects.filter(part=part, institution=institution, is_trial=False).last()
    if batch is None:
        raise UnableToRecord(
            _("Give out codes first: a reminder has none."), code="no_codes_to_remind_of"
        )
    found = [
        Letter(batch=batch, address=address, language=language, is_reminder=True)
        for address in set(addresses)
    ]
    with transaction.atomic():
        Letter.objects.bulk_create(found, ignore_conflicts=True)
        audit.note(
            action=SURVEY["remind"].audited,
            by=by,
            at=at,
            organisation=institution,
            subject=batch._meta.label,
            ids=[batch.pk],
            details={"letters": len(found)},
        )
    return batch


def send(
    *, batch: Batch, by: User | None, tell: Callable[[int, int], None] = lambda done, total: None
) -> int:
    """Send the letters of a batch that wait; answers how many the mail server did not take.

    Raises UnableToRecord, also when somebody is sending them; and UnableToSend when the mail server
    is in trouble: the rest waits.
    """
    _demand(batch, by=by)
    with signs.held(f"letters-{batch.pk}") as sign:
        policies.check_not_being_sent(is_sending=sign is None)
        return _sent(batch, tell)


def _sent(batch: Batch, tell: Callable[[int, int], None]) -> int:
    waiting = Letter.objects.filter(batch=batch, has_failed=False)
    total, done, failed = waiting.count(), 0, 0
    with Post() as post:
        # Their keys are random numbers: the order says nothing of the addresses.
        while letter := waiting.order_by("pk").first():
            has_arrived = (_reminded if letter.is_reminder else _delivered)(batch, letter, post)
            failed += not has_arrived
            done += 1
            tell(done, total)
            post.demand_that_it_works()
    return failed


def _delivered(batch: Batch, letter: Letter, post: "Post") -> bool:
    """Send some code of the batch; answers whether it has reached the address."""
    number = _taken(batch)
    text = written(batch, codes.letters(batch.pk, number), letter.language)
    if not post.takes(text, to=letter.address, has_code=True):
        return not _fail(letter, number)
    letter.delete()
    return True


def _reminded(batch: Batch, letter: Letter, post: "Post") -> bool:
    """Send a reminder, which knows of no code; answers whether it has reached the address."""
    is_taken = post.takes(reminder(batch, letter.language), to=letter.address)
    if is_taken:
        letter.delete()
    else:
        Letter.objects.filter(pk=letter.pk).update(has_failed=True)
    return is_taken


def send_again(*, batch: Batch, by: User | None) -> None:
    """Let letters that were not taken wait again. Raises UnableToRecord."""
    _demand(batch, by=by)
    letters = _in_hands_of(by, batch)
    policies.check_has_letters(letters)
    letters.update(has_failed=False)


def clear(*, batch: Batch, by: User | None, at: datetime) -> None:
    """Forget the addresses that were not reached, with the codes meant for them.

    Raises UnableToRecord.
    """
    _demand(batch, by=by)
    letters = _in_hands_of(by, batch)
    policies.check_has_letters(letters)
    with transaction.atomic():
        Batch.objects.select_for_update().get(pk=batch.pk)
        failed = letters.filter(has_failed=True)
        reminders, _rows = failed.filter(is_reminder=True).delete()
        forgotten, _rows = failed.delete()
        numbers = list(Unsent.objects.filter(batch=batch).values_list("number", flat=True))
        spare = numbers[:forgotten]
        audit.note(
            action=SURVEY["clear_letters"].audited,
            by=by,
            at=at,
            organisation=batch.institution,
            subject=batch._meta.label,
            ids=[batch.pk],
            details={"letters": forgotten + reminders},
        )
        if len(spare) == batch.issued:
            batch.delete()
            return
        Unsent.objects.filter(batch=batch, number__in=spare).delete()
        Code.objects.filter(batch=batch, number__in=spare).delete()
        Batch.objects.filter(pk=batch.pk).update(issued=F("issued") - len(spare))


def _in_hands_of(user: User | None, batch: Batch) -> "QuerySet[Letter]":
    """The letters that the person sends again or forgets: of who leads the institution reminders
    alone, which hold no code."""
    rows = Letter.objects.filter(batch=batch)
    return rows.filter(is_reminder=True) if policies.leads(user, batch.institution) else rows


def _demand(batch: Batch, *, by: User | None) -> None:
    changes.demand(GIVE_CODES, by=by, organisation=batch.institution)
    SURVEY.check(batch.part.campaign, "clear_letters")


def _taken(batch: Batch) -> int:
    """The number of a code of the batch that no other letter gets."""
    with transaction.atomic():
        Batch.objects.select_for_update().get(pk=batch.pk)
        numbers = list(Unsent.objects.filter(batch=batch).values_list("number", flat=True))
        if not numbers:
            # A worker was killed after it took the code of a letter that still waits.
            Batch.objects.filter(pk=batch.pk).update(issued=F("issued") + 1)
            return _made(batch)
        number = SystemRandom().choice(numbers)
        Unsent.objects.filter(batch=batch, number=number).delete()
        return number


def _made(batch: Batch) -> int:
    """One more code of the batch, under a number that none had before."""
    first = actions.MOST_CODES + 1
    number = first + randbelow(NUMBERS - first)
    digest = codes.digest(codes.letters(batch.pk, number))
    Code.objects.create(batch=batch, number=number, digest=digest)
    return number


def _fail(letter: Letter, number: int) -> bool:
    """Keep the letter and withdraw its code; answers whether it has really failed.

    Another code takes the place of that one. Whose code was used has been reached after all.
    """
    with transaction.atomic():
        code = Code.objects.unused().filter(batch=letter.batch, number=number)
        withdrawn, _rows = code.delete()
        if not withdrawn:
            letter.delete()
            return False
        Letter.objects.filter(pk=letter.pk).update(has_failed=True)
        Unsent.objects.create(batch=letter.batch, number=_made(letter.batch))
    return True


def address(code: str = "") -> str:
    """Where a code opens its survey; without one, where it is typed."""
    if not code:
        return secret_addresses.address("surveys:door")
    return secret_addresses.address("surveys:answer", codes.written(code))


def written(batch: Batch, code: str, language: str) -> Text:
    """Subject and body of a letter with a code."""
    words = {"address": address(code), "code": codes.written(code)}
    return _written("code", batch, language, words)


def reminder(batch: Batch, language: str) -> Text:
    """Subject and body of a reminder: it knows of no code, only how many of all were used."""
    given = Batch.objects.filter(
        part=batch.part, institution=batch.institution, is_trial=False
    ).with_left()
    counted = given.aggregate(given_out=Sum("issued"), not_used=Sum("left"))
    issued = counted["given_out"]
    words = {"used": issued - counted["not_used"], "issued": issued}
    return _written("reminder", batch, language, words)


def _written(kind: str, batch: Batch, language: str, words: Mapping[str, Any]) -> Text:
    asked = batch.part.version.asks
    about = {
        "title": asked.text(asked.title, language),
        "institution": batch.institution.name,
        "until": batch.part.campaign.closes_on,
        "door": address(),
    }
    named = {**about, **words}
    return letters.written(kind, words=named, language=language, folder="surveys/letters")


class Post:
    """A connection to the mail server. Entering raises UnableToSend when there is none."""

    def __init__(self, connect: Callable[[], Any] = get_connection) -> None:
        self.connection = connect()
        self.refusals, self.trouble = 0, Exception()

    def __enter__(self) -> "Post":
        try:
            self.connection.open()
        except (SMTPException, OSError) as trouble:
            raise _unable(trouble) from trouble
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        trouble: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.connection.close()

    def takes(self, text: Text, *, to: str, has_code: bool = False) -> bool:
        """Whether the server takes the letter; no folder keeps an address together with a code."""
        subject, body = text
        named = NOBODY if has_code and letters.is_folder() else to
        try:
            EmailMessage(subject, body, to=[named], connection=self.connection).send()
        except (SMTPException, OSError) as trouble:
            # What the server says may name the address: the kind of trouble is enough for the log.
            logger.warning("A letter with a code could not be sent: %s", type(trouble).__name__)
            self.refusals, self.trouble = self.refusals + 1, trouble
            return False
        self.refusals = 0
        return True

    def demand_that_it_works(self) -> None:
        """Raises UnableToSend when it took none of several letters one after another."""
        if self.refusals >= IN_A_ROW:
            raise _unable(self.trouble)


def _unable(trouble: Exception) -> UnableToSend:
    return UnableToSend(
        _("The mail server did not take the letters (%(why)s): send them again later.")
        % {"why": type(trouble).__name__},
        code="not_sent",
    )
