"""How far something has come and what can be done with it, declared once by each room with states.

    INSPECTION = Workflow(
        "inspections.inspection",
        title=gettext_noop("Inspection"),
        refusal=gettext_noop("The inspection is in the state “%(state)s”: … “%(needed)s”."),
        states=(State("planned", gettext_noop("planned")), State("filled", …)),
        transitions=(
            Transition(
                "sign", ("filled",), "signed",
                permission=INSPECT, audited=audited.SIGN, check=_has_defects,
            ), …
        ),
        place=lambda inspection: inspection.institution,
    )

Refusals, buttons, reasons why a button is not there, the line in the audit, the stepper and the
diagram in the documents come of it. What a transition writes is the room's own action, which asks
`check` with the row locked.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import CONTEXT_SEPARATOR

from gaisma.base import access, changes
from gaisma.base.audit import Action
from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.models import Organisation, User

DONE, CURRENT, COMING = ("done", "current", "coming")
"""How a stepper shows a state."""


def pgettext_noop(context: str, title: str) -> str:
    """The message id of a title in a context, as catalogues keep it."""
    return f"{context}{CONTEXT_SEPARATOR}{title}"


@dataclass(frozen=True)
class State:
    """How far something has come: its title, and what comes next, as message ids; its tone.

    `refusal` is said of what cannot be done in it, where the workflow's own sentence would help
    less.
    """

    key: str
    title: str
    tone: str = ""
    next: str = ""
    refusal: str = ""

    @property
    def words(self) -> str:
        """The title as it was written."""
        return self.title.rpartition(CONTEXT_SEPARATOR)[2]

    @property
    def said(self) -> str:
        """The title in the reader's language."""
        return _(self.title).rpartition(CONTEXT_SEPARATOR)[2]


def _anybody(_row: Any, _user: User) -> bool:
    return True


def _nothing(_row: Any, **_about: Any) -> str:
    return ""


@dataclass(frozen=True)
class Transition:
    """What can be done in some states, and who does it.

    It leads to another state, or to none where it leaves the row as far as it was, as it does in
    the states in which it is possible also; from none where it begins one. `audited` is what it
    writes into the audit. `title` stands on its button, in `tone`; one that `is_asked` leads to a
    page, called as it is or by `view`, others are sent at once. `is_for` is asked, beside the
    permission at the row's place or at one that it has of its own, whether the person is the one;
    `unfit` is said when not. `check` tells what is to be done before, or nothing; it is given what
    the caller knows beside the row. `refusal` is said in another state, where neither that state's
    sentence nor the workflow's helps. `told` is what the history of the row says of it.
    """

    key: str
    taken_from: tuple[str, ...]
    leads_to: str = ""
    permission: str = field(kw_only=True)
    audited: Action = field(kw_only=True)
    title: str = ""
    tone: str = "primary"
    is_asked: bool = True
    is_for: Callable[[Any, User], bool] = _anybody
    check: Callable[..., str] = _nothing
    refusal: str = ""
    told: str = ""
    also_in: tuple[str, ...] = ()
    place: Callable[[Any], Organisation | None] | None = None
    unfit: str = ""
    view: str = ""

    @property
    def possible_in(self) -> tuple[str, ...]:
        """The states in which it can be done."""
        return (*self.taken_from, *self.also_in)

    @property
    def onward(self) -> tuple[str, ...]:
        """The states that are left by it."""
        return tuple(state for state in self.taken_from if self.leads_to not in ("", state))


@dataclass(frozen=True)
class Step:
    """A state on the way, as a stepper shows it."""

    title: str
    state: str
    address: str = ""


lazy_said: Callable[[State], Any] = lazy(lambda state: state.said, str)
"""The title of a state in the language of whoever reads it later."""


def walked(ways: Sequence[tuple[str, str]], *, current: int) -> tuple[Step, ...]:
    """The pages of a guided way, each with its title and address, as a stepper shows them."""
    return tuple(
        Step(title, DONE if place < current else COMING if place > current else CURRENT, address)
        for place, (title, address) in enumerate(ways)
    )


@dataclass(frozen=True)
class Button:
    """What the person may do on a page of its own, or at once; what has to be done before it."""

    key: str
    title: str
    tone: str
    view: str = ""
    hindrance: str = ""
    is_asked: bool = True


