"""Who reached what in each paper: as many, with such means and bands, as the plan says."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
import polars as pl

from gaisma.quality.assessments.reaching import BLANK
from gaisma.quality.assessments.terms import ABSENT, HIGHER, MARK, WHOLE
from gaisma.quality.assessments.workflow import CLOSED, FINAL, PROVISIONAL, TOLD
from gaisma.sample import assessment_plan as plan
from gaisma.sample.assessment_plan import Level, Sat
from gaisma.sample.assessment_plan.shapes import Sitting

Sitters = pl.DataFrame
Numbers = np.ndarray[tuple[int], np.dtype[Any]]
ABSENT_SHARE = 0.012
STEADY = 1.0
"""How much of a result is the learner's, beside the luck of the day."""
SHIFTS = {"ru": -0.35, "special": -0.6}
"""How the learner's language of instruction, and a special programme, go with results."""
LUCK_OF_TASKS, BLANK_SHARE = 0.3, 0.4
"""How far luck changes which points are gained; of tasks without a point those left blank."""
MOST_AT_ONCE = 400
MARKS = 10
COLUMNS = (
    "paper_id", "person_id", "institution_id", "group_id", "programme_id", "attempt", "known_on",
    "state", "total", "mark", "points", "levels", "absence", "maximum",
)  # fmt: skip


Before = Callable[[Sitters, str], Sitters]
"""The same learners where they learned in the school year of that name."""


def results(
    papers: pl.DataFrame, sitters: Sitters, before: Before, rng: np.random.Generator
) -> pl.DataFrame:
    """Rows of Result; what was sat in the years before is drawn last."""
    able = with_ability(sitters, rng)
    every = [*_drawn(plan.NOW, papers, able, rng)]
    for sitting in plan.EARLIER:
        every += _drawn((sitting,), papers, before(able, sitting.school_year), rng)
    drawn = [
        frame.with_columns(
            paper_id=pl.lit(pk, pl.Int64),
            maximum=pl.lit(paper.maximum, pl.Int64),
            known_on=pl.lit(known_on),
            state=pl.lit(state),
        )
        for pk, paper, known_on, state, frame in every
    ]
    rows = pl.concat([frame.select(COLUMNS) for frame in drawn], how="vertical_relaxed")
    points = pl.col("total").cast(pl.Decimal(12, 5))
    percent = (points * 100 / pl.col("maximum")).round(3).cast(pl.Decimal(6, 3))
    told = rows.with_columns(percent=percent, total=pl.col("total").cast(pl.Decimal(7, 2)))
    # What comes out of a file or a form stands in the order of its class.
    ordered = told.sort("paper_id", "attempt", "institution_id", "group_id", "person_id")
    return ordered.drop("maximum").with_row_index("id", offset=1)


def with_ability(sitters: Sitters, rng: np.random.Generator) -> Sitters:
    """The learners with what is theirs of every result, in `able`."""
    luck = pl.Series("able", rng.normal(size=sitters.height))
    of_language = pl.when(pl.col("language") == "ru").then(SHIFTS["ru"]).otherwise(0.0)
    has_needs = pl.col("special").list.len() > 0
    of_needs = pl.when(has_needs).then(SHIFTS["special"]).otherwise(0.0)
    return sitters.with_columns(luck).with_columns(pl.col("able") + of_language + of_needs)


Drawn = tuple[int, Sat, date, str, pl.DataFrame]


def _drawn(
    sittings: Sequence[Sitting], papers: pl.DataFrame, able: Sitters, rng: np.random.Generator
) -> Iterator[Drawn]:
    ids = {(key, code): pk for key, code, pk in papers.select("key", "code", "id").iter_rows()}
    for sitting in sittings:
        state = FINAL if sitting.state in (CLOSED, TOLD) else PROVISIONAL
        for paper, who, low in _who(sitting.key, sitting.papers, able, rng):
            pk = ids[sitting.key, paper.code]
            sat = _sat(paper, who, low, rng)
            yield pk, paper, paper.known_on, state, sat
            yield pk, paper, paper.known_on, state, _absent(_pool(paper, able), who)
            if sitting is plan.GRADE_9 and paper.code == "mathematics":
                yield pk, paper, plan.SECOND_ON, state, _again(paper, sat, rng)


