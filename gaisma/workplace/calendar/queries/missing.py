"""Missing work: who owes what, whatever room asks for it, and what a letter says of it: kinds of
duties and numbers, and nobody's name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext, ngettext

from gaisma.base import duties, secret_addresses
from gaisma.base.accounts import letters
from gaisma.base.duties import Due, Owed
from gaisma.base.models import User
from gaisma.workplace.calendar.models import Digest

NEAR_DAYS = 14


@dataclass(frozen=True)
class Missing:
    """Something that one institution owes, and how urgent it is."""

    owed: Owed
    duty_key: str
    duty: str
    on: date

    @property
    def sentence(self) -> str:
        return self.owed.sentence

    @property
    def organisation_id(self) -> int:
        return self.owed.organisation_id

    @property
    def organisation(self) -> str:
        return self.owed.organisation

    @property
    def due_on(self) -> date | None:
        return self.owed.due_on

    @property
    def address(self) -> str:
        return self.owed.address

    @property
    def is_late(self) -> bool:
        return self.owed.is_overdue(self.on)

    @property
    def tone(self) -> str:
        return standing(self.due_on, self.on)[0]

    @property
    def state(self) -> str:
        return standing(self.due_on, self.on)[1]


@dataclass(frozen=True)
class Gathered:
    """One thing that several institutions owe; the address is that of the first."""

    sentence: str
    duty_key: str
    due_on: date | None
    address: str
    organisations: tuple[str, ...]
    tone: str
    state: str


def missing(user: User, *, on: date) -> tuple[Missing, ...]:
    """All that is owed within the person's reach, the overdue first."""
    return tuple(_line(due, on) for due in duties.owed(user, on))


def _line(due: Due, on: date) -> Missing:
    return Missing(
        duty_key=due.duty.key,
        duty=gettext(due.duty.title),
        owed=due.owed,
        on=on,
    )


def gathered(lines: Iterable[Missing]) -> tuple[Gathered, ...]:
    """What several institutions owe alike, once, with their names.

    A sentence that names its institution is none that others share: then the duty's title stands
    for all of them.
    """
    same: dict[tuple[str, str, date | None], list[Missing]] = {}
    for line in lines:
        title = line.duty if line.organisation in line.sentence else line.sentence
        same.setdefault((line.duty_key, title, line.due_on), []).append(line)
    return tuple(
        Gathered(
            sentence=sentence,
            duty_key=key,
            due_on=due_on,
            address=owing[0].address,
            organisations=tuple(one.organisation for one in owing),
            tone=owing[0].tone,
            state=owing[0].state,
        )
        for (key, sentence, due_on), owing in same.items()
    )


def standing(due_on: date | None, on: date) -> tuple[str, str]:
    """How urgent it is: a tone and a word."""
    if due_on is None:
        return "", ""
    days = (due_on - on).days
    if days < 0:
        late = ngettext("%(days)s day late", "%(days)s days late", -days)
        return "bad", late % {"days": -days}
    if days == 0:
        return "due", gettext("today")
    left = ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
    return ("due" if days <= NEAR_DAYS else ""), left


@dataclass(frozen=True)
class Kind:
    """Duties of one kind: how many there are, how many of them are late, the first day."""

    title: str
    count: int
    late: int
    first_on: date


def chosen_digest(user: User) -> str:
    """How often the person is written to; nothing when never."""
    return Digest.objects.filter(user=user).values_list("rhythm", flat=True).first() or ""


def digest(digest: Digest, *, on: date) -> letters.Text | None:
    """Subject and body, in the language that is spoken; None when nothing is late or near."""
    near = on + timedelta(days=NEAR_DAYS)
    lines = missing(digest.user, on=on)
    kinds = _kinds(line for line in lines if line.due_on and line.due_on <= near)
    if not kinds:
        return None
    words = {
        "name": digest.user.full_name or digest.user.username,
        "kinds": kinds,
        "address": _address("calendar:missing"),
        "change": _address("calendar:digest"),
    }
    return letters.written(
        "due", words=words, language=digest.user.language, folder="calendar/letters"
    )


def _kinds(lines: Iterable[Missing]) -> tuple[Kind, ...]:
    """By kind, the most urgent first, as the lines come."""
    by_kind: dict[str, list[Missing]] = {}
    for line in lines:
        by_kind.setdefault(line.duty, []).append(line)
    return tuple(
        Kind(
            title=title,
            count=len(same),
            late=sum(line.is_late for line in same),
            first_on=min(line.due_on for line in same if line.due_on),
        )
        for title, same in by_kind.items()
    )


def _address(page: str) -> str:
    return secret_addresses.address(page)
