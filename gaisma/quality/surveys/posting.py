"""Letters with codes: how they are written, and the mail server that takes them."""

import logging
from collections.abc import Callable, Mapping
from smtplib import SMTPException
from types import TracebackType
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from gaisma.base.accounts import letters
from gaisma.base.accounts.letters import Text, UnableToSend
from gaisma.quality.surveys import codes
from gaisma.quality.surveys.models import Batch

logger = logging.getLogger(__name__)
NOBODY = "undisclosed-recipients:;"
"""To whom a letter with a code says that it goes where letters are kept: in a folder."""
IN_A_ROW = 5
"""After so many refusals one after another the server itself is in trouble."""


def address(code: str = "") -> str:
    """Where a code opens its survey; without one, where it is typed."""
    path = (
        reverse("surveys:answer", args=[codes.written(code)]) if code else reverse("surveys:door")
    )
    return str(settings.GAISMA_ADDRESS).rstrip("/") + path


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