def _who(
    key: str, papers: Sequence[Sat], able: Sitters, rng: np.random.Generator
) -> Iterator[tuple[Sat, Sitters, frozenset[int]]]:
    """Who sits each paper, and who of them is below its threshold."""
    if key == plan.SECONDARY.key:
        yield from _secondary(papers, able, rng)
        return
    places = plan.BELOW.get(key, {})
    weak = _weakest(able.filter(grade=9), 50) if places else ()
    for paper in papers:
        if not paper.count:
            continue
        below = frozenset(weak[place] for place in places.get(paper.code, ()))
        yield paper, _chosen(_pool(paper, able), paper.count, below, rng), below


def _pool(paper: Sat, able: Sitters) -> Sitters:
    if paper.stage == "preschool":
        # The eldest leave for school in summer.
        return able.filter(stage="preschool").sort("born_on", "person_id").head(paper.count)
    return able.filter(stage="school", grade=paper.grade or paper.of_grade)


def _weakest(those: Sitters, count: int) -> Sequence[int]:
    people: list[int] = those.sort("able", "person_id").head(count)["person_id"].to_list()
    return people


def _chosen(pool: Sitters, count: int, needed: frozenset[int], rng: np.random.Generator) -> Sitters:
    """So many of the pool, those who are needed among them."""
    is_needed = pl.col("person_id").is_in(list(needed))
    others = pool.filter(~is_needed)
    taken = np.sort(rng.choice(others.height, count - len(needed), replace=False))
    return pl.concat([pool.filter(is_needed), others[taken]])


def _secondary(
    papers: Sequence[Sat], able: Sitters, rng: np.random.Generator
) -> Iterator[tuple[Sat, Sitters, frozenset[int]]]:
    """Three exams at the optimal level each, of which one may be higher, and two higher ones."""
    grade = able.filter(stage="school", grade=12)
    weak = _weakest(grade, 21)
    sitting = _chosen(grade, plan.TOOK, frozenset(weak), rng).sort("person_id")
    higher = [paper for paper in papers if paper.level == HIGHER]
    first = rng.integers(0, len(higher), sitting.height)
    second = (first + rng.integers(1, len(higher), sitting.height)) % len(higher)
    is_weak = sitting["person_id"].is_in(list(weak)).to_numpy()
    # Who is below a threshold of the optimal level took that exam: the higher ones are others.
    sciences = [place for place, one in enumerate(higher) if one.subject in ("biology", "history")]
    first, second = (
        np.where(is_weak, own, drawn) for own, drawn in zip(sciences, (first, second), strict=True)
    )
    chosen = {
        paper.subject: (first == place) | (second == place) for place, paper in enumerate(higher)
    }
    for paper in papers:
        takes = chosen.get(paper.subject, np.zeros(sitting.height, dtype=bool))
        who = sitting.filter(pl.Series(takes if paper.level == HIGHER else ~takes))
        places = plan.BELOW_OF_SECONDARY.get(paper.code, ())
        yield paper, who, frozenset(weak[place] for place in places)


def _sat(paper: Sat, who: Sitters, low: frozenset[int], rng: np.random.Generator) -> pl.DataFrame:
    """First attempts of the paper."""
    strength = STEADY * who["able"].to_numpy() + rng.normal(0, 0.6, who.height)
    strength = np.where(who["person_id"].is_in(list(low)).to_numpy(), strength - 100, strength)
    total = None
    if paper.mean:
        total = _in_order(_points(paper, who.height, len(low), rng), strength)
    return who.with_columns(
        attempt=pl.lit(1, pl.Int64),
        total=pl.Series(total, dtype=pl.Int64) if total is not None else pl.lit(None, pl.Int64),
        mark=_marks(paper, total),
        points=_of_tasks(paper, total, rng),
        levels=_levels(paper, strength, rng),
        absence=pl.lit(""),
    )


def _points(paper: Sat, count: int, below: int, rng: np.random.Generator) -> Numbers:
    """Points that fall into the bands as often as the plan says, and come to its mean."""
    bands = _ranges(paper, count, below)
    least = np.concatenate([np.full(number, low) for low, _high, number in bands])
    most = np.concatenate([np.full(number, high) for _low, high, number in bands])
    middle = np.clip(float(paper.mean) * paper.maximum / 100, least, most)
    drawn = np.floor(rng.triangular(least, middle, most + 1)).astype(int)
    exact = Decimal(paper.mean) * count * paper.maximum / 100
    return _adjusted(drawn, least, most, int(exact.quantize(Decimal(1), ROUND_HALF_UP)), rng)


def _ranges(paper: Sat, count: int, below: int) -> list[tuple[int, int, int]]:
    """From and to in points, and how many fall there, the lowest first."""
    if paper.bands:
        return [(*level.points, level.count) for level in paper.bands if level.points]
    if not paper.threshold:
        return [(2, paper.maximum - 1, count)]
    barrier = int(paper.threshold) * paper.maximum // 100
    return [(0, barrier - 1, below), (barrier, paper.maximum - 1, count - below)]


