"""Builds a report: gathers its questions, asks them together, and writes one HTML of it all."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from typing import Any

from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import gettext as _

from gaisma.analytics.calculation import Figure
from gaisma.evidence.reports import charts, disclosure, rendering, saying, sections, tables, tokens
from gaisma.evidence.reports.asking import Answers, Asker, ReportQuestion
from gaisma.evidence.reports.editions import Edition, Part, parts_of
from gaisma.evidence.reports.keeping import Kept, Why
from gaisma.evidence.reports.origins import Origin, Origins
from gaisma.evidence.reports.rendering import Rendering, question_of
from gaisma.evidence.reports.templatetags.reports import tokens_of


@dataclass(frozen=True)
class Heading:
    """An entry of the contents list: a chapter or one of its sections."""

    anchor: str
    title: str
    sections: tuple["Heading", ...] = ()


@dataclass(frozen=True)
class Omitted:
    """What the rule takes out of a section that stands: a sentence of the text that ships, with the
    figures that are not known, or a table that has no number."""

    key: str
    section: str
    words: str
    missing: tuple[str, ...]
    is_table: bool = False


@dataclass(frozen=True)
class Built:
    """A report as it was computed: the HTML of its body and of its origins, charts, figures.

    `left_out` are the titles of the sections of which nothing is known, `omitted` is what is taken
    out of others.
    """

    edition: Edition
    title: str
    body: str
    origins: str
    lines: tuple[Origin, ...]
    contents: tuple[Heading, ...]
    charts: tuple[charts.ChartView, ...]
    figures: tuple[Figure, ...]
    lake_version: int | None
    left_out: tuple[str, ...] = ()
    omitted: tuple[Omitted, ...] = ()


@dataclass(frozen=True)
class _Planned:
    """A part with everything that it will print, before anything is answered."""

    part: Part
    title: str
    blocks: tuple[tokens.Block, ...]
    template_tokens: tuple[tokens.FigureToken, ...]
    asked: tuple[tables.Asked, ...]
    printed: tuple[tables.Printed, ...]
    is_own: bool = False

    def tokens(self) -> Iterator[tokens.FigureToken]:
        for block in self.blocks:
            yield from block.tokens()
        yield from self.template_tokens


@dataclass(frozen=True)
class _Answered:
    """A part with what of it stands: its text, and the tables that have rows."""

    plan: _Planned
    text: Kept
    views: tuple[tables.TableView | None, ...]
    printed: tuple[tables.TableView, ...]
    figures: tuple[ReportQuestion, ...]
    is_known: bool

    def questions(self) -> Iterator[ReportQuestion]:
        """What is asked by what stands."""
        yield from self.figures
        for asked, view in zip(self.plan.asked, self.views, strict=True):
            if view:
                yield from asked.questions()
        for printed in self.plan.printed:
            yield from printed.questions()


def built(edition: Edition, *, offered: Sequence[sections.ReportSection], asker: Asker) -> Built:
    """The report, in its language.

    Raises UnreadableNarrative for a token that cannot be read.
    """
    return in_languages([edition], offered=offered, asker=asker)[0]


def in_languages(
    editions: Sequence[Edition], *, offered: Sequence[sections.ReportSection], asker: Asker
) -> list[Built]:
    """One report, said in the language of each edition.

    What any of its texts asks is asked once, and protected together: figures have no language, and
    what one language keeps back no other gives away.

    Raises UnreadableNarrative for a token that cannot be read.
    """
    planned = [_planned(edition, offered, asker) for edition in editions]
    asked = _questions(chain.from_iterable(planned), asker)
    answers = disclosure.told(asked, asker=asker, edition=editions[0])
    return [
        _said(edition, plans, asker, answers)
        for edition, plans in zip(editions, planned, strict=True)
    ]


def exact(
    edition: Edition, *, offered: Sequence[sections.ReportSection], asker: Asker
) -> tuple[Figure, ...]:
    """All figures of the report without protection, for those who may open the records."""
    answers = asker.ask(_questions(_planned(edition, offered, asker), asker))
    return tuple(figure for found in answers.values() for figure in found)


def _planned(
    edition: Edition, offered: Sequence[sections.ReportSection], asker: Asker
) -> list[_Planned]:
    with translation.override(edition.language):
        return [_plan(part, edition, asker) for part in parts_of(edition, list(offered))]


def _said(edition: Edition, planned: Sequence[_Planned], asker: Asker, answers: Answers) -> Built:
    with translation.override(edition.language):
        found = [_answered(plan, edition, asker, answers) for plan in planned]
        return _composed(edition, found, asker, answers)


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
        printed=tuple(
            tables.Printed(
                table, part, asker, edition.printed.get((part.section.key, table.key), ())
            )
            for table in section.printed
        ),
        is_own=bool(edition.narratives.get(section.key)),
    )


def _questions(planned: Iterable[_Planned], asker: Asker) -> Iterator[ReportQuestion]:
    for plan in planned:
        yield from (question_of(token, plan.part, asker) for token in plan.tokens())
        for asked in plan.asked:
            yield from asked.questions()
        for printed in plan.printed:
            yield from printed.questions()


def _answered(plan: _Planned, edition: Edition, asker: Asker, answers: Answers) -> _Answered:
    """The part as it stands with the answers; nothing of it where nothing is known."""
    text = rendering.kept(plan.blocks, part=plan.part, asker=asker, answers=answers)
    views = tuple(tables.view(asked, answers, edition=edition) for asked in plan.asked)
    shown = tuple(view if view.tells else None for view in views)
    printed = tuple(tables.printed(one, answers, edition=edition) for one in plan.printed)
    told = [*text.tokens(), *plan.template_tokens]
    figures = tuple(question_of(token, plan.part, asker) for token in told)
    return _Answered(
        plan=plan,
        text=text,
        views=shown,
        printed=tuple(view for view in printed if view.rows),
        figures=figures,
        is_known=any(shown)
        or any(view.rows for view in printed)
        or any(saying.tells(answers[question][0]) for question in figures)
        or (plan.is_own and bool(text.standing)),
    )


def _composed(
    edition: Edition, found: Sequence[_Answered], asker: Asker, answers: Answers
) -> Built:
    known = [one for one in found if one.is_known]
    asked = {question for one in known for question in one.questions()}
    told = {question: figures for question, figures in answers.items() if question in asked}
    origins = Origins(told, asker.indicators, edition)
    writer = Rendering(edition, asker, told, origins)
    numbers = (count(1), count(1))
    drawn: list[charts.ChartView] = []
    chapters: dict[str, list[dict[str, Any]]] = {}
    for one in known:
        plan = one.plan
        shown = [*(view for view in one.views if view), *one.printed]
        views = [view.numbered(next(numbers[0])) for view in shown]
        pictures = _charts(plan, views, numbers[1])
        drawn.extend(pictures)
        signs = writer.signs(plan.template_tokens, plan.part)
        html = writer.part(plan.part, one.text, plan.title, views, pictures, signs)
        entry = {"heading": Heading(plan.part.anchor, plan.title), "html": html}
        chapters.setdefault(plan.part.section.chapter, []).append(entry)
    contents, bodies = _chapters(edition, chapters)
    left_out = _left_out(found)
    body, listed = writer.body(bodies, left_out), writer.listed(contents[-1])
    figures = tuple(figure for found in told.values() for figure in found)
    version = max((figure.lake_version for figure in figures), default=asker.lake_version)
    return Built(
        edition=edition,
        title=_(edition.kind.title),
        body=body,
        origins=listed,
        lines=tuple(origins.all),
        contents=contents,
        charts=tuple(drawn),
        figures=figures,
        lake_version=version,
        left_out=left_out,
        omitted=tuple(chain.from_iterable(_omitted(one, writer) for one in known)),
    )


def _omitted(one: _Answered, writer: Rendering) -> Iterator[Omitted]:
    """What the rule takes out; sentences that people wrote are theirs to settle."""
    plan, key = one.plan, one.plan.part.section.key
    for gone in one.text.left_out:
        if gone.why is Why.UNKNOWN and not plan.is_own:
            missing = tuple(dict.fromkeys(gone.titles(writer.asker.indicators)))
            yield Omitted(key, plan.title, writer.plain(gone.pieces, plan.part), missing)
    for asked, view in zip(plan.asked, one.views, strict=True):
        if view is None:
            missing = tuple(dict.fromkeys(_(column.title) for column in asked.table.columns))
            yield Omitted(key, plan.title, _(asked.table.title), missing, is_table=True)


def _left_out(found: Sequence[_Answered]) -> tuple[str, ...]:
    """The sections of which nothing is known; one that is repeated, where all of it is not."""
    known = {one.plan.part.section.key for one in found if one.is_known}
    gone = (one.plan.part.section for one in found if one.plan.part.section.key not in known)
    return tuple(_(title) for title in dict.fromkeys(section.title for section in gone))


def _charts(
    plan: _Planned, views: Sequence[tables.TableView], numbers: "count[int]"
) -> list[charts.ChartView]:
    """The charts that have something to show."""
    by_key: Mapping[str, tables.TableView] = {view.anchor: view for view in views}
    found = (
        (chart, by_key.get(f"t-{plan.part.anchor}-{chart.table}"))
        for chart in plan.part.section.charts
    )
    views_of = (
        charts.view(chart, table, anchor=plan.part.anchor) for chart, table in found if table
    )
    return [replace(view, number=next(numbers)) for view in views_of if not charts.is_empty(view)]


ROMAN = (
    *("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"),
    *("XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX"),
)


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
