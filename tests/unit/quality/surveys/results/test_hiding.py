import pytest

from gaisma.quality.surveys.results.protection import Group, Hidden, hidden_of
from gaisma.quality.surveys.thresholds import Thresholds


def groups(**bases: int) -> list[Group]:
    """Groups of institutions whose kind is the first letter of their name."""
    return [Group(base, name, name[0]) for name, base in bases.items()]


def hidden(*institutions: str, kinds: str = "", city: bool = False) -> Hidden:
    return Hidden(frozenset(institutions), frozenset(kinds), city)


@pytest.mark.parametrize(
    ("bases", "expected"),
    [
        ({"p1": 10, "p2": 40}, hidden()),
        # The three smallest of those that could be shown: two of them know themselves.
        (
            {"p1": 4, "p2": 30, "p3": 12, "p4": 50, "p5": 60, "s1": 40},
            hidden("p1", "p2", "p3", "p4"),
        ),
        ({"p1": 7, "p2": 6, "p3": 9, "p4": 8, "p5": 5}, hidden("p1", "p2", "p3", "p4", "p5")),
        # Nine others are one too few.
        (
            {"p1": 9, "p2": 9, "p3": 9, "p4": 50, "p5": 60, "p6": 70},
            hidden("p1", "p2", "p3", "p4", "p5"),
        ),
        # Nobody answered by code at the smallest.
        ({"p1": 0, "p2": 10, "p3": 11, "p4": 12, "p5": 50}, hidden("p1", "p2", "p3", "p4")),
        # Groups of four do not see themselves: each stands among twelve.
        ({"p1": 4, "p2": 4, "p3": 4, "p4": 4, "p5": 50}, hidden("p1", "p2", "p3", "p4")),
    ],
)
def test_hidden_of_protects_a_kind_within_itself(bases: dict[str, int], expected: Hidden) -> None:
    assert hidden_of(groups(**bases), Thresholds()) == expected


@pytest.mark.parametrize(
    ("bases", "expected"),
    [
        (
            {"p1": 7, "s1": 40, "s2": 50, "s3": 60, "s4": 70},
            hidden("p1", "s1", "s2", "s3", kinds="ps"),
        ),
        (
            {"p1": 7, "p2": 6, "p3": 9, "p4": 8, "s1": 40},
            hidden("p1", "p2", "p3", "p4", "s1", kinds="ps"),
        ),
        # One other kind rather than two, and the smaller one.
        (
            {"p1": 7, "s1": 60, "s2": 70, "s3": 80, "g1": 40, "g2": 50, "g3": 30, "x1": 12},
            hidden("p1", "g1", "g2", "g3", kinds="pg"),
        ),
        # Each of four stands among twelve, but all of a kind among eight.
        (
            {"p1": 4, "p2": 4, "x1": 4, "x2": 4, "s1": 50, "s2": 60, "s3": 70, "s4": 80},
            hidden("p1", "p2", "x1", "x2", "s1", "s2", "s3", kinds="pxs"),
        ),
        (
            {"p1": 7, "x1": 5, "s1": 60, "s2": 70, "s3": 80},
            hidden("p1", "x1", "s1", "s2", "s3", kinds="pxs"),
        ),
    ],
)
def test_hidden_of_a_kind_that_is_too_small_takes_others(
    bases: dict[str, int], expected: Hidden
) -> None:
    assert hidden_of(groups(**bases), Thresholds()) == expected


@pytest.mark.parametrize("bases", [{"p1": 7}, {"p1": 7, "p2": 20}, {"p1": 4, "s1": 50}])
def test_hidden_of_a_town_that_cannot_protect_a_group_hides_the_town(
    bases: dict[str, int],
) -> None:
    assert hidden_of(groups(**bases), Thresholds()) == hidden("p1", kinds="p", city=True)


def test_hidden_of_nobody_hides_nothing() -> None:
    assert hidden_of([], Thresholds()) == hidden()


def test_hidden_of_reckons_with_heads_from_their_threshold_on() -> None:
    bases = groups(p1=4, p2=4, p3=4, p4=4, p5=50, p6=60, p7=70)

    assert hidden_of(bases, Thresholds(inside=5)) == hidden("p1", "p2", "p3", "p4")
    assert hidden_of(bases, Thresholds(inside=4)) == hidden(*(f"p{n}" for n in range(1, 7)))
