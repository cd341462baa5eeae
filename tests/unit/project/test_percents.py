"""A share is written in one place, so that all of 490 is never said of 489."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.template import engines
from django.utils import translation

from gaisma.analytics.calculation import Figure
from gaisma.base import listing, pictures
from gaisma.evidence.figures import presentation
from gaisma.evidence.figures import printing as of_figures
from gaisma.evidence.reports import comparing, saying, tokens
from tests.unit.project import tree

WRITER = "gaisma/base/wording/numbers.py"
A_NUMBER_AND_ITS_SIGN = re.compile(
    r"%\(\w+\)[sd]\s*%%|%[sd]\s*%%|(?<!\{)\{[^{}%]+\}[\s\u00a0]*%(?![(\w}])|\}\}(\s|&nbsp;)*%(?!\})"
    r"|SPACE\}%|\$\{[^}]*\}[\s\u00a0]*%(?!\})"
)
STYLES = re.compile(r"(width|height|left|top|inset|flex)[^;]{0,20}$")
ROUNDED = re.compile(r"round\([^)]*\* ?100")
DRAWN = {"gaisma/base/pictures.py"}
"""Widths of drawings, which nobody reads as numbers."""

NEARLY = {
    "nearly all": Fraction(48_900, 490),
    "nearly nobody": Fraction(100, 490),
    "all but one of many": Fraction(99_999_900, 1_000_000),
    "one of many": Fraction(100, 1_000_000),
}


def decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def figure(value: Fraction) -> Figure:
    return Figure(
        indicator="teachers.share_qualified",
        filters={},
        by={},
        value=value,
        compared_value=value,
        numerator=1,
        denominator=490,
        unit="percent",
        as_of=date(2024, 8, 20),
        lake_version=1,
        definition="",
    )


def of_template(text: str) -> Callable[[Fraction], str]:
    template = engines["django"].from_string("{% load gaisma %}" + text)
    return lambda value: template.render({"value": decimal(value)})


def of_report(form: str, decimals: str) -> Callable[[Fraction], str]:
    token = tokens.FigureToken("teachers.share_qualified", (), form=form, decimals=decimals)
    return lambda value: str(saying.said(token, figure(value), "lv"))


PLACES: Mapping[str, Callable[[Fraction], str]] = {
    "figure": lambda value: presentation.written(figure(value)),
    "figure of last year": lambda value: presentation.change(figure(Fraction(50)), figure(value)),
    "command line": lambda value: of_figures.value(figure(value)),
    "comparison of reports": lambda value: comparing.written(value, "percent"),
    "meter": lambda value: pictures.meter_of_share(decimal(value)),
    "column": lambda value: listing.Share().render(decimal(value)),
    "trend": lambda value: pictures_of(value),
    **{
        f"{name}{told}": of_template("{{ value|" + name + told + " }}")
        for name in ("percent", "share")
        for told in ("", ":0", ":1", ":2", ":3")
    },
    **{
        f"report as {form}, decimals {decimals or 'untold'}": of_report(form, decimals)
        for form in ("number", "words", "before")
        for decimals in tokens.DECIMALS
    },
}


def pictures_of(value: Fraction) -> str:
    trend = presentation.trend([("2023/2024", figure(Fraction(50))), ("2024/2025", figure(value))])
    assert isinstance(trend, pictures.Trend)
    return trend.bars[-1].value


@pytest.mark.parametrize("value", NEARLY.values(), ids=NEARLY)
@pytest.mark.parametrize("place", PLACES)
def test_share_that_is_not_exact_is_nowhere_all_or_nothing(place: str, value: Fraction) -> None:
    with translation.override("lv"):
        said = PLACES[place](value)

    numbers = re.findall(r"[<>]?\d+(?:[.,]\d+)?", re.sub(r"<[^<>]*[a-z\"][^<>]*>", "", said))
    assert numbers
    assert not {"0", "100", "0.00", "100.00"} & set(numbers), said


@pytest.mark.parametrize("value", [0, 100])
@pytest.mark.parametrize("place", PLACES)
def test_share_that_is_exact_is_said_so(place: str, value: int) -> None:
    with translation.override("lv"):
        said = PLACES[place](Fraction(value))

    assert re.search(rf"(?<![\d.,]){value}(?![\d,])", said), said


def test_share_is_written_in_one_place_alone() -> None:
    found = [
        f"{tree.name(file)}:{number}: {line.strip()}"
        for file in tree.tracked("gaisma/*.py", "gaisma/*.html", "gaisma/*.js", "gaisma/*.po")
        if tree.name(file) != WRITER and "migrations" not in file.parts
        for number, line in enumerate(tree.lines(file), start=1)
        if any(
            not STYLES.search(line[: match.start()])
            for match in A_NUMBER_AND_ITS_SIGN.finditer(line)
        )
        or (ROUNDED.search(line) and tree.name(file) not in DRAWN)
    ]
    assert not found


@pytest.mark.parametrize(
    "line",
    [
        '_("%(percent)s %% of the disk")',
        'f"{share} %"',
        'f"{share:.1f}%"',
        "<td>{{ share|number:0 }} %</td>",
        "`${share} %`",
        "return round(observed / employed * 100, 1)",
    ],
)
def test_share_written_elsewhere_is_found(line: str) -> None:
    assert A_NUMBER_AND_ITS_SIGN.search(line) or ROUNDED.search(line)
