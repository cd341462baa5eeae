from statistics import mean, stdev

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaisma.analytics.measures.severity import Severity, severities

COLUMNS = ["lesson", "observer", "criterion", "value"]
Rows = list[tuple[str, str, str, float | None]]


def severities_of(rows: Rows) -> dict[str, Severity]:
    schema = {**dict.fromkeys(COLUMNS[:3], pl.String), "value": pl.Int64}
    return {
        each.observer: each for each in severities(pl.DataFrame(rows, schema=schema, orient="row"))
    }


SHARED: Rows = [
    ("monday", "Anna", "outcomes", 2), ("monday", "Boris", "outcomes", 3),
    ("monday", "Anna", "support", 1), ("monday", "Boris", "support", 2),
    ("tuesday", "Anna", "outcomes", 2), ("tuesday", "Boris", "outcomes", 4),
    ("friday", "Anna", "outcomes", 3), ("friday", "Boris", "outcomes", 3),
]  # fmt: skip


def test_severity_is_the_mean_over_lessons_with_the_interval_of_student() -> None:
    """Differences of -1, -2 and 0: mean -1, spread 1, and 4.303 is Student's t of two degrees."""
    anna = severities_of(SHARED)["Anna"]

    assert (anna.lessons, anna.ratings, anna.difference) == (3, 4, -1)
    assert anna.interval
    assert round(anna.interval.low, 3) == round(-1 - 4.303 / 3**0.5, 3)
    assert round(anna.interval.high, 3) == round(-1 + 4.303 / 3**0.5, 3)


def test_severity_of_two_observers_is_opposite() -> None:
    found = severities_of(SHARED)

    assert list(found) == ["Anna", "Boris"]
    assert found["Boris"].difference == -found["Anna"].difference


def test_severity_leaves_out_what_nobody_else_rated() -> None:
    alone: Rows = [("sunday", "Anna", "outcomes", 4), ("friday", "Anna", "support", 1)]

    assert severities_of([*SHARED, *alone, ("sunday", "Vera", "support", 1)]) == severities_of(
        SHARED
    )


def test_severity_leaves_out_who_could_not_judge() -> None:
    assert severities_of([*SHARED, ("friday", "Vera", "outcomes", None)]) == severities_of(SHARED)


def test_severity_of_one_lesson_has_no_interval() -> None:
    found = severities_of(SHARED[:4])

    assert found["Anna"] == Severity("Anna", 1, 2, -1.0, None)


def test_severity_that_never_varies_has_no_interval() -> None:
    found = severities_of(
        [
            SHARED[0],
            SHARED[1],
            ("friday", "Anna", "outcomes", 1),
            ("friday", "Boris", "outcomes", 2),
        ]
    )

    assert found["Anna"] == Severity("Anna", 2, 2, -1.0, None)


def test_severity_of_nobody_is_empty() -> None:
    assert severities_of([]) == {}


def test_severity_refuses_a_rating_given_twice() -> None:
    with pytest.raises(ValueError, match="only once"):
        severities_of([*SHARED, SHARED[0]])


@given(
    st.dictionaries(
        st.tuples(st.sampled_from("123"), st.sampled_from("ABCD"), st.sampled_from("xy")),
        st.integers(1, 4),
    )
)
def test_severity_equals_what_is_counted_by_hand(ratings: dict[tuple[str, str, str], int]) -> None:
    by_hand: dict[str, dict[str, list[float]]] = {}
    for (lesson, observer, criterion), value in ratings.items():
        others = [
            other
            for (there, who, what), other in ratings.items()
            if (there, what) == (lesson, criterion) and who != observer
        ]
        if others:
            lessons = by_hand.setdefault(observer, {})
            lessons.setdefault(lesson, []).append(value - mean(others))

    found = severities_of([(*key, value) for key, value in ratings.items()])

    assert sorted(found) == sorted(by_hand)
    for observer, lessons in by_hand.items():
        means = [mean(differences) for differences in lessons.values()]
        assert found[observer].difference == pytest.approx(mean(means))
        assert found[observer].lessons == len(means)
        assert found[observer].ratings == sum(map(len, lessons.values()))
        if len(means) > 1 and stdev(means) > 1e-9:
            assert found[observer].interval
