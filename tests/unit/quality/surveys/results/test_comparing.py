"""Joined answers, and differences between audiences and waves."""

import polars as pl
import pytest

from gaisma.quality.surveys.results import differences, means, protection
from gaisma.quality.surveys.results.protection import Hidden, Protected, protected
from tests.unit.quality.surveys.results.waves import Wave, wave_of

KINDS = dict.fromkeys("ABCDE", "school")
OFTEN = ["always", "often"]


def wave(teachers: dict[str, int], pupils: dict[str, int]) -> Wave:
    """So many of each institution, a quarter of whom answers "always", and as many "often"."""
    audiences = {"teachers": teachers, "pupils": pupils}
    return wave_of(
        {
            (audience, name): [("always", "often", "rarely", "never")[n % 4] for n in range(number)]
            for audience, numbers in audiences.items()
            for name, number in numbers.items()
        },
        KINDS,
    )


def closed(of: Wave) -> Protected:
    return protected(of.rows, of.populations, scales=of.scales)


EARLIER = wave(
    {"A": 7, "B": 40, "C": 41, "D": 80, "E": 84}, {"A": 50, "B": 60, "C": 61, "D": 80, "E": 88}
)
LATER = wave(
    {"A": 20, "B": 40, "C": 44, "D": 81, "E": 84}, {"A": 50, "B": 6, "C": 61, "D": 82, "E": 88}
)


def test_joined_answers_add_up_and_stay_hidden_with_their_group() -> None:
    joined = means.joined_answers(closed(EARLIER).counts, OFTEN)

    teachers = joined.filter(view="public", audience="teachers", level="institution")
    assert teachers.select("place", "count", "base", "share", "is_suppressed").rows() == [
        ("A", None, None, None, True),
        ("B", None, None, None, True),
        ("C", None, None, None, True),
        ("D", None, None, None, True),
        ("E", 42, 84, 0.5, False),
    ]


def test_joined_answers_leave_out_items_that_have_none_of_them() -> None:
    assert means.joined_answers(closed(EARLIER).counts, ["yes"]).is_empty()


def test_joined_answers_refuse_items_with_several_answers() -> None:
    several = pl.concat([EARLIER.rows, EARLIER.rows.with_columns(answer=pl.lit("sometimes"))])
    counts = protected(several, EARLIER.populations, scales=EARLIER.scales).counts

    with pytest.raises(ValueError, match="several answers"):
        means.joined_answers(counts, OFTEN)


def test_gap_between_audiences_is_of_published_shares() -> None:
    numbers = means.of_constructs(means.joined_answers(closed(EARLIER).counts, OFTEN))

    found = differences.between_audiences(numbers, "pupils", "teachers", of="share")

    public = found.filter(view="public", level="institution")
    assert public.select("place", "first", "difference", "is_suppressed").rows() == [
        ("A", 26 / 50, None, True),
        ("B", 0.5, None, True),
        ("C", 31 / 61, None, True),
        ("D", 0.5, None, True),
        ("E", 0.5, 0.0, False),
    ]


def worked_out(later: Protected, earlier: Protected, changes: pl.DataFrame) -> pl.DataFrame:
    """Hidden means of the earlier wave that follow from the later ones and the changes."""
    on = ["view", "audience", "construct", "level", "place"]
    hidden = earlier.means.filter("is_suppressed").select(on)
    return (
        hidden.join(later.means, on=on)
        .join(changes, on=on)
        .with_columns(mean=pl.col("mean") - pl.col("difference"))
        .drop_nulls("mean")
    )


def test_attack_by_changes_between_waves_fails() -> None:
    later, earlier = closed(LATER), closed(EARLIER)

    changes = differences.between_waves(later.means, earlier.means, of="mean")

    assert worked_out(later, earlier, changes).is_empty()
    assert changes.filter(~pl.col("is_suppressed"))["difference"].is_not_null().all()


def test_attack_by_changes_succeeds_where_the_later_wave_alone_decides() -> None:
    later, earlier = closed(LATER), closed(EARLIER)
    with pytest.MonkeyPatch.context() as patch:
        nothing = Hidden(frozenset(), frozenset(), city=False)
        patch.setattr(protection, "hidden_of", lambda *_: nothing)
        exact = closed(EARLIER)

    changes = differences.between_waves(later.means, exact.means, of="mean")

    assert not worked_out(later, earlier, changes).is_empty()
