from dataclasses import replace

import polars as pl
import pytest

from gaisma.quality.surveys.results.protection import Protected, protected
from gaisma.quality.surveys.thresholds import Thresholds
from tests.unit.quality.surveys.results.waves import PARENTS, Wave, wave_of

SCHOOL, PRESCHOOL = PARENTS["parents"]
KINDS = {"A": "school", "B": "school", "C": "school", "D": "school"}


def given(always: int, never: int = 0, unknown: int = 0) -> list[str]:
    return ["always"] * always + ["never"] * never + ["do not know"] * unknown


WAVE = wave_of(
    {
        ("teachers", "A"): given(12, 3, 5),
        ("teachers", "B"): given(4, 3),
        ("teachers", "C"): given(2, 1),
        ("teachers", "D"): given(0),
    },
    KINDS,
)


def closed(wave: Wave, thresholds: Thresholds | None = None) -> Protected:
    return protected(
        wave.rows,
        wave.populations,
        thresholds or Thresholds(),
        scales=wave.scales,
        joined=PARENTS,
    )


def shown(protected: Protected, place: str, view: str = "public") -> dict[str, tuple[object, ...]]:
    rows = protected.counts.filter(pl.col("view") == view, pl.col("place") == place)
    return {
        answer: (count, base, share)
        for answer, count, base, share in rows.select("answer", "count", "base", "share").rows()
    }


def test_close_counts_the_answers_of_those_who_answered_the_item() -> None:
    wave = wave_of({("teachers", "A"): given(12, 3, 5)}, KINDS)

    city = shown(closed(wave), "")

    assert city["always"] == (12, 20, 0.6)
    assert city["do not know"] == (5, 20, 0.25)
    assert city["rarely"] == (0, 20, 0.0)


def test_close_keeps_the_order_of_the_questionnaire() -> None:
    wave = wave_of({("teachers", "A"): given(12)}, KINDS)

    counts = closed(wave).counts.filter(pl.col("level") == "city")

    assert counts["answer"].to_list() == wave.scales["answer"].to_list()


def test_close_counts_a_person_with_several_answers_once() -> None:
    wave = wave_of({("teachers", "A"): given(12)}, KINDS)
    more = wave.rows.with_columns(answer=pl.lit("often"))

    counts = shown(closed(replace(wave, rows=pl.concat([wave.rows, more, more]))), "")

    assert counts["always"] == counts["often"] == (12, 12, 1.0)


def test_close_hides_small_groups_whole_with_those_that_give_them_away() -> None:
    protected = closed(WAVE)

    hidden = protected.counts.filter("is_suppressed").select("view", "place").unique().rows()

    assert set(hidden) == {
        *(("public", place) for place in ("B", "C", "school", "")),
        ("inside", "C"),
    }
    assert set(shown(protected, "C").values()) == {(None, None, None)}


def test_close_shows_an_institution_its_own_row_from_the_lower_threshold_on() -> None:
    protected = closed(WAVE)

    assert shown(protected, "B", "inside")["never"] == (3, 7, 3 / 7)
    assert shown(protected, "C", "inside")["never"] == (None, None, None)


def test_close_shows_that_nobody_answered() -> None:
    assert shown(closed(WAVE), "D")["always"] == (0, 0, None)


def test_close_takes_thresholds_by_audience() -> None:
    counts = protected(
        WAVE.rows, WAVE.populations, {"teachers": Thresholds(3, 2)}, scales=WAVE.scales
    ).counts

    assert not counts["is_suppressed"].any()


def test_close_shows_a_joined_audience_where_its_parts_are_shown() -> None:
    many = {(SCHOOL, name): given(20, 5) for name in "ABCD"}
    few = {(PRESCHOOL, "A"): given(3), (PRESCHOOL, "B"): given(30, 10)}
    wave = wave_of({**many, **few}, KINDS)

    parents = closed(wave).counts.filter(pl.col("audience") == "parents", view="public")

    always = parents.filter(pl.col("answer") == "always").sort("place")
    assert dict(always.select("place", "count").iter_rows()) == {
        "": None, "A": None, "B": 50, "C": 20, "D": 20, "school": None,
    }  # fmt: skip


def test_close_gives_responses_beside_populations() -> None:
    responses = closed(WAVE).responses

    found = {row[0]: row[1:] for row in responses.drop("audience", "level").iter_rows()}
    assert found["A"] == (41, 20, 20 / 41)
    assert found[""] == found["school"] == (64, 30, 30 / 64)


def test_close_without_scales_takes_the_answers_that_were_given() -> None:
    rows = WAVE.rows.join(WAVE.scales, on=["audience", "item", "answer"])

    counts = protected(rows, WAVE.populations).counts

    assert set(counts["answer"]) == {"always", "never", "do not know"}


@pytest.mark.parametrize(
    ("wave", "message"),
    [
        (replace(WAVE, populations=WAVE.populations.filter(pl.col("institution") != "A")), "'A'"),
        (replace(WAVE, scales=WAVE.scales.filter(pl.col("answer") != "never")), "'never'"),
        (replace(WAVE, scales=pl.concat([WAVE.scales, WAVE.scales])), "the same"),
        (
            replace(
                WAVE,
                populations=pl.concat(
                    [
                        WAVE.populations,
                        WAVE.populations.with_columns(
                            audience=pl.lit("pupils"), institution_kind=pl.lit("preschool")
                        ),
                    ]
                ),
            ),
            "2 kinds",
        ),
    ],
)
def test_close_refuses_what_contradicts_itself(wave: Wave, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        closed(wave)


def test_close_does_not_depend_on_the_order_of_rows() -> None:
    other = replace(
        WAVE,
        rows=WAVE.rows.sample(fraction=1, shuffle=True, seed=1),
        populations=WAVE.populations.reverse(),
    )

    assert closed(other).counts.equals(closed(WAVE).counts)


def test_thresholds_below_two_are_refused() -> None:
    with pytest.raises(ValueError, match="below 2"):
        Thresholds(inside=1)


def test_close_of_a_wave_that_nobody_answered_shows_so() -> None:
    protected = closed(replace(WAVE, rows=WAVE.rows.clear()))

    assert set(shown(protected, "").values()) == {(0, 0, None)}
    assert protected.means["mean"].is_null().all()
    assert protected.reliabilities["alpha"].to_list() == [None]


def test_close_takes_values_as_decimals_and_responses_as_numbers() -> None:
    scales = WAVE.scales.with_columns(pl.col("value").cast(pl.Decimal(10, 2)))
    rows = WAVE.rows.with_columns(response=pl.col("response").rank("dense").cast(pl.Int64))

    assert closed(replace(WAVE, rows=rows, scales=scales)).means.equals(closed(WAVE).means)
