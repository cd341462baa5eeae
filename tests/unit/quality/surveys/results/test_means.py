import polars as pl
import pytest

from gaisma.quality.surveys.results.protection import Protected, protected
from gaisma.quality.surveys.thresholds import Thresholds
from tests.unit.quality.surveys.results.waves import PARENTS, Wave, city, scales_of, wave_of

GIVEN = ["always"] * 12 + ["never"] * 4 + ["do not know"] * 9
GROUP = ["view", "audience", "construct", "level", "place"]


@pytest.fixture(scope="module")
def town() -> Protected:
    wave = city(3, responses=1500, institutions=20, items=6)
    return protected(wave.rows, wave.populations, scales=wave.scales, joined=PARENTS)


def teachers(given: list[str], **changes: pl.Expr) -> dict[str, object]:
    """The mean of a city of one institution."""
    wave = wave_of({("teachers", "A"): given}, {"A": "school"})
    found = protected(
        wave.rows, wave.populations, scales=wave.scales.with_columns(**changes), joined={}
    )
    return found.means.filter(level="city").row(0, named=True)


def test_mean_leaves_out_who_does_not_know() -> None:
    mean = teachers(GIVEN)

    assert (mean["mean"], mean["base"], mean["items"]) == (75.0, 16, 1)


def test_mean_turns_what_asks_the_opposite() -> None:
    assert teachers(GIVEN, is_reversed=pl.lit(value=True))["mean"] == 25.0


def test_mean_is_of_as_many_points_for_a_scale_of_another_length() -> None:
    longer = {"value": pl.col("value") * 7 + 3}

    assert teachers(GIVEN, **longer)["mean"] == pytest.approx(75)


def test_mean_where_nobody_knows_is_none() -> None:
    mean = teachers(["do not know"] * 12)

    assert (mean["mean"], mean["base"], mean["is_suppressed"]) == (None, 0, False)


def test_means_are_those_of_the_published_counts(town: Protected) -> None:
    scales = scales_of(["teachers"], [f"item {number:02}" for number in range(6)])
    worth = scales.filter(~pl.col("is_open")).select("item", "answer", "is_reversed", "value")

    by_hand = (
        town.counts.join(worth, on=["item", "answer"])
        .with_columns(value=pl.when("is_reversed").then(6 - pl.col("value")).otherwise("value"))
        .with_columns(value=(pl.col("value") - 1) * 25)
        .group_by(*GROUP, "item")
        .agg(mean=(pl.col("count") * pl.col("value")).sum() / pl.col("count").sum())
        .group_by(GROUP)
        .agg(by_hand=pl.col("mean").mean())
    )

    both = town.means.drop_nulls("mean").join(by_hand, on=GROUP)
    assert both.height > 180
    assert ((both["mean"] - both["by_hand"]).abs() < 1e-9).all()


def test_means_are_hidden_where_the_counts_of_an_item_are(town: Protected) -> None:
    hidden = town.counts.group_by(GROUP).agg(hidden=pl.col("is_suppressed").any())

    both = town.means.join(hidden, on=GROUP)

    assert both.height == town.means.height
    assert (both["hidden"] == both["is_suppressed"]).all()
    assert both["hidden"].sum() > 20
    assert both.filter("hidden")["mean"].is_null().all()
    assert both.filter("hidden")["base"].is_null().all()


def alpha_of(wave: Wave, thresholds: Thresholds | None = None) -> list[float | None]:
    found = protected(wave.rows, wave.populations, thresholds or Thresholds(), scales=wave.scales)
    return found.reliabilities.sort("construct")["alpha"].to_list()


def three_items(answers: list[str]) -> Wave:
    """Everybody gives the first two items the same answer, and the third, turned, the opposite."""
    opposite = {"always": "never", "never": "always"}
    wave = wave_of({("teachers", "A"): answers}, {"A": "school"})
    turned = pl.col("answer").replace(opposite)
    items = {"first": pl.col("answer"), "second": pl.col("answer"), "third": turned}
    rows = pl.concat(
        [wave.rows.with_columns(item=pl.lit(item), answer=way) for item, way in items.items()]
    )
    return Wave(rows, wave.populations, scales_of(["teachers"], list(items)))


def test_alpha_is_one_where_all_items_say_the_same() -> None:
    assert alpha_of(three_items(["always"] * 7 + ["never"] * 5)) == [1.0]


def test_alpha_of_few_is_not_shown() -> None:
    known = three_items(["always"] * 5 + ["never"] * 4 + ["do not know"] * 20)

    assert alpha_of(known) == [None]
    assert alpha_of(known, Thresholds(public=9)) == [1.0]


def test_alpha_is_given_for_joined_audiences_of_the_city(town: Protected) -> None:
    audiences = set(town.reliabilities.drop_nulls("alpha")["audience"])

    assert {"parents", "parents_of_school", "teachers"} <= audiences
