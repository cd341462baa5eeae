"""A figure as a page shows it: written in the reader's language, with its change in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from gaisma.analytics.calculation import Figure, State, differ
from gaisma.base import pictures, wording
from gaisma.base.registry import gathered
from gaisma.base.wording import changes, numbers
from gaisma.base.wording.agreement import noun
from gaisma.evidence.figures import asking, queries, states, terms

Value = int | Decimal | Fraction | None
CHANGE = "change"
"""Where a figure's page says the difference to the year before."""


@dataclass(frozen=True)
class Reading:
    """What is read of a figure: `counted` names what the number is of, also where a title does."""

    value: str
    unit: str
    counted: str
    change: SafeString
    address: str
    why: str = ""

    @property
    def said(self) -> SafeString:
        """The value as a table shows it: a sign tells what it stands for."""
        if not self.why:
            return format_html("{}", self.value)
        return format_html('<abbr class="sign" title="{}">{}</abbr>', self.why, self.value)

    @property
    def aside(self) -> SafeString:
        """What a sign stands for, for those who hear the page."""
        if not self.why:
            return SafeString("")
        return format_html('<span class="hidden-visually"> {}</span>', self.why)


def title(indicator: str, filters: Mapping[str, str]) -> str:
    """The figure in the reader's language, with what it is narrowed by."""
    narrowed = [terms.narrowed(word, value) for word, value in filters.items()]
    return " · ".join((terms.title_of(queries.known_indicator(indicator)), *narrowed))


def read(figure: Figure, before: Figure | None = None, *, on_its_page: bool = False) -> Reading:
    """The figure and, beside it, what it was a year before; `why` where there is no value."""
    return Reading(
        value=written(figure),
        unit=unit(figure),
        counted=what_is_counted(figure),
        change=change(figure, before, on_its_page=on_its_page) if before else SafeString(""),
        address=asking.address(figure),
        why=states.why(figure),
    )


def written(figure: Figure) -> str:
    """The value, or the sign of why there is none."""
    if figure.state is not State.KNOWN:
        return states.sign(figure.state)
    return written_value(figure.value, figure.unit)


def written_value(value: Value, unit: str) -> str:
    """A number in its unit: a share with its sign and one decimal where it has any."""
    exact = decimal(value)
    if unit == "percent":
        return wording.percent(exact, decimals=1)
    return wording.number(exact)


def decimal(value: Value) -> int | Decimal | None:
    """The value as a decimal number; fractions of shares are cut far behind what is shown."""
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    return value


def exact(figure: Figure) -> str:
    """The value as a machine reads it; empty where none is told."""
    value = decimal(figure.value)
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def unit(figure: Figure) -> str:
    """The word after the number, where the title does not say it."""
    value = decimal(figure.value)
    return noun("load", value, wording.language()) if figure.unit == "loads" and value else ""


def what_is_counted(figure: Figure) -> str:
    """The noun that agrees with the number; nothing after a share, or where no number is shown."""
    value = decimal(figure.value)
    if figure.suppressed or value is None:
        return ""
    name = queries.noun_of(figure)
    return noun(name, value, wording.language()) if name else unit(figure)


def change(
    figure: Figure, before: Figure, *, opens: bool = True, on_its_page: bool = False
) -> SafeString:
    """The difference to the year before, as a phrase: 538 fewer than last year (4 308).

    Each number opens what it is, for who may ask that: a difference that is no figure of its own
    opens the page of the figure, which says it beside what it is made of.

    Nothing where either is not known; of a year that was counted otherwise no difference is told.
    """
    now, then = decimal(figure.value), decimal(before.value)
    if now is None or then is None:
        return SafeString("")
    was = door(written(before), asking.address(before) if opens else "")
    if differ(figure.basis, before.basis):
        return said(gettext("counted otherwise last year (%(before)s)"), before=was)
    if now == then:
        return said(gettext("the same as last year"))
    if figure.unit == "percent":
        return said(gettext("%(before)s last year"), before=was)
    words = wording.number(abs(numbers.exact(now - then)))
    address = _of_change(figure, before, on_its_page=on_its_page) if opens else ""
    size = door(words, address)
    if on_its_page and not address:
        size = format_html('<data id="{}" value="{}">{}</data>', CHANGE, now - then, words)
    difference = said(changes.template(now - then, wording.language()), number=size)
    return said(
        gettext("%(difference)s than last year (%(before)s)"), difference=difference, before=was
    )


def door(text: str, address: str) -> SafeString:
    """The number as a link to what it is, where it has an address."""
    return (
        format_html('<a class="figure" href="{}">{}</a>', address, text) if address else said(text)
    )


def said(words: str, **given: SafeString) -> SafeString:
    """The words of a catalogue with what stands in them, which is safe already."""
    safe = escape(words)
    for name, number in given.items():
        safe = SafeString(safe.replace(f"%({name})s", number).replace(f"{{{name}}}", number))
    return safe


def _of_change(figure: Figure, before: Figure, *, on_its_page: bool) -> str:
    """Where the difference is explained."""
    indicators = gathered("INDICATORS")
    key = next((one.key for one in indicators if one.base == figure.indicator), "")
    earlier = before.filters.get("school_year", "")
    if not earlier or "school_year" not in figure.filters:
        return ""
    if not key:
        return "" if on_its_page else f"{asking.address(figure)}#{CHANGE}"
    words = {**figure.filters, "compared_with": earlier}
    return asking.address_of(key, words, as_of=figure.as_of, lake_version=figure.lake_version)


def trend(years: Sequence[tuple[str, Figure]]) -> pictures.Trend | None:
    """The picture of a figure over school years."""
    points = [
        pictures.Point(
            wording.school_year(year),
            decimal(figure.value),
            sign=states.sign(figure.state) if figure.value is None else "",
            why=states.why(figure),
            address=asking.address(figure),
            is_break=before is not None and differ(figure.basis, before.basis),
        )
        for (year, figure), before in zip(years, _known_before(years), strict=True)
    ]
    if any(figure.unit == "percent" for _, figure in years):
        return pictures.trend(points, written=partial(wording.percent, decimals=1))
    return pictures.trend(points)


def _known_before(years: Sequence[tuple[str, Figure]]) -> list[Figure | None]:
    """For each year the last one before it that is known."""
    found: list[Figure | None] = []
    last = None
    for _, figure in years:
        found.append(last)
        last = figure if figure.basis else last
    return found
