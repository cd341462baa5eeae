"""What pages show of algorithms: those in force, and how far each that is followed has come."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from gaisma.analytics.support_terms import SITUATIONS
from gaisma.base import access, terms
from gaisma.base.models import Organisation, User
from gaisma.quality.prevention.models import Algorithm, Run, Tick
from gaisma.quality.prevention.permissions import OPENERS
from gaisma.quality.prevention.workflow import RUN


@dataclass(frozen=True)
class Situation:
    """A situation with the version in force, and those before it, the newest first."""

    code: str
    title: str
    current: Algorithm | None
    before: tuple[Algorithm, ...]


def situations() -> tuple[Situation, ...]:
    """All of them, with every version."""
    every: dict[str, list[Algorithm]] = {}
    for row in Algorithm.objects.select_related("published_by").order_by("-version"):
        every.setdefault(row.situation, []).append(row)
    return tuple(
        Situation(
            code,
            terms.title(SITUATIONS, code),
            next(iter(every.get(code, ())), None),
            tuple(every.get(code, ())[1:]),
        )
        for code in SITUATIONS.codes
    )


def current(situation: str) -> Algorithm | None:
    """The version in force."""
    return Algorithm.objects.filter(situation=situation).order_by("-version").first()


def startable_at(user: User) -> QuerySet[Organisation]:
    """The institutions at which the user may begin to follow an algorithm."""
    return Organisation.objects.institutions().filter(pk__in=access.reach(user, *OPENERS))


def runs(user: User) -> QuerySet[Run]:
    """Those that the reader sees, open ones first, the newest first."""
    rows = Run.objects.visible_to(user).select_related("algorithm", "institution")
    return rows.annotate(done=Count("ticks")).order_by("-state", "-started_at", "-pk")


@dataclass(frozen=True)
class Step:
    """A step of a run, and its tick."""

    number: int
    text: str
    tick: Tick | None


@dataclass(frozen=True)
class RunPage:
    """An algorithm that is followed, step by step."""

    run: Run
    title: str
    state: str
    tone: str
    steps: tuple[Step, ...]
    can: frozenset[str]


def run_page(run: Run, user: User) -> RunPage:
    """Everything that the page shows to this reader."""
    ticks = {tick.number: tick for tick in run.ticks.select_related("done_by")}
    return RunPage(
        run,
        terms.title(SITUATIONS, run.algorithm.situation),
        RUN.shown(run),
        RUN.state(run).tone,
        tuple(
            Step(number, text, ticks.get(number))
            for number, text in enumerate(run.algorithm.steps, start=1)
        ),
        RUN.allowed(run, user),
    )
