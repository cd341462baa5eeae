"""Assessments and papers with their figures, and what is published beside them."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import Count, Max, Min, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop

from gaisma.base import access, wording
from gaisma.base.models import User
from gaisma.base.workflow import Button, Step
from gaisma.evidence.figures import asking, policies, presentation
from gaisma.evidence.figures.evidence import Evidence, current
from gaisma.evidence.figures.queries import UnableToAnswer
from gaisma.evidence.lake.queries import UnknownLakeVersion
from gaisma.quality.assessments import terms
from gaisma.quality.assessments.models import (
    Assessment,
    Band,
    Item,
    Paper,
    PublishedAverage,
    Reference,
)
from gaisma.quality.assessments.permissions import DEFINE, ENTER, SEE_RESULTS
from gaisma.quality.assessments.queries import results
from gaisma.quality.assessments.workflow import ASSESSMENT, OPEN, TOLD


def assessments(user: User) -> "QuerySet[Assessment]":
    """Those that the user sees, with their first and last day."""
    rows = Assessment.objects.visible_to(user).annotate(
        from_on=Min("papers__held_on"),
        to_on=Max("papers__held_on"),
        papers_count=Count("papers"),
    )
    return rows.order_by("from_on", "key")


TILES = (
    (gettext_noop("Learners who sat"), "assessments.learners"),
    (gettext_noop("Mean result"), "assessments.mean_percent"),
    (gettext_noop("Below the threshold"), "assessments.below_threshold"),
    (gettext_noop("Below it again"), "assessments.second_failures"),
)
"""What is told of a paper in figures."""


@dataclass(frozen=True)
class Tile:
    """A figure under its title."""

    title: str
    reading: presentation.Reading


@dataclass(frozen=True)
class PaperLine:
    """A paper with its figures, as the page of the assessment lists it."""

    paper: Paper
    learners: presentation.Reading
    mean: presentation.Reading
    below: presentation.Reading | None
    references: str


@dataclass(frozen=True)
class AssessmentPage:
    """All that the page shows."""

    assessment: Assessment
    state: str
    tone: str
    kind: str
    steps: tuple[Step, ...]
    buttons: tuple[Button, ...]
    papers: tuple[PaperLine, ...]
    may_change: bool
    may_define: bool
    may_cancel: bool
    may_see_passed: bool
    may_make_slips: bool
    evidence: Evidence


def assessment_page(row: Assessment, user: User) -> AssessmentPage:
    """The assessment as the user sees it."""
    evidence, can = current(), ASSESSMENT.offered(row, user)
    papers = row.papers.select_related("subject").prefetch_related("references")
    return AssessmentPage(
        assessment=row,
        state=ASSESSMENT.shown(row),
        tone=ASSESSMENT.state(row).tone,
        kind=terms.kind(row.kind),
        steps=ASSESSMENT.steps(row),
        buttons=ASSESSMENT.buttons(row, user),
        papers=tuple(
            _paper_line(paper, row, user, evidence)
            for paper in sorted(papers, key=lambda one: (one.held_on, one.code))
        ),
        may_change="change" in can,
        may_define="add_paper" in can,
        may_cancel="cancel" in can,
        may_see_passed=row.kind == terms.STATE_EXAM
        and access.may(user, SEE_RESULTS)
        and results.rule_for(row) is not None,
        may_make_slips=row.state == TOLD and access.may(user, ENTER),
        evidence=evidence,
    )


def _paper_line(paper: Paper, row: Assessment, user: User, evidence: Evidence) -> PaperLine:
    paper.assessment = row
    told = [_read(key, paper, user, evidence) for _title, key in TILES[:3]]
    below = told[2] if paper.threshold is not None else None
    return PaperLine(paper, told[0], told[1], below, beside(paper))


def beside(paper: Paper) -> str:
    """The published values of a paper, each with whose it is; nothing where none is."""
    found = sorted(paper.references.all(), key=lambda one: one.name)
    return "; ".join(
        f"{gettext(terms.REFERENCES[one.name])}: "
        f"{presentation.written_value(one.percent, 'percent')}"
        for one in found
    )


def _read(key: str, paper: Paper, user: User, evidence: Evidence) -> presentation.Reading:
    """The figure of the paper as the user may see it: institutions' people see their own."""
    filters = {**paper.filters, **_own_place(user)}
    if not policies.may_ask(user, key, filters=filters):
        filters = paper.told_filters
    return _answer(key, filters, user, evidence)


