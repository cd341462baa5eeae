"""Who sits where when a school year follows another, on a handful of learners."""

import numpy as np
import polars as pl
import pytest

from gaisma.sample import plan
from gaisma.sample.city import learners as transition
from gaisma.sample.city.planned_groups import FIRST_COURSE

NORTH = "Paraugpils Ziemeļu vidusskola"
ELEVENTH = "Paraugpils 11. pamatskola"


@pytest.fixture(autouse=True)
def nobody_moves_by_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "MOVER_SHARE", 0.0)
    monkeypatch.setattr(plan, "NEWCOMER_SHARE", 0.0)


def learners(*rows: tuple[int, str, int]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["person", "institution", "level"], orient="row")


def places(*rows: tuple[int, str, int]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["group", "institution", "level"], orient="row")


def following(known: pl.DataFrame, free: pl.DataFrame) -> list[tuple[int, int | None]]:
    found = transition.following(known, free, np.random.default_rng(1))
    return list(found.select("group", "person").iter_rows())


def test_following_keeps_a_learner_at_the_school_in_the_next_grade() -> None:
    found = following(learners((7, "A", 1)), places((10, "B", 2), (11, "A", 2), (12, "A", 1)))

    assert found == [(10, None), (11, 7), (12, None)]


def test_following_moves_a_learner_to_the_successor() -> None:
    found = following(learners((7, ELEVENTH, 1)), places((10, "B", 2), (11, NORTH, 2)))

    assert found == [(10, None), (11, 7)]


def test_following_gives_who_found_no_place_one_elsewhere() -> None:
    found = following(learners((7, "A", 1), (8, "A", 1)), places((10, "A", 2), (11, "B", 2)))

    assert {person for _group, person in found} == {7, 8}


def test_following_leaves_some_of_the_free_places_to_newcomers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(plan, "NEWCOMER_SHARE", 1.0)

    found = following(learners((7, "A", 1)), places((11, "B", 2)))

    assert found == [(11, None)]


def test_following_moves_who_wishes_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "MOVER_SHARE", 1.0)

    found = following(learners((7, "A", 1), (8, "B", 1)), places((10, "A", 2), (11, "B", 2)))

    assert {person for _group, person in found} == {7, 8}


def test_following_lets_grade_nine_go_to_the_first_course() -> None:
    found = following(
        learners((7, "A", 9), (8, "A", 9)), places((10, "A", 10), (11, "T", FIRST_COURSE))
    )

    assert {person for _group, person in found} == {7, 8}


def test_following_gives_nobody_two_places() -> None:
    found = following(learners((7, "A", 9)), places((10, "A", 10), (11, "T", FIRST_COURSE)))

    assert found == [(10, 7), (11, None)]


def test_seats_are_as_many_as_the_groups_hold() -> None:
    groups = pl.DataFrame(
        {
            "id": [1, 2],
            "institution": ["A", "B"],
            "level": [1, 2],
            "stage": ["school"] * 2,
            "programme_id": [5, 6],
            "size": [2, 1],
        }
    )

    assert transition.seats(groups)["group"].to_list() == [1, 1, 2]
