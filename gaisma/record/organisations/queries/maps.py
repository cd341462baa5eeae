"""A small map of sites: points, labels that do not touch, a scale, in units of the picture."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from math import cos, radians

from django.urls import reverse

from gaisma.base import access
from gaisma.base.models import User
from gaisma.record.organisations.models import Site

WIDTH, HEIGHT, MARGIN = 832, 520, 28
FOOT, NEAR = 48, 40
"""Below the points stands the scale; sites as near as this share a label."""
METRES_A_DEGREE = 111_320
LETTER, LINE, GAP = 6.8, 15, 9
"""What a label takes up: a letter's width, a line's height, the way from its point."""
LEAST_METRES = 500
"""A map of one building is still this high and wide."""
SCALES = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)


@dataclass(frozen=True)
class Point:
    """A site: whose it is, where it stands on the map, how its label is written, if it fits."""

    name: str
    institution: str
    address: str
    href: str
    x: float
    y: float
    label: str = ""
    label_x: float = 0
    label_y: float = 0
    anchor: str = ""


@dataclass(frozen=True)
class Scale:
    """A bar of so many pixels for so many metres."""

    width: float
    metres: int

    @property
    def is_kilometres(self) -> bool:
        return self.metres >= 1000

    @property
    def number(self) -> Decimal:
        return Decimal(self.metres) / (1000 if self.is_kilometres else 1)


@dataclass(frozen=True)
class Map:
    """Points of sites on a picture."""

    points: tuple[Point, ...]
    scale: Scale
    width: int = WIDTH
    height: int = HEIGHT


def of_institutions(user: User, *, ids: Iterable[int]) -> Map | None:
    """The map of the sites of those institutions that the person sees; None without any."""
    seen = access.visible(user).filter(pk__in=list(ids))
    located = Site.objects.filter(institution__in=seen, latitude__isnull=False).select_related(
        "institution"
    )
    return of_sites(list(located.exclude(longitude=None).order_by("institution__name", "name")))


def of_sites(sites: list[Site]) -> Map | None:
    """The map of the sites, north above, with equal lengths in both directions."""
    if not sites:
        return None
    north = [float(site.latitude or 0) for site in sites]
    east = [float(site.longitude or 0) for site in sites]
    shrink = cos(radians((max(north) + min(north)) / 2))
    tall = (max(north) - min(north)) * METRES_A_DEGREE
    wide = (max(east) - min(east)) * METRES_A_DEGREE * shrink
    pixel = max(
        max(tall, LEAST_METRES) / (HEIGHT - MARGIN - FOOT),
        max(wide, LEAST_METRES) / (WIDTH - 2 * MARGIN),
    )
    middle = ((max(north) + min(north)) / 2, (max(east) + min(east)) / 2)
    labels = _labels(sites)
    placed = [
        _point(
            site,
            label=label,
            x=WIDTH / 2 + (e - middle[1]) * METRES_A_DEGREE * shrink / pixel,
            y=(HEIGHT + MARGIN - FOOT) / 2 - (n - middle[0]) * METRES_A_DEGREE / pixel,
        )
        for site, label, n, e in zip(sites, labels, north, east, strict=True)
    ]
    return Map(tuple(_labelled(_once(placed))), _scale(pixel))


def _labels(sites: list[Site]) -> list[str]:
    """What is written beside each: of one institution the site, of several whose it is.

    The city's own name, with which most begin, goes without saying.
    """
    if len({site.institution_id for site in sites}) == 1:
        return [site.name for site in sites]
    names = [site.institution.name for site in sites]
    firsts = Counter(name.partition(" ")[0] for name in dict.fromkeys(names))
    first, times = firsts.most_common(1)[0]
    often = f"{first} " if times > len(set(names)) / 2 else ""
    return [name.removeprefix(often) for name in names]


def _once(points: list[Point]) -> list[Point]:
    """Sites of one institution that stand together bear its name once."""
    told: list[Point] = []
    for point in points:
        near = any(point.label == one.label and _is_near(point, one) for one in told)
        told.append(replace(point, label="") if near else point)
    return told


def _is_near(one: Point, other: Point) -> bool:
    return abs(one.x - other.x) < NEAR and abs(one.y - other.y) < NEAR


def _point(site: Site, *, label: str, x: float, y: float) -> Point:
    return Point(
        name=site.name,
        institution=site.institution.name,
        address=site.address,
        href=reverse("organisations:institution", args=[site.institution_id]),
        x=round(x, 1),
        y=round(y, 1),
        label=label,
    )


def _scale(pixel: float) -> Scale:
    fitting = [metres for metres in SCALES if metres / pixel <= WIDTH / 4]
    metres = max(fitting, default=SCALES[0])
    return Scale(round(metres / pixel, 1), metres)


Box = tuple[float, float, float, float]


def _labelled(points: list[Point]) -> list[Point]:
    """Each label beside its point, where nothing else stands; or none."""
    taken: list[Box] = [(p.x - 5, p.y - 5, p.x + 5, p.y + 5) for p in points]
    done: dict[int, Point] = {}
    # Who has the most neighbours chooses first; the others have room anyway.
    for at in sorted(range(len(points)), key=lambda one: -_crowd(points[one], points)):
        done[at], box = _placed(points[at], taken)
        if box:
            taken.append(box)
    return [done[at] for at in range(len(points))]


def _crowd(point: Point, points: list[Point]) -> int:
    """How many points stand where its label might."""
    wide = len(point.label) * LETTER + GAP
    return sum(
        abs(other.x - point.x) < wide and abs(other.y - point.y) < 2 * LINE for other in points
    )


def _placed(point: Point, taken: list[Box]) -> tuple[Point, Box | None]:
    if not point.label:
        return point, None
    width = len(point.label) * LETTER
    high, low = point.y - GAP, point.y + GAP + LINE * 0.8
    ways = (
        ("start", point.x + GAP, point.y + LINE / 3, point.x + GAP),
        ("end", point.x - GAP, point.y + LINE / 3, point.x - GAP - width),
        ("middle", point.x, high, point.x - width / 2),
        ("middle", point.x, low, point.x - width / 2),
        ("start", point.x, high, point.x),
        ("start", point.x, low, point.x),
        ("end", point.x, high, point.x - width),
        ("end", point.x, low, point.x - width),
    )
    for anchor, x, y, left in ways:
        box = (left, y - LINE * 0.8, left + width, y + LINE * 0.2)
        if (
            box[0] >= 0
            and box[2] <= WIDTH
            and box[1] >= 0
            and not any(_touch(box, other) for other in taken)
        ):
            return _with_label(point, anchor, x, y), box
    return point, None


def _with_label(point: Point, anchor: str, x: float, y: float) -> Point:
    return replace(point, label_x=round(x, 1), label_y=round(y, 1), anchor=anchor)


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
