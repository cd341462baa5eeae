"""A figure's explanation: what it means, what it takes to compute it again, its rows as a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from gaisma.analytics.calculation import Figure, State
from gaisma.base import listing, pictures, wording
from gaisma.base.models import User
from gaisma.base.navigation import Way
from gaisma.base.wording.school_years import previous
from gaisma.evidence.figures import (
    asking,
    breakdowns,
    choosing,
    institutions,
    policies,
    presentation,
    queries,
    states,
    terms,
)
from gaisma.evidence.figures.breakdowns import BreakdownLine
from gaisma.evidence.figures.questions import Asked
from gaisma.evidence.lake.models import LakeVersion


@dataclass(frozen=True)
class Pair:
    """A line of the origin."""

    name: str
    value: str
    href: str = ""
    is_code: bool = False


@dataclass(frozen=True)
class Explanation:
    """The page of a figure."""

    asked: Asked
    title: str
    description: str
    selection: tuple[tuple[str, str], ...]
    reading: presentation.Reading
    parts: str
    compared: str
    too_few: str
    trend: pictures.Trend | None
    origin: tuple[Pair, ...]
    figure: Figure
    ways: tuple[Way, ...]
    breakdown: str
    lines: tuple[breakdowns.BreakdownLine, ...]
    drawn: tuple[tuple[breakdowns.BreakdownLine, pictures.LyingBar | None], ...]
    matrix: breakdowns.Matrix | None
    beside: str
    choices: choosing.Choices
    token: str
    link: str
    now: str
    exact: str
    before: presentation.Reading | None
    legend: tuple[states.Sign, ...]
    overlaps: bool
    definition: str
    sql: str
    is_newest: bool
    newest: str

    @property
    def redefined(self) -> str:
        """What a break in the trend means."""
        return states.meaning(State.REDEFINED)


def explanation(user: User, question: Asked) -> Explanation:
    """The figure that was asked for, explained."""
    figure = policies.shown(user, _one(question, question.filters))
    before = _before(user, question)
    names = terms.institution_names()
    lines = breakdowns.lines(user, question, names)
    compiled = queries.compiled_question(
        queries.understood(
            question.indicator.key,
            filters=question.filters,
            as_of=question.as_of,
            version=question.version,
        ),
        question.version,
    )
    choices = choosing.choices(user, question, names)
    return Explanation(
        asked=question,
        title=gettext(question.indicator.title),
        description=gettext(question.indicator.description),
        selection=tuple(terms.selection(figure.filters, names)),
        reading=presentation.read(figure, before, on_its_page=True),
        parts=_parts(figure),
        compared=_compared(question, figure, before),
        too_few=_too_few(question, figure, lines),
        trend=_trend(user, question),
        origin=_origin(user, question, figure, before, names),
        figure=figure,
        ways=_ways(user, question, figure),
        breakdown=" · ".join(terms.name_of(name) for name in question.by),
        lines=lines,
        drawn=_drawn(lines),
        matrix=breakdowns.across(question, lines),
        beside=_beside(question),
        choices=choices,
        token=token(figure, question),
        link=_link(figure, question, lasts=choices.is_dated),
        now=wording_of_year(question.filters) or gettext("Value"),
        exact=presentation.exact(figure),
        before=presentation.read(before) if before else None,
        legend=_legend(figure, before, lines),
        overlaps=breakdowns.overlaps(lines, figure),
        definition=figure.definition,
        sql=compiled.current,
        is_newest=choices.newest == question.version.number,
        newest=asking.address(replace(figure, lake_version=choices.newest)),
    )


def _drawn(
    lines: tuple[breakdowns.BreakdownLine, ...],
) -> tuple[tuple[breakdowns.BreakdownLine, pictures.LyingBar | None], ...]:
    """The lines, each with its bar where there is something to compare."""
    return tuple(zip(lines, breakdowns.drawn(lines) or [None] * len(lines), strict=True))


def _one(question: Asked, filters: Mapping[str, str]) -> Figure:
    return asking.one(question.indicator.key, evidence=question.basis, filters=filters)


def _before(user: User, question: Asked) -> Figure | None:
    if question.earlier is None:
        return None
    return policies.shown(user, breakdowns.before(question, by=())[0])


def _trend(user: User, question: Asked) -> pictures.Trend | None:
    if question.indicator.compares or "school_year" not in question.filters:
        return None
    years = asking.over_years(
        question.indicator.key,
        evidence=question.basis,
        filters=question.filters,
        years=question.basis.years,
    )
    return presentation.trend([(year, policies.shown(user, figure)) for year, figure in years])


def _compared(question: Asked, figure: Figure, before: Figure | None) -> str:
    """With which day the change compares, said below it."""
    if before is None or not presentation.change(figure, before):
        return ""
    words = institutions.compared_with(before, question.basis)
    return words[:1].upper() + words[1:]


def _legend(
    figure: Figure, before: Figure | None, lines: Sequence[breakdowns.BreakdownLine]
) -> tuple[states.Sign, ...]:
    """What the signs of the page mean."""
    every = [figure, before, *(line.figure for line in lines), *(line.earlier for line in lines)]
    return states.legend(one.state for one in every if one)


def _parts(figure: Figure) -> str:
    if figure.denominator is None:
        return ""
    return gettext("%(numerator)s of %(denominator)s") % {
        "numerator": wording.number(figure.numerator),
        "denominator": wording.number(figure.denominator),
    }


def _too_few(question: Asked, figure: Figure, lines: Sequence[breakdowns.BreakdownLine]) -> str:
    """Why a value is kept back from everybody, where one is."""
    least = question.indicator.least
    if not least or not any(one.suppressed for one in (figure, *(line.figure for line in lines))):
        return ""
    return gettext(
        "A share of fewer than %(least)s is kept back from everybody: it would be a score of "
        "single people."
    ) % {"least": least}


def _beside(question: Asked) -> str:
    """The year that stands beside the figure's own; nothing where there is none."""
    if question.earlier is None:
        return ""
    if "compared_with" in question.filters or "year" in question.filters:
        return wording_of_year(question.earlier)
    return gettext("Last year")


