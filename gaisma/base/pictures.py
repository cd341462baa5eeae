"""Small pictures in pages: bars, trends, slopes, shares, and meters of one value."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from gaisma.base import wording

BAR = 20
GAP = 5
HEIGHT = 36
WHOLE = 200
SEAM = 2


@dataclass(frozen=True)
class Point:
    """A value in time; a gap has a sign and a sentence instead, a break is counted otherwise."""

    name: str
    value: wording.Number | None
    sign: str = ""
    why: str = ""
    address: str = ""
    is_break: bool = False


@dataclass(frozen=True)
class Bar:
    """A bar of a trend, in units of the drawing; a gap has no height."""

    name: str
    value: str
    x: int
    y: int
    width: int
    height: int
    percent: int
    is_current: bool
    why: str = ""
    address: str = ""
    is_break: bool = False

    @property
    def top(self) -> int:
        return 100 - self.percent


@dataclass(frozen=True)
class Trend:
    """Bars from zero, with words that say the same."""

    label: str
    bars: tuple[Bar, ...]
    first: str
    last: str
    width: int
    height: int = HEIGHT

    @property
    def gaps(self) -> tuple[Bar, ...]:
        """A bar for each sign that stands in place of a number: what the signs mean."""
        return tuple({bar.value: bar for bar in self.bars if bar.why}.values())

    @property
    def breaks(self) -> tuple[int, ...]:
        """Where what is counted changes: between the bars."""
        return tuple(bar.x - (GAP + 1) // 2 for bar in self.bars if bar.is_break)


@dataclass(frozen=True)
class Part:
    """A part of a whole."""

    name: str
    value: str
    x: int
    width: int
    number: int
    address: str = ""


@dataclass(frozen=True)
class Shares:
    """The parts of a whole, with words that say the same."""

    label: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Pair:
    """A value by name, and what it is held against."""

    name: str
    text: str
    value: wording.Number | None
    before: wording.Number | None = None


@dataclass(frozen=True)
class LyingBar:
    """A bar of a list, in hundredths of the largest; `before` is None where nothing was."""

    name: str
    value: str
    share: int
    before: int | None


def bars(pairs: Sequence[Pair]) -> tuple[LyingBar, ...]:
    """Bars of values in their order; none where fewer than two values are known."""
    sizes = [abs(float(value)) for one in pairs for value in (one.value, one.before) if value]
    if sum(one.value is not None for one in pairs) < 2 or not sizes:
        return ()
    largest = max(sizes)
    return tuple(
        LyingBar(
            name=one.name,
            value=one.text,
            share=_share(one.value, largest),
            before=None if one.before is None else _share(one.before, largest),
        )
        for one in pairs
    )


@dataclass(frozen=True)
class Slope:
    """A line from time to time: its points in hundredths; where a value is lacking it breaks."""

    points: tuple[str, ...]
    is_current: bool


@dataclass(frozen=True)
class Slopes:
    """Lines beside each other over the same times, between two ends of one scale."""

    label: str
    lines: tuple[Slope, ...]
    times: tuple[str, ...]
    low: str
    high: str


def slopes(
    times: Sequence[str],
    lines: Sequence[tuple[str, Sequence[wording.Number | None]]],
    *,
    written: Callable[[wording.Number], str] = wording.number,
) -> Slopes | None:
    """Lines from time to time, the first of them in colour and in words.

    The scale ends at the tens around all values. None where no line joins two times.
    """
    known = [float(value) for _name, values in lines for value in values if value is not None]
    if not known:
        return None
    low, high = floor(min(known) / 10) * 10, ceil(max(known) / 10) * 10
    step, height = 100 / max(len(times) - 1, 1), (high - low) or 10
    drawn = [
        Slope(tuple(_runs(values, step=step, low=low, height=height)), is_current=not place)
        for place, (_name, values) in enumerate(lines)
    ]
    if not any(line.points for line in drawn):
        return None
    name, values = lines[0]
    told = zip(times, values, strict=True)
    words = "; ".join(f"{time}: {written(value)}" for time, value in told if value is not None)
    return Slopes(
        label=f"{name}: {words}",
        # What is drawn last lies above.
        lines=tuple(reversed(drawn)),
        times=tuple(times),
        low=written(low),
        high=written(low + height),
    )


def _runs(
    values: Sequence[wording.Number | None], *, step: float, low: int, height: int
) -> Iterator[str]:
    """Points of what is known without a break, as an SVG has them; one alone joins nothing."""
    run: list[str] = []
    for place, value in enumerate([*values, None]):
        if value is not None:
            down = 100 - (float(value) - low) / height * 100
            run.append(f"{place * step:.1f},{down:.1f}")
            continue
        if len(run) > 1:
            yield " ".join(run)
        run = []


def _share(value: wording.Number | None, largest: float) -> int:
    return round(abs(float(value or 0)) / largest * 100)


def trend(
    points: Sequence[Point],
    *,
    written: Callable[[wording.Number], str] = wording.number,
) -> Trend | None:
    """Bars in time order; None where fewer than two values are known.

    What is not known is a gap that says why, and a break is marked before its bar.
    """
    known = [float(point.value) for point in points if point.value is not None]
    if len(known) < 2:
        return None
    highest = max(known) or 1
    bars = tuple(
        _bar(place, point, written, highest=highest, last=len(points) - 1)
        for place, point in enumerate(points)
    )
    words = "; ".join(_worded(bar) for bar in bars)
    width = len(points) * (BAR + GAP) - GAP
    return Trend(label=words, bars=bars, first=points[0].name, last=points[-1].name, width=width)


def _bar(
    place: int,
    point: Point,
    written: Callable[[wording.Number], str],
    *,
    highest: float,
    last: int,
) -> Bar:
    if point.value is None:
        value, height, percent = point.sign, 0, 0
    else:
        share = float(point.value) / highest
        value = written(point.value)
        height, percent = max(round(share * HEIGHT), 1), max(round(share * 100), 1)
    return Bar(
        name=point.name,
        value=value,
        x=place * (BAR + GAP),
        y=HEIGHT - height,
        width=BAR,
        height=height,
        percent=percent,
        is_current=place == last,
        why=point.why,
        address=point.address,
        is_break=point.is_break,
    )


def _worded(bar: Bar) -> str:
    words = f"{bar.name}: {bar.why or bar.value}"
    return f"{words} ({gettext('counted otherwise than before')})" if bar.is_break else words


def shares(parts: Sequence[tuple[str, int, str]]) -> Shares | None:
    """Two parts side by side, each with its address; None where there is nothing to divide."""
    total = sum(value for _, value, _ in parts)
    if not total:
        return None
    drawn = []
    x = 0
    for place, (name, value, address) in enumerate(parts, start=1):
        width = round(value / total * (WHOLE - SEAM * (len(parts) - 1)))
        drawn.append(Part(name, wording.number(value), x, width, place, address))
        x += width + SEAM
    return Shares(
        label="; ".join(f"{part.name}: {part.value}" for part in drawn), parts=tuple(drawn)
    )


DRAWN = (
    # Without a template: a long list shows it in every row.
    '<span class="meter{over}"><svg viewBox="0 0 100 8" preserveAspectRatio="none"'
    ' aria-hidden="true"><rect width="{width}" height="8"/></svg><span>{words}</span></span>'
)
DOOR = '<a class="figure" href="{}">{}</a>'


def square(text: str) -> SafeString:
    """The text as a QR code, an SVG without styles."""
    import segno

    drawn = segno.make(text, error="m", micro=False)
    picture = drawn.svg_inline(omitsize=True, border=0, svgclass="square")
    return mark_safe(picture.replace("<svg ", '<svg aria-hidden="true" ', 1))  # noqa: S308


def meter(value: int, maximum: int, address: str = "", *, may_pass: bool = False) -> SafeString:
    """The component c-meter: above the maximum it turns red and says so.

    With an address the numbers open what they are. Where more is no fault (`may_pass`), it stays.
    """
    is_over = value > maximum and not may_pass
    words = gettext("%(value)s of %(maximum)s") % {
        "value": wording.number(value),
        "maximum": wording.number(maximum),
    }
    if address:
        words = format_html(DOOR, address, words)
    if is_over:
        words = format_html("{} · {}", words, gettext("above the maximum"))
    width = 100 if value > maximum or not maximum else round(value / maximum * 100)
    return format_html(DRAWN, over=" over" if is_over else "", width=width, words=words)


def meter_of_share(percent: wording.Number) -> SafeString:
    """A share of a hundred, told in percent."""
    width = min(round(percent), 100)
    return format_html(DRAWN, over="", width=width, words=wording.percent(percent))