def _answer(
    key: str, filters: dict[str, str], user: User, evidence: Evidence
) -> presentation.Reading:
    """What is read of a figure; a dash where the lake has no version with these tables yet."""
    try:
        figure = asking.one(key, evidence=evidence, filters=filters)
    except (UnableToAnswer, UnknownLakeVersion):
        return presentation.Reading(wording.DASH, "", "", SafeString(""), "")
    return presentation.read(policies.shown(user, figure))


def _own_place(user: User) -> dict[str, str]:
    """Who leads some institutions is told of them, all together; others of the city."""
    reach = policies.sight_of(user).names
    if reach.is_everything or not reach.codes:
        return {}
    return {"institution": "|".join(sorted(reach.codes))}


@dataclass(frozen=True)
class BandLine:
    """A band with how many fell into it."""

    band: Band
    bounds: str
    reading: presentation.Reading | None


@dataclass(frozen=True)
class SkillBands:
    """The bands of a skill, or of the whole."""

    skill: str
    lines: tuple[BandLine, ...]


@dataclass(frozen=True)
class PaperPage:
    """All that the page of a paper shows."""

    paper: Paper
    kind: str
    tiles: tuple[Tile, ...]
    references: tuple[tuple[Reference, str], ...]
    items: tuple[Item, ...]
    skills: tuple[SkillBands, ...]
    averages: int
    contested: int
    may_change: bool
    may_define: bool
    may_see_results: bool
    may_enter: bool
    is_own: bool
    evidence: Evidence


def paper_page(paper: Paper, user: User) -> PaperPage:
    """The paper as the user sees it."""
    evidence = current()
    averages = averages_of(user, paper)
    keys = TILES if paper.threshold is not None else TILES[:2]
    can = ASSESSMENT.offered(paper.assessment, user)
    return PaperPage(
        paper=paper,
        kind=terms.kind(paper.assessment.kind),
        tiles=tuple(Tile(gettext(title), _read(key, paper, user, evidence)) for title, key in keys),
        references=tuple(
            (one, gettext(terms.REFERENCES[one.name])) for one in paper.references.order_by("name")
        ),
        items=tuple(paper.items.order_by("number")),
        skills=tuple(_skills(paper, user, evidence)),
        averages=len(averages),
        contested=len({one.institution_id for one in averages if one.is_contested}),
        may_change="change_paper" in can,
        may_define=access.may(user, DEFINE),
        may_see_results=access.may(user, SEE_RESULTS),
        may_enter=access.may(user, ENTER) and paper.assessment.state == OPEN,
        is_own=bool(_own_place(user)),
        evidence=evidence,
    )


def _skills(paper: Paper, user: User, evidence: Evidence) -> Iterator[SkillBands]:
    bands = paper.bands.order_by("skill", "order")
    for skill, group in groupby(bands, key=lambda band: band.skill):
        yield SkillBands(
            terms.skill(skill), tuple(_band_line(one, paper, user, evidence) for one in group)
        )


def _band_line(band: Band, paper: Paper, user: User, evidence: Evidence) -> BandLine:
    bounds = ""
    if band.least is not None and band.most is not None:
        bounds = f"{band.least.normalize():f}–{band.most.normalize():f}"
    basis = gettext(terms.BASES[band.basis])
    told = f"{bounds} · {basis}" if bounds else basis
    filters = {**paper.filters, "skill": band.skill, "band": band.code, **_own_place(user)}
    if not band.skill:
        del filters["skill"]
    key = "assessments.in_band"
    if not policies.may_ask(user, key, filters=filters):
        return BandLine(band, told, None)
    return BandLine(band, told, _answer(key, filters, user, evidence))


def averages_of(user: User, paper: Paper) -> list[Any]:
    """Published averages of the paper, each with whether its institution's sources differ."""
    rows: list[Any] = list(
        PublishedAverage.objects.visible_to(user)
        .filter(paper=paper)
        .select_related("institution")
        .order_by("institution__name", "pk")
    )
    told: dict[int, set[Decimal]] = {}
    for one in rows:
        if one.holds is not False:
            told.setdefault(one.institution_id, set()).add(one.percent)
    for one in rows:
        is_open = one.holds is not False
        one.is_contested = is_open and len(told.get(one.institution_id, ())) > 1
    return rows