def wording_of_year(filters: Mapping[str, str]) -> str:
    """The school year or year of a selection in words."""
    if "school_year" in filters:
        return wording.school_year(filters["school_year"])
    return filters.get("year", "")


def token(figure: Figure, question: Asked) -> str:
    """The figure as the text of a report asks for it, its year left to the report."""
    form = ""
    if question.indicator.compares:
        form = "as=comparison"
    elif question.indicator.noun and question.indicator.unit == "count":
        form = "as=words"
    by_itself = ("school_year", "year", "compared_with")
    chosen = [
        f'{name}="{value}"' if " " in value else f"{name}={value}"
        for name, value in figure.filters.items()
        if name not in by_itself
    ]
    has_year = "school_year" in question.indicator.parameters
    day = "at=day" if has_year and "school_year" not in figure.filters else ""
    return f"[[{' '.join(word for word in (figure.indicator, *chosen, day, form) if word)}]]"


def _link(figure: Figure, question: Asked, *, lasts: bool) -> str:
    """The address of the question: at its day and version, or always of today."""
    by = {"by": ",".join(question.by)} if question.by else {}
    if lasts:
        return asking.page_address("figures:figure", figure.indicator, figure, **by)
    page = reverse("figures:figure", args=[figure.indicator])
    return f"{page}?{urlencode({**figure.filters, **by})}"


def _origin(
    user: User,
    question: Asked,
    figure: Figure,
    before: Figure | None,
    names: Mapping[str, str],
) -> tuple[Pair, ...]:
    pairs = [Pair(gettext("Indicator"), figure.indicator, is_code=True)]
    pairs += [Pair(name, value) for name, value in terms.selection(figure.filters, names)]
    pairs.append(Pair(gettext("Known by"), wording.day(figure.as_of)))
    pairs.append(Pair(gettext("Evidence version"), _version(question.version)))
    if figure.denominator is not None:
        pairs.append(Pair(gettext("Computed as"), _parts(figure)))
    if figure.compared_value is not None:
        compared = presentation.written_value(figure.compared_value, figure.unit)
        pairs.append(Pair(gettext("Compared with"), compared, href=_compared_page(question)))
    if before is not None:
        pairs.append(
            Pair(
                _beside(question),
                presentation.written(before),
                href=asking.address(before),
            )
        )
    asked = question.indicator
    if asked.subject and policies.may_see_records(user, asked, filters=question.filters):
        page = asking.page_address("figures:records", figure.indicator, figure)
        pairs.append(Pair(gettext("Records"), gettext("what was counted"), href=page))
    return tuple(pairs)


def _compared_page(question: Asked) -> str:
    """The page of what a change compares with."""
    base, filters = question.indicator.base or question.indicator.key, question.filters
    earlier = filters.get("compared_with") or previous(filters.get("school_year", ""))
    return asking.address_of(
        base,
        asking.in_year(base, filters, earlier=earlier),
        as_of=question.as_of,
        lake_version=question.version.number,
    )


def _version(version: LakeVersion) -> str:
    return f"{version.number} · {wording.moment(version.made_at)}"


def _ways(user: User, question: Asked, figure: Figure) -> tuple[Way, ...]:
    return tuple(
        Way(
            title=terms.name_of(name),
            address=asking.page_address("figures:figure", figure.indicator, figure, by=name),
            is_current=(name,) == question.by,
        )
        for name in question.indicator.by
        if name not in question.filters or "|" in question.filters[name]
        if policies.may_ask(user, question.indicator, filters=question.filters, by=[name])
    )


def export_table(explanation: Explanation) -> type[listing.Table]:
    """The columns: a name for each dimension, the value, and that of the other year."""
    columns: dict[str, Any] = {
        f"name_{place}": listing.Words(verbose_name=terms.name_of(dimension))
        for place, dimension in enumerate(explanation.asked.by)
    }
    columns["value"] = listing.Number(verbose_name=gettext("Value"))
    if explanation.beside:
        columns["before"] = listing.Number(verbose_name=explanation.beside)
    if _notes(explanation):
        columns["note"] = listing.Words(verbose_name=gettext("Note"))
    return type("Breakdown", (listing.Table,), columns)


def export_rows(explanation: Explanation) -> list[Mapping[str, Any]]:
    """The values of the breakdown, or the figure itself without one."""
    if not explanation.lines:
        value = presentation.decimal(explanation.figure.value)
        return [{"value": value, "note": states.why(explanation.figure)}]
    return [
        {
            **{f"name_{place}": name for place, name in enumerate(line.names)},
            "value": presentation.decimal(line.figure.value),
            "before": presentation.decimal(line.earlier.value) if line.earlier else None,
            "note": _note(explanation, line),
        }
        for line in explanation.lines
    ]


def _notes(explanation: Explanation) -> bool:
    """Whether a number is missing anywhere, so that its reason has a column."""
    if not explanation.lines:
        return bool(states.why(explanation.figure))
    return any(_note(explanation, line) for line in explanation.lines)


def _note(explanation: Explanation, line: BreakdownLine) -> str:
    """Why a number of the line is missing."""
    earlier = states.why(line.earlier) if line.earlier else ""
    before = f"{explanation.beside}: {earlier}" if earlier else ""
    return " ".join(words for words in (states.why(line.figure), before) if words)
