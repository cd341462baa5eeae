"""Small pictures of numbers: positions computed here, drawn by components."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from gaisma.base import wording

BAR = 20
GAP = 5
HEIGHT = 36
WHOLE = 200
SEAM = 2


@dataclass(frozen=True)
class Bar:
    """A bar of a trend, in units of the drawing."""

    name: str
    value: str
    x: int
    y: int
    width: int
    height: int
    percent: int
    is_current: bool
    address: str = ""

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


@dataclass(frozen=True)
class Part:
    """A part of a whole."""

    name: str
    value: str
    x: int
    width: int
    number: int


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


def _share(value: wording.Number | None, largest: float) -> int:
    return round(abs(float(value or 0)) / largest * 100)


def trend(
    points: Sequence[tuple[str, wording.Number | None]],
    *,
    written: Callable[[wording.Number], str] = wording.number,
    addresses: Sequence[str] = (),
) -> Trend | None:
    """Bars of (label, value) in time order; None where fewer than two values are known.

    `addresses` tell where each value explains itself.
    """
    known = [(label, value) for label, value in points if value is not None]
    if len(known) < 2:
        return None
    highest = float(max(value for _, value in known) or 1)
    doors = addresses or [""] * len(points)
    bars = tuple(
        replace(
            _bar(place, label, written(value), share=float(value) / highest, last=len(points) - 1),
            address=doors[place],
        )
        for place, (label, value) in enumerate(points)
        if value is not None
    )
    words = "; ".join(f"{bar.name}: {bar.value}" for bar in bars)
    width = len(points) * (BAR + GAP) - GAP
    return Trend(label=words, bars=bars, first=points[0][0], last=points[-1][0], width=width)


def _bar(place: int, label: str, value: str, *, share: float, last: int) -> Bar:
    height = max(round(share * HEIGHT), 1)
    return Bar(
        name=label,
        value=value,
        x=place * (BAR + GAP),
        y=HEIGHT - height,
        width=BAR,
        height=height,
        percent=max(round(share * 100), 1),
        is_current=place == last,
    )


def shares(parts: Sequence[tuple[str, int]]) -> Shares | None:
    """Two parts side by side; None where there is nothing to divide."""
    total = sum(value for _, value in parts)
    if not total:
        return None
    drawn = []
    x = 0
    for place, (name, value) in enumerate(parts, start=1):
        width = round(value / total * (WHOLE - SEAM * (len(parts) - 1)))
        drawn.append(Part(name, wording.number(value), x, width, place))
        x += width + SEAM
    return Shares(
        label="; ".join(f"{part.name}: {part.value}" for part in drawn), parts=tuple(drawn)
    )
