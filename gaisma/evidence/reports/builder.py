"""Builds a report: gathers its questions, asks them together, and writes one HTML of it all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import gettext as _

from gaisma.analytics.calculation import Figure
from gaisma.base.wording import dates, school_years
from gaisma.evidence.reports import charts, disclosure, sections, tables, tokens
from gaisma.evidence.reports.asking import Answers, Asker, Question
from gaisma.evidence.reports.editions import Edition, Part, parts_of
from gaisma.evidence.reports.origins import Origins
from gaisma.evidence.reports.rendering import Rendering
from gaisma.evidence.reports.templatetags.reports import tokens_of


@dataclass(frozen=True)
class Heading:
    """An entry of the contents list: a chapter or one of its sections."""

    anchor: str
    title: str
    sections: tuple["Heading", ...] = ()


@dataclass(frozen=True)
class Built:
    """A report as it was computed: the HTML of its body, its charts, and its figures."""

    edition: Edition
    title: str
    subtitle: str
    annex: str
    body: str
    contents: tuple[Heading, ...]
    charts: tuple[charts.ChartView, ...]
    figures: tuple[Figure, ...]
    lake_version: int | None


@dataclass(frozen=True)
class _Planned:
    """A part with everything that it will print, before anything is answered."""

    part: Part
    title: str
    blocks: tuple[tokens.Block, ...]
    template_tokens: tuple[tokens.FigureToken, ...]
    asked: tuple[tables.Asked, ...]

    def tokens(self) -> Iterator[tokens.FigureToken]:
        for block in self.blocks:
            yield from (piece for piece in block.pieces if isinstance(piece, tokens.FigureToken))
        yield from self.template_tokens


def built(edition: Edition, *, offered: Sequence[sections.ReportSection], asker: Asker) -> Built:
    """The report, in its language.

    Raises UnreadableNarrative for a token that cannot be read.
    """
    with translation.override(edition.language):
        planned = [_plan(part, edition, asker) for part in parts_of(edition, list(offered))]
        exact = asker.ask(_questions(planned, asker))
        answers = disclosure.protected(exact, indicators=asker.indicators, edition=edition)
        return _composed(edition, planned, asker, answers)


def exact(
    edition: Edition, *, offered: Sequence[sections.ReportSection], asker: Asker
) -> tuple[Figure, ...]:
    """All figures of the report without protection, for those who may open the records."""
    planned = [_plan(part, edition, asker) for part in parts_of(edition, list(offered))]
    answers = asker.ask(_questions(planned, asker))
    return tuple(figure for found in answers.values() for figure in found)


def question_of(token: tokens.FigureToken, part: Part, asker: Asker) -> Question:
    """What a token asks in its part of the report."""
    return asker.completed(Question.of(token.indicator, part.filters(token.filters)))


def _plan(part: Part, edition: Edition, asker: Asker) -> _Planned:
    section = part.section
    text = edition.narratives.get(section.key) or section.narrative(edition.language)
    known = {key: (*one.parameters, *one.dimensions) for key, one in asker.indicators.items()}
    title = _(section.title)
    return _Planned(
        part=part,
        title=part.place.name if part.place else title,
        blocks=tuple(tokens.parsed(text, indicators=known, where=title)),
        template_tokens=tuple(tokens_of(get_template(section.template))),
        asked=tuple(tables.Asked(table, part, asker) for table in section.tables),
    )


def _questions(planned: Sequence[_Planned], asker: Asker) -> Iterator[Question]:
    for plan in planned:
        yield from (question_of(token, plan.part, asker) for token in plan.tokens())
        for asked in plan.asked:
            yield from asked.questions()


def _composed(
    edition: Edition, planned: Sequence[_Planned], asker: Asker, answers: Answers
) -> Built:
    origins = Origins(answers, asker.indicators, edition)
    rendering = Rendering(edition, asker, answers, origins)
    numbers = (count(1), count(1))
    drawn: list[charts.ChartView] = []
    chapters: dict[str, list[dict[str, Any]]] = {}
    for plan in planned:
        views = _tables(plan, answers, edition, numbers[0])
        pictures = _charts(plan, views, numbers[1])
        drawn.extend(pictures)
        html = rendering.part(plan.part, plan.blocks, plan.title, views, pictures)
        entry = {"heading": Heading(plan.part.anchor, plan.title), "html": html}
        chapters.setdefault(plan.part.section.chapter, []).append(entry)
    contents, bodies = _chapters(edition, chapters)
    body = rendering.body(bodies, contents[-1])
    figures = tuple(figure for found in answers.values() for figure in found)
    version = max((figure.lake_version for figure in figures), default=asker.lake_version)
    return Built(
        edition=edition,
        title=_(edition.kind.title),
        subtitle=subtitle_of(edition),
        annex=annex_of(edition),
        body=body,
        contents=contents,
        charts=tuple(drawn),
        figures=figures,
        lake_version=version,
    )


def _tables(
    plan: _Planned, answers: Answers, edition: Edition, numbers: "count[int]"
) -> list[tables.TableView]:
    views = [tables.view(asked, answers, edition=edition) for asked in plan.asked]
    views += [tables.printed(one, plan.part, edition) for one in plan.part.section.printed]
    return [view.numbered(next(numbers)) for view in views if view.rows]


def _charts(
    plan: _Planned, views: Sequence[tables.TableView], numbers: "count[int]"
) -> list[charts.ChartView]:
    by_key: Mapping[str, tables.TableView] = {view.anchor: view for view in views}
    found = (
        (chart, by_key.get(f"t-{plan.part.anchor}-{chart.table}"))
        for chart in plan.part.section.charts
    )
    return [
        charts.view(chart, table, number=next(numbers), anchor=plan.part.anchor)
        for chart, table in found
        if table
    ]


ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV")


def _chapters(
    edition: Edition, parts: Mapping[str, list[dict[str, Any]]]
) -> tuple[tuple[Heading, ...], list[dict[str, Any]]]:
    """The contents list, and what stands in each chapter; the appendix comes last."""
    contents, bodies = [], []
    filled = [chapter for chapter in edition.kind.chapters if chapter.key in parts]
    for numeral, chapter in zip(ROMAN, filled, strict=False):
        entries = parts[chapter.key]
        heading = Heading(
            f"chapter-{chapter.key}",
            f"{numeral}. {_(chapter.title)}",
            tuple(entry["heading"] for entry in entries),
        )
        contents.append(heading)
        bodies.append({"heading": heading, "parts": entries})
    contents.append(Heading("figures", _("Appendix. Where the figures come from")))
    return tuple(contents), bodies


def subtitle_of(edition: Edition) -> str:
    """What the report is about, with its school year."""
    year = school_years.school_year(edition.school_year, edition.language, case="dative")
    return _(edition.kind.subtitle) % {"school_year": year}


def annex_of(edition: Edition) -> str:
    """To which decision of the council the report is an annex."""
    if not edition.decision_number or not edition.decision_on:
        return _("Annex to the council's decision (number and date once adopted)")
    day = dates.day(edition.decision_on, edition.language, case="genitive")
    return _("Annex to the council's decision No. %(number)s of %(day)s") % {
        "number": edition.decision_number,
        "day": day,
    }
