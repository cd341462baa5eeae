"""The page on which rules are held against a past year, and other thresholds are tried."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext

from gaisma.analytics.measures.estimates import wilson
from gaisma.analytics.support_terms import SIGNALS
from gaisma.analytics.vocabulary import LANGUAGES
from gaisma.base import access, terms, wording
from gaisma.base.models import SchoolYear, User
from gaisma.evidence.figures import queries as figures
from gaisma.quality.prevention.models import Rule
from gaisma.quality.prevention.permissions import READS_CLIMATE
from gaisma.quality.prevention.signals import calibration, queries
from gaisma.quality.prevention.signals.calibration import Calibration, Fairness
from gaisma.quality.prevention.signals.finding import ABSENT, FAILING, FEW_LESSONS, UNEXCUSED
from gaisma.record.journals.answers import among, answer

LESSON_RULES = (FEW_LESSONS, UNEXCUSED, FAILING)
SIMPLE = 10
"""Percent of all lessons from which absence is called chronic where it is counted."""
WHOLE = 100


@dataclass(frozen=True)
class RuleLine:
    """A rule with a threshold, in force or tried, and what it would have told."""

    title: str
    rule: str
    is_tried: bool
    told: calibration.Told
    found_share: str
    left_share: str


@dataclass(frozen=True)
class FairnessLine:
    """Learners of one kind: whom of them rules find and miss."""

    title: str
    counted: Fairness
    found_share: str
    named_share: str


@dataclass(frozen=True)
class TryPage:
    """What was in force, what was tried, side by side."""

    year: str
    counted: Calibration
    rules: tuple[RuleLine, ...]
    fairness: tuple[FairnessLine, ...]
    tried_fairness: tuple[FairnessLine, ...]


def years(user: User) -> tuple[SchoolYear, ...]:
    """Those of which there are lessons where the user reads records, the newest first."""
    reach = access.reach(user, *READS_CLIMATE)
    days = figures.lake().lesson_days
    there = days.filter(among(days.unit, reach))
    names = answer(there.select("school_year").distinct())["school_year"].drop_nulls().to_list()
    return tuple(SchoolYear.objects.filter(name__in=names).order_by("-starts_on"))


def in_force(on: date) -> dict[str, int]:
    """The thresholds of rules that look at lessons and marks, and of the simple one beside."""
    held = queries.thresholds(Rule.objects.on(on))
    return {kind: held[kind] for kind in LESSON_RULES if kind in held} | {ABSENT: SIMPLE}


def page(user: User, year: SchoolYear, tried: Mapping[str, int], *, on: date) -> TryPage:
    """The year where the user reads records, with the thresholds in force and those tried."""
    past = calibration.past(year, access.reach(user, *READS_CLIMATE), on=on)
    held = in_force(on)
    rules = tuple(kind for kind in LESSON_RULES if kind in held)
    other = {kind: tried.get(kind, threshold) for kind, threshold in held.items()}
    before = calibration.calibration(past, held, rules)
    after = calibration.calibration(past, other, rules) if other != held else None
    return TryPage(
        year=year.name,
        counted=before,
        rules=tuple(_rules(before, after)),
        fairness=tuple(map(_fair, before.fairness)),
        tried_fairness=tuple(map(_fair, after.fairness)) if after else (),
    )


def _rules(before: Calibration, after: Calibration | None) -> Iterator[RuleLine]:
    for kind, told in before.rules.items():
        yield _rule(kind, told, is_tried=False)
        if after is not None and after.rules[kind].threshold != told.threshold:
            yield _rule(kind, after.rules[kind], is_tried=True)


def _rule(kind: str, told: calibration.Told, *, is_tried: bool) -> RuleLine:
    return RuleLine(
        title=title(kind),
        rule=queries.rule_said(kind, told.threshold),
        is_tried=is_tried,
        told=told,
        found_share=share(told.found, told.left),
        left_share=share(told.found, told.named),
    )


def title(kind: str) -> str:
    """What a rule is called, the simple one too."""
    said = gettext("lessons missed, all together") if kind == ABSENT else terms.title(SIGNALS, kind)
    return capfirst(said)


def _fair(counted: Fairness) -> FairnessLine:
    if counted.dimension == "language":
        said = terms.title(LANGUAGES, counted.value) if counted.value else ""
        told = gettext("language of instruction: %(language)s") % {"language": said or wording.DASH}
    elif counted.value == "true":
        told = gettext("special programme")
    else:
        told = gettext("no special programme")
    return FairnessLine(
        capfirst(told),
        counted,
        share(counted.found, counted.left),
        share(counted.named, counted.stayed),
    )


def share(part: int, whole: int) -> str:
    """The part in percent, without the sign, with how far chance alone may have carried it."""
    interval = wilson(part, whole)
    if interval is None:
        return wording.DASH
    told = wording.interval(interval.low * WHOLE, interval.high * WHOLE)
    return f"{wording.number(round(part * WHOLE / whole))} ({told})"
