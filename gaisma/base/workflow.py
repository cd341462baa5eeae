"""How far something has come and what can be done with it, declared once by each room with states.

    INSPECTION = Workflow(
        "inspections.inspection",
        title=gettext_noop("Inspection"),
        refusal=gettext_noop("The inspection is in the state “%(state)s”: … “%(needed)s”."),
        states=(State("planned", gettext_noop("planned")), State("filled", …)),
        transitions=(
            Transition("sign", ("filled",), "signed", permission=INSPECT, check=_has_defects), …
        ),
        place=lambda inspection: inspection.institution,
    )

Refusals, buttons, reasons why a button is not there, the stepper and the diagram in the documents
come of it. What a transition writes is the room's own action, which asks `check` with the row
locked.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from gaisma.base import access, changes
from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.models import Organisation, User

DONE, CURRENT, COMING = ("done", "current", "coming")
"""How a stepper shows a state."""


@dataclass(frozen=True)
class State:
    """How far something has come: its title, and what comes next, as message ids; its tone."""

    key: str
    title: str
    tone: str = ""
    next: str = ""


def _anybody(_row: Any, _user: User) -> bool:
    return True


def _nothing(_row: Any, **_about: Any) -> str:
    return ""


@dataclass(frozen=True)
class Transition:
    """What can be done in some states, and who does it.

    It leads to another state, or to none where it leaves the row as far as it was; from none where
    it begins one. `title` stands on its button, in `tone`; one that `is_asked` leads to a page,
    others are sent at once. `is_for` is asked, beside the permission
    at the row's place, whether the person is the one; `unfit` is what is said when not. `check`
    tells what is to be done before, or nothing; it is given what the caller knows beside the row.
    `refusal` is said in another state, where the workflow's own sentence would help less.
    """

    key: str
    taken_from: tuple[str, ...]
    leads_to: str = ""
    permission: str = ""
    title: str = ""
    tone: str = "primary"
    is_asked: bool = True
    is_for: Callable[[Any, User], bool] = _anybody
    check: Callable[..., str] = _nothing
    refusal: str = ""

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
        named = {key for each in self.transitions for key in (*each.taken_from, each.leads_to)}
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

    def shown(self, row: Any) -> str:
        """The title of its state, as it stands by itself."""
        return capfirst(_(self.titles[row.state]))

    def allows(self, row: Any, key: str) -> bool:
        """Whether the row's state does."""
        return row.state in self[key].taken_from

    def hindrance(self, row: Any, key: str, **about: Any) -> str:
        """What stands in the way; nothing when it can be done."""
        if self.allows(row, key):
            return self[key].check(row, **about)
        needed = _("” or “").join(_(self.titles[state]) for state in self[key].taken_from)
        return _(self[key].refusal or self.refusal) % {
            "state": _(self.titles[row.state]),
            "needed": needed,
        }

    def check(self, row: Any, key: str, **about: Any) -> None:
        """Raises UnableToRecord."""
        if sentence := self.hindrance(row, key, **about):
            code = "not_settled" if self.allows(row, key) else "wrong_state"
            raise UnableToRecord(sentence, code=code, choices=self[key].taken_from)

    def may(self, row: Any, key: str, user: User) -> bool:
        """Whether it is the person's to do, whatever the state."""
        own = self[key]
        return access.may(user, own.permission, self.place(row)) and own.is_for(row, user)

    def demand(self, row: Any, key: str, *, by: User | None) -> None:
        """Refuse whose it is not; nobody is the administrator's own shell. Raises NotPermitted."""
        changes.demand(self[key].permission, by=by, organisation=self.place(row))
        if by is not None and not self[key].is_for(row, by):
            raise NotPermitted(_(self.unfit), code="not_permitted")

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
                f"{self.key.partition('.')[0]}:{each.key}",
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
            Step(capfirst(_(state.title)), how)
            for state, how in zip(self.states, shown, strict=False)
        )

    def _own(self, row: Any, user: User) -> Iterator[Transition]:
        return (
            each
            for each in self.transitions
            if self.allows(row, each.key) and self.may(row, each.key, user)
        )
