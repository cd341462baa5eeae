"""Missing work: who owes what, whatever room asks for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from gaisma.base import duties
from gaisma.base.duties import Due, Owed
from gaisma.base.models import User

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
