"""What pages show of algorithms: those in force, and how far each that is followed has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import translation

from gaisma.analytics.support_terms import SITUATIONS, STEP_DOERS, STEP_ENDS, STEP_TERMS
from gaisma.base import terms
from gaisma.base.models import User
from gaisma.quality.prevention.models import LANGUAGES, PASSED, Algorithm, Run, Tick
from gaisma.quality.prevention.workflow import CASE, FOLLOWED, OPEN, RUN


@dataclass(frozen=True)
class AlgorithmStep:
    """A step in the reader's language: what is done, by whom, within which time."""

    number: int
    text: str
    who: str
    within: str


@dataclass(frozen=True)
class Version:
    """A published version, with its steps."""

    algorithm: Algorithm
    steps: tuple[AlgorithmStep, ...]


@dataclass(frozen=True)
class Situation:
    """A situation with the version in force, and those before it, the newest first."""

    code: str
    title: str
    current: Version | None
    before: tuple[Version, ...]


def situations() -> tuple[Situation, ...]:
    """All of them, with every version."""
    every: dict[str, list[Version]] = {}
    for row in Algorithm.objects.select_related("published_by").order_by("-version"):
        every.setdefault(row.situation, []).append(Version(row, steps(row)))
    return tuple(
        Situation(
            code,
            terms.title(SITUATIONS, code),
            next(iter(every.get(code, ())), None),
            tuple(every.get(code, ())[1:]),
        )
        for code in SITUATIONS.codes
    )


def steps(algorithm: Algorithm) -> tuple[AlgorithmStep, ...]:
    """The steps of a version in the reader's language."""
    language = translation.get_language()
    told = language if language in LANGUAGES else LANGUAGES[0]
    return tuple(
        AlgorithmStep(
            number,
            step[told],
            terms.title(STEP_DOERS, step["who"]),
            terms.title(STEP_TERMS, step["within"]),
        )
        for number, step in enumerate(algorithm.steps, start=1)
    )


def current(situation: str) -> Algorithm | None:
    """The version in force."""
    return Algorithm.objects.filter(situation=situation).order_by("-version").first()


def late(user: User, *, on: date) -> Iterable[tuple[Run, tuple[date, ...]]]:
    """Of open cases that the user leads, algorithms with steps whose last day is over."""
    rows = Run.objects.filter(case__owner__account__user=user, case__state=OPEN)
    related = rows.filter(state=FOLLOWED).select_related("algorithm", "case__institution")
    for run in related.prefetch_related("ticks").order_by("started_on", "pk"):
        if days := run.late(on):
            yield run, days


@dataclass(frozen=True)
class StepOfRun:
    """A step of a run: its last day, and how it ended, where it did."""

    step: AlgorithmStep
    due_on: date
    is_late: bool
    tick: Tick | None
    ended: str
    is_passed: bool


@dataclass(frozen=True)
class RunPage:
    """An algorithm that is followed, step by step."""

    run: Run
    state: str
    tone: str
    steps: tuple[StepOfRun, ...]
    can: frozenset[str]


def run_page(run: Run, user: User, *, on: date) -> RunPage:
    """Everything that the page shows to this reader."""
    can = RUN.allowed(run, user) if CASE.allows(run.case, "follow") else frozenset()
    return RunPage(
        run=run,
        state=RUN.shown(run),
        tone=RUN.tone(run.state),
        steps=tuple(_steps(run, on)),
        can=can - {"finish"} if run.left else can,
    )


def _steps(run: Run, on: date) -> Iterable[StepOfRun]:
    ticks = {tick.number: tick for tick in run.ticks.select_related("done_by")}
    late = run.late(on)
    for step in steps(run.algorithm):
        tick = ticks.get(step.number)
        due_on = run.due_on(step.number)
        yield StepOfRun(
            step=step,
            due_on=due_on,
            is_late=tick is None and due_on in late,
            tick=tick,
            ended=terms.title(STEP_ENDS, tick.outcome) if tick else "",
            is_passed=tick is not None and tick.outcome == PASSED,
        )
