"""Letters: a text a kind, in the language of who receives it, through the mail server of ours.

The first line of a letter's template is its subject. Nothing is sent inside a transaction: a server
that is slow must not hold the record, and one that fails must not undo what was done.
"""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from gaisma.base.errors import GaismaError
from gaisma.base.models import Installation

logger = logging.getLogger(__name__)
FOLDER = "django.core.mail.backends.filebased.EmailBackend"
KEPT = timedelta(days=14)
"""So long lies a letter that no mail server takes: until the link of an invitation is over."""

Text = tuple[str, str]
"""Subject and body."""


class UnableToSend(GaismaError):
    """The mail server did not take the letter."""


def send(
    kind: str,
    *,
    to: str,
    words: Mapping[str, Any],
    language: str,
) -> None:
    """Write a letter and hand it to the mail server. Raises UnableToSend."""
    post(written(kind, words=words, language=language), to=to)


def post(text: Text, *, to: str) -> None:
    """Hand a letter that is written to the mail server. Raises UnableToSend."""
    subject, body = text
    try:
        EmailMessage(subject, body, to=[to]).send()
    except (SMTPException, OSError) as trouble:
        # What the server says may name the address: the kind of trouble is enough for the log.
        logger.warning("A letter could not be sent: %s", type(trouble).__name__)
        raise UnableToSend(
            _("The letter could not be sent: the mail server did not take it (%(why)s).")
            % {"why": type(trouble).__name__},
            code="not_sent",
        ) from trouble


def clean(*, at: datetime) -> int:
    """Delete letters that were put into the folder long ago; gives their number.

    `at` is of the true clock, as files are.
    """
    before, gone = (at - KEPT).timestamp(), 0
    for file in Path(settings.EMAIL_FILE_PATH).glob("*.log"):
        if file.stat().st_mtime < before:
            file.unlink(missing_ok=True)
            gone += 1
    return gone


def written(
    kind: str, *, words: Mapping[str, Any], language: str, folder: str = "accounts/letters"
) -> Text:
    """Subject and body of a letter, whose template lies in the folder."""
    installation = Installation.objects.select_related("authority").filter(pk=1).first()
    named = {"installation": installation, **{name: _line(word) for name, word in words.items()}}
    with override(language):
        text = render_to_string(f"{folder}/{kind}.txt", named)
    subject, _break, body = text.strip().partition("\n")
    return subject.strip(), body.strip() + "\n"


def _line(word: Any) -> Any:
    """A text in one line, whatever was written long ago: no name is a line of a letter."""
    return " ".join(word.split()) if isinstance(word, str) else word


def is_folder() -> bool:
    """Whether letters are put into a folder, because no mail server is set."""
    return settings.EMAIL_BACKEND == FOLDER