def _adjusted(
    drawn: Numbers, least: Numbers, most: Numbers, wanted: int, rng: np.random.Generator
) -> Numbers:
    """The points moved by one here and there, each within its bounds, until the sum is right."""
    while missing := wanted - int(drawn.sum()):
        step = 1 if missing > 0 else -1
        movable = np.flatnonzero(drawn < most if step > 0 else drawn > least)
        if not movable.size:
            raise ValueError(f"No points in these bands come to {wanted}.")
        taken = rng.permutation(movable)[: min(abs(missing), MOST_AT_ONCE)]
        drawn[taken] += step
    return drawn


def _in_order(points: Numbers, strength: Numbers) -> Numbers:
    """The points, the most to the strongest."""
    given = np.empty_like(points)
    given[np.argsort(strength, kind="stable")] = np.sort(points)
    return given


def _marks(paper: Sat, total: Numbers | None) -> pl.Series | pl.Expr:
    """Marks of ten, where bands go by them."""
    if total is None or not any(level.basis == MARK for level in paper.bands):
        return pl.lit(None, pl.Int64)
    marks = np.clip(np.ceil(total * MARKS / paper.maximum), 1, MARKS)
    return pl.Series("mark", marks.astype(int))


def _of_tasks(paper: Sat, total: Numbers | None, rng: np.random.Generator) -> pl.Series | pl.Expr:
    """The points by task: of each learner the easiest were gained first, but for luck."""
    if total is None or not paper.tasks:
        return pl.lit([], pl.List(pl.String))
    owner = np.repeat(np.arange(len(paper.tasks)), [task[2] for task in paper.tasks])
    ease = np.array([task[3] for task in paper.tasks])[owner]
    luck = rng.normal(0, LUCK_OF_TASKS, (total.size, owner.size))
    order = np.argsort(-(ease + luck), axis=1).argsort(axis=1)
    gained = order < total[:, None]
    sums = [gained[:, owner == task].sum(axis=1) for task in range(len(paper.tasks))]
    blank = rng.random((len(sums), total.size)) < BLANK_SHARE
    told = [
        np.where((sum_ == 0) & empty, BLANK, sum_.astype(str))
        for sum_, empty in zip(sums, blank, strict=True)
    ]
    return pl.Series("points", np.stack(told, axis=1).tolist(), dtype=pl.List(pl.String))


def _levels(paper: Sat, strength: Numbers, rng: np.random.Generator) -> pl.Series:
    """What examiners tell, of the whole and of skills: the weakest are on the lowest level."""
    told: Mapping[str, tuple[Level, ...]] = dict(paper.skills)
    if paper.bands and paper.bands[0].points is None:
        told = {WHOLE: paper.bands, **told}
    lines: list[list[str]] = [[] for _ in strength]
    for skill, levels in told.items():
        codes = np.repeat([level.code for level in levels], [level.count for level in levels])
        order = np.argsort(strength + rng.normal(0, 0.5, strength.size), kind="stable")
        for place, code in zip(order, codes, strict=True):
            lines[place].append(f"{skill}={code}")
    return pl.Series("levels", lines, dtype=pl.List(pl.String))


def _absent(pool: Sitters, who: Sitters) -> pl.DataFrame:
    """A few who should have sat it and were ill."""
    count = int(who.height * ABSENT_SHARE)
    others = pool.join(who, on="person_id", how="anti").sort("able", "person_id").head(count)
    return others.with_columns(
        attempt=pl.lit(1, pl.Int64),
        total=pl.lit(None, pl.Int64),
        mark=pl.lit(None, pl.Int64),
        points=pl.lit([], pl.List(pl.String)),
        levels=pl.lit([], pl.List(pl.String)),
        absence=pl.lit(ABSENT),
    )


def _again(paper: Sat, sat: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Second attempts of those who were below the threshold."""
    barrier = int(paper.threshold) * paper.maximum // 100
    below = sat.filter(pl.col("total") < barrier).sort("total", "person_id")
    trying = below.tail(plan.AGAIN)
    fails = np.arange(trying.height) < plan.FAIL_AGAIN
    points = np.where(
        fails,
        rng.integers(3, barrier, trying.height),
        rng.integers(barrier, 3 * barrier, trying.height),
    )
    return trying.with_columns(attempt=pl.lit(2, pl.Int64), total=pl.Series(points))
