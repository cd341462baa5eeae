from decimal import Decimal
from itertools import combinations

import pytest

from gaisma.base.models import Organisation, User
from gaisma.record.organisations.models import Site
from gaisma.record.organisations.queries import maps
from tests import factories


def site(north: str, east: str, *, name: str = "Skola") -> Site:
    school = Organisation(pk=1 + sum(map(ord, name)), name=name)
    return Site(
        name="A korpuss",
        address="Iela 1",
        latitude=Decimal(north),
        longitude=Decimal(east),
        institution=school,
    )


def test_map_of_nothing_is_none() -> None:
    assert maps.of_sites([]) is None


def test_map_has_north_above_and_east_to_the_right() -> None:
    found = maps.of_sites([site("55.90", "26.50"), site("55.85", "26.60")])

    assert found is not None
    north_west, south_east = found.points
    assert north_west.y < south_east.y
    assert north_west.x < south_east.x


def test_map_holds_all_points_within_its_margin() -> None:
    places = [site(f"55.8{n}", f"26.{n}0") for n in range(1, 9)]

    found = maps.of_sites(places)

    assert found is not None
    assert all(maps.MARGIN <= point.x <= maps.WIDTH - maps.MARGIN for point in found.points)
    assert all(maps.MARGIN <= point.y <= maps.HEIGHT - maps.MARGIN for point in found.points)


def test_map_is_as_long_in_both_directions() -> None:
    # At 60 degrees a degree of longitude is half as long as one of latitude.
    found = maps.of_sites([site("60.00", "26.00"), site("60.01", "26.02")])

    assert found is not None
    one, other = found.points
    assert abs(one.x - other.x) == pytest.approx(abs(one.y - other.y), rel=0.01)


def test_scale_is_a_round_number_of_the_right_length() -> None:
    found = maps.of_sites([site("55.80", "26.50"), site("55.90", "26.50")])

    assert found is not None
    metres_a_pixel = 11_132 / abs(found.points[0].y - found.points[1].y)
    assert found.scale.metres in maps.SCALES
    assert found.scale.width * metres_a_pixel == pytest.approx(found.scale.metres, rel=0.02)
    assert found.scale.width <= maps.WIDTH / 4


def test_labels_do_not_touch() -> None:
    places = [site(f"55.8{n}", f"26.5{n}", name=f"Ziemeļu vidusskola {n}") for n in range(10)]
    places += [site("55.85", "26.55", name=f"Bērnudārzs {n}") for n in range(29)]

    found = maps.of_sites(places)

    assert found is not None
    labelled = [point for point in found.points if point.anchor]
    boxes = [_box(point) for point in labelled]
    assert 2 <= len(labelled) < len(places)
    assert not any(maps._touch(one, other) for one, other in combinations(boxes, 2))


def _box(point: maps.Point) -> maps.Box:
    width = len(point.label) * maps.LETTER
    left = {"start": 0.0, "middle": width / 2, "end": width}[point.anchor]
    x, y = point.label_x - left, point.label_y
    # A tenth of a pixel is rounded away.
    return x + 0.1, y - maps.LINE * 0.8 + 0.1, x + width - 0.1, y + maps.LINE * 0.2 - 0.1


def test_labels_of_one_institution_name_the_sites() -> None:
    found = maps.of_sites([site("55.80", "26.50"), site("55.90", "26.50")])

    assert found is not None
    assert [point.label for point in found.points] == ["A korpuss", "A korpuss"]


def test_labels_of_several_name_each_without_the_city() -> None:
    names = ("Pils Upes skola", "Pils Upes skola", "Pils Ezera skola", "PIKC Pils tehnikums")
    places = [site(f"55.8{n}", "26.50", name=name) for n, name in enumerate(names)]
    places.append(site("55.8001", "26.50", name="Pils Upes skola"))

    found = maps.of_sites(places)

    assert found is not None
    assert [point.label for point in found.points] == [
        "Upes skola",
        "Upes skola",
        "Ezera skola",
        "PIKC Pils tehnikums",
        "",
    ]


@pytest.mark.django_db
def test_map_of_a_head_shows_the_own_sites(head: User, school: Organisation) -> None:
    place = {"latitude": "55.870000", "longitude": "26.500000"}
    own = factories.site(institution=school, **place)
    other = factories.site(**place)

    found = maps.of_institutions(head, ids=[school.pk, other.institution_id])

    assert found is not None
    assert [point.institution for point in found.points] == [own.institution.name]
