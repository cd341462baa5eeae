import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaisma.analytics.measures.reliability import Reliability, cronbach_alpha


def frame(rows: list[list[float]]) -> pl.DataFrame:
    return pl.DataFrame(rows, orient="row")


# Motor Trend 1974, in the order of R's mtcars: cyl, gear, carb, hp.
CARS = [
    [6, 4, 4, 110], [6, 4, 4, 110], [4, 4, 1, 93], [6, 3, 1, 110],
    [8, 3, 2, 175], [6, 3, 1, 105], [8, 3, 4, 245], [4, 4, 2, 62],
    [4, 4, 2, 95], [6, 4, 4, 123], [6, 4, 4, 123], [8, 3, 3, 180],
    [8, 3, 3, 180], [8, 3, 3, 180], [8, 3, 4, 205], [8, 3, 4, 215],
    [8, 3, 4, 230], [4, 4, 1, 66], [4, 4, 2, 52], [4, 4, 1, 65],
    [4, 3, 1, 97], [8, 3, 2, 150], [8, 3, 2, 150], [8, 3, 4, 245],
    [8, 3, 2, 175], [4, 4, 1, 66], [4, 5, 2, 91], [4, 5, 2, 113],
    [8, 5, 4, 264], [6, 5, 6, 175], [8, 5, 8, 335], [4, 4, 2, 109],
]  # fmt: skip


def test_alpha_equals_shrout_and_fleiss_1979() -> None:
    """Psychological Bulletin 86, p. 423, table 4: ICC(3,4), which is alpha of the four judges."""
    judges = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]

    found = cronbach_alpha(frame(judges))

    assert found.alpha
    assert round(found.alpha, 2) == 0.91


def test_alpha_equals_the_reference_of_easystats() -> None:
    """performance for R, `cronbachs_alpha(mtcars[, c("cyl", "gear", "carb", "hp")])`."""
    found = cronbach_alpha(frame(CARS))

    assert (found.respondents, found.items) == (32, 4)
    assert found.alpha
    assert round(found.alpha, 8) == 0.09463206


def test_alpha_leaves_out_who_did_not_answer_everything() -> None:
    answers = pl.DataFrame({"a": [1, 2, 4, None, 3], "b": [1.0, 3.0, 4.0, 2.0, float("nan")]})

    assert cronbach_alpha(answers) == cronbach_alpha(answers[:3])
    assert cronbach_alpha(answers).respondents == 3


def test_alpha_of_small_numbers_stored_narrowly_does_not_overflow() -> None:
    answers = pl.DataFrame(
        {name: [1, 60, 127] for name in "abc"},
        schema_overrides=dict.fromkeys("abc", pl.Int8),
    )

    assert cronbach_alpha(answers).alpha == pytest.approx(1)


@pytest.mark.parametrize(
    ("rows", "respondents", "items"),
    [
        ([[1], [2], [3]], 3, 1),
        ([[1, 2]], 1, 2),
        ([[3, 4], [3, 4]], 2, 2),
        ([[1, 5], [2, 4], [5, 1]], 3, 2),
        ([[0.1, 0.2], [0.2, 0.1], [0.3, 0.0]], 3, 2),
    ],
)
def test_alpha_is_none_where_it_is_not_defined(
    rows: list[list[float]], respondents: int, items: int
) -> None:
    assert cronbach_alpha(frame(rows)) == Reliability(respondents, items, None)


def test_alpha_without_respondents_is_none() -> None:
    nobody = pl.DataFrame(schema={"a": pl.Int64, "b": pl.Int64})

    assert cronbach_alpha(nobody) == Reliability(0, 2, None)
    assert cronbach_alpha(pl.DataFrame()) == Reliability(0, 0, None)


@given(st.lists(st.integers(1, 5), min_size=2, max_size=30), st.integers(2, 6))
def test_alpha_of_identical_items_is_one(answers: list[int], items: int) -> None:
    found = cronbach_alpha(frame([[answer] * items for answer in answers]))

    if len(set(answers)) == 1:
        assert found.alpha is None
    else:
        assert found.alpha == pytest.approx(1)


@given(st.lists(st.lists(st.integers(1, 5), min_size=4, max_size=4), min_size=2, max_size=30))
def test_alpha_is_at_most_one_and_the_same_in_any_order(rows: list[list[float]]) -> None:
    answers = frame(rows)

    alpha = cronbach_alpha(answers).alpha

    assert alpha is None or alpha <= 1 + 1e-12
    assert cronbach_alpha(answers.select(answers.columns[::-1]).reverse()).alpha == pytest.approx(
        alpha
    )
