"""What is written to institutions that have not delivered yet."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.utils.translation import gettext

from gaisma.base import wording
from gaisma.workplace.calendar.queries.deadlines import Progress


@dataclass(frozen=True)
class Reminder:
    """A letter to those who are waited for: its text, and an address that opens it as mail."""

    text: str
    address: str
    recipients: int


def reminder(progress: Progress) -> Reminder:
    """The letter to the institutions that have not delivered."""
    deadline = progress.deadline
    subject = gettext("Reminder: %(title)s") % {"title": deadline.title}
    names = ", ".join(place.name for place in progress.waiting)
    late = (
        gettext("It was due on %(day)s.")
        if progress.is_overdue
        else gettext("It is due on %(day)s.")
    )
    sentences = [
        gettext("We remind you of “%(title)s”.") % {"title": deadline.title},
        late % {"day": wording.day(deadline.due_on)},
        gettext("We are waiting for: %(names)s.") % {"names": names},
        gettext("Please deliver it in Gaisma, on the page “Missing work”."),
    ]
    text = " ".join(sentences)
    to = [place.email for place in progress.waiting if place.email]
    query = urlencode({"bcc": ",".join(to), "subject": subject, "body": text}, quote_via=quote)
    return Reminder(text, f"mailto:?{query}" if to else "", len(to))