@dataclass(frozen=True)
class Workflow:
    """States in the order of the way, and what can be done in them.

    `refusal` is said in another state: a message id with `state` and `needed`. `unfit` is said to
    who holds the permission and is not the one. `place` is where the permission is to be held.
    """

    key: str
    title: str
    refusal: str
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
    place: Callable[[Any], Organisation | None]
    unfit: str = ""

    def __post_init__(self) -> None:
        known = {state.key for state in self.states}
        named = {key for each in self.transitions for key in (*each.possible_in, each.leads_to)}
        if unknown := named - known - {""}:
            raise ValueError(f"{self.key}: no state is called {', '.join(sorted(unknown))}.")
        if len(self.known) != len(self.transitions):
            raise ValueError(f"{self.key}: a transition is declared twice.")

    def __getitem__(self, key: str) -> Transition:
        return self.known[key]

    @cached_property
    def known(self) -> dict[str, Transition]:
        """The transitions by key."""
        return {each.key: each for each in self.transitions}

    @cached_property
    def past(self) -> dict[str, str]:
        """What the history says, as message ids by the key in the audit."""
        return {each.audited.key: each.told for each in self.transitions if each.told}

    @cached_property
    def titles(self) -> dict[str, str]:
        """The states' titles as message ids, in the order of the way."""
        return {state.key: state.title for state in self.states}

    @cached_property
    def moves(self) -> tuple[Transition, ...]:
        """Those that take from one state to another, or bring the row to it anew."""
        return tuple(each for each in self.transitions if each.taken_from and each.leads_to)

    def state(self, row: Any) -> State:
        """How far the row has come."""
        return next(state for state in self.states if state.key == row.state)

    def said(self, state: str) -> str:
        """The title of a state, in the reader's language."""
        return next(each.said for each in self.states if each.key == state)

    def tone(self, state: str) -> str:
        """How a state looks."""
        return next(each.tone for each in self.states if each.key == state)

    def shown(self, row: Any) -> str:
        """The title of its state, as it stands by itself."""
        return capfirst(self.state(row).said)

    def allows(self, row: Any, key: str) -> bool:
        """Whether the row's state does."""
        return row.state in self[key].possible_in

    def hindrance(self, row: Any, key: str, **about: Any) -> str:
        """What stands in the way; nothing when it can be done."""
        if self.allows(row, key):
            return self[key].check(row, **about)
        here = self.state(row)
        needed = _("” or “").join(self.said(state) for state in self[key].possible_in)
        refusal = self[key].refusal or here.refusal or self.refusal
        return _(refusal) % {"state": here.said, "needed": needed}

    def check(self, row: Any, key: str, **about: Any) -> None:
        """Raises UnableToRecord."""
        if sentence := self.hindrance(row, key, **about):
            code = "not_settled" if self.allows(row, key) else "wrong_state"
            raise UnableToRecord(sentence, code=code, choices=self[key].possible_in)

    def may(self, row: Any, key: str, user: User) -> bool:
        """Whether it is the person's to do, whatever the state."""
        own = self[key]
        return access.may(user, own.permission, self._place(row, key)) and own.is_for(row, user)

    def demand(self, row: Any, key: str, *, by: User | None) -> None:
        """Refuse whose it is not; nobody is the administrator's own shell. Raises NotPermitted."""
        own = self[key]
        changes.demand(own.permission, by=by, organisation=self._place(row, key))
        if by is not None and not own.is_for(row, by):
            raise NotPermitted(_(own.unfit or self.unfit), code="not_permitted")

    def admit(self, row: Any, key: str, *, by: User | None, **about: Any) -> None:
        """Refuse whose it is not, and what is not possible now.

        Raises NotPermitted, UnableToRecord.
        """
        self.demand(row, key, by=by)
        self.check(row, key, **about)

    def _place(self, row: Any, key: str) -> Organisation | None:
        return (self[key].place or self.place)(row)

    def allowed(self, row: Any, user: User) -> frozenset[str]:
        """What is the person's to do in this state, also where something has to be done before."""
        return frozenset(each.key for each in self._own(row, user))

    def offered(self, row: Any, user: User) -> tuple[str, ...]:
        """What the person can do now."""
        return tuple(each.key for each in self._own(row, user) if not self.hindrance(row, each.key))

    def buttons(self, row: Any, user: User) -> tuple[Button, ...]:
        """What stands on a button and is the person's in this state, also where it has to wait."""
        return tuple(
            Button(
                each.key,
                _(each.title),
                each.tone,
                f"{self.key.partition('.')[0]}:{each.view or each.key}",
                self.hindrance(row, each.key),
                is_asked=each.is_asked,
            )
            for each in self._own(row, user)
            if each.title
        )

    def steps(self, row: Any) -> tuple[Step, ...]:
        """The way as a stepper shows it; where nothing leads on from the last state, it is done."""
        place = list(self.titles).index(row.state)
        here = CURRENT if any(row.state in each.onward for each in self.transitions) else DONE
        shown = [DONE] * place + [here] + [COMING] * len(self.states)
        return tuple(
            Step(capfirst(state.said), how) for state, how in zip(self.states, shown, strict=False)
        )

    def _own(self, row: Any, user: User) -> Iterator[Transition]:
        return (
            each
            for each in self.transitions
            if self.allows(row, each.key) and self.may(row, each.key, user)
        )
