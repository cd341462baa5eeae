"""What holds for the lessons that were observed."""

import json
from datetime import date

import polars as pl
import pytest

from gaisma.base.models import Organisation
from gaisma.quality.observations import questionnaires
from gaisma.quality.observations.models import Observation, Sheet
from gaisma.record.instruments import answering
from gaisma.record.people.models import Employment
from gaisma.record.programmes.models import Group, GroupTeacher
from gaisma.sample import observation_plan, plan
from gaisma.sample.city.building import City
from gaisma.sample.city.observations import judging, lessons

KEYS = dict(enumerate(questionnaires.KEYS, start=1))


@pytest.fixture(scope="module")
def visits(paraugpils: City) -> pl.DataFrame:
    kinds = paraugpils[Organisation].select("kind", "name", institution_id="id")
    return paraugpils[Observation].join(kinds, on="institution_id", maintain_order="left")


@pytest.fixture(scope="module")
def sheets(paraugpils: City) -> pl.DataFrame:
    return paraugpils[Sheet].join(
        paraugpils[Observation].select("version_id", "observed_by", "held_on", observation_id="id"),
        on="observation_id",
        maintain_order="left",
    )


def test_as_many_are_held_as_the_city_tells(visits: pl.DataFrame) -> None:
    held = visits.filter(pl.col("held_on").is_not_null())
    external = held.filter(observed_by="external")

    assert external.filter(kind="sports_school").height == 4
    assert external.filter(pl.col("kind") != "sports_school").height == 182
    assert held.filter(observed_by="internal").height == 1561
    assert held["held_on"].min() >= date(2023, 9, 1)
    assert held["held_on"].max() <= date(2024, 6, 30)


def test_lessons_are_observed_on_working_days(visits: pl.DataFrame) -> None:
    days = set(visits["planned_on"])

    assert all(day.isoweekday() <= 5 for day in days)
    assert not any(start <= day <= end for day in days for start, end in observation_plan.FREE)


def test_schools_have_no_lessons_in_june(visits: pl.DataFrame) -> None:
    june = visits.filter(pl.col("planned_on").is_between(date(2024, 6, 1), date(2024, 6, 30)))

    assert june.height > 0
    assert june["grade"].is_null().all()


def test_teachers_who_are_observed_teach_that_group_on_that_day(
    paraugpils: City, visits: pl.DataFrame
) -> None:
    taught = paraugpils[GroupTeacher].select("group_id", "from_on", "to_on", teacher_id="person_id")
    groups = paraugpils[Group].select(group_id="id", at="institution_id")
    found = visits.join(taught, on=["group_id", "teacher_id"]).join(groups, on="group_id")

    there = found.filter(
        pl.col("planned_on").is_between("from_on", "to_on"),
        pl.col("at") == pl.col("institution_id"),
    )
    assert there["id"].n_unique() == visits.height


def test_nobody_observes_their_own_lesson_nor_twice(
    visits: pl.DataFrame, sheets: pl.DataFrame
) -> None:
    of_teachers = visits.select("teacher_id", observation_id="id")
    paired = sheets.join(of_teachers, on="observation_id")

    assert paired.filter(pl.col("teacher_id") == pl.col("observer_id")).is_empty()
    assert sheets.select("observation_id", "observer_id").is_unique().all()


def test_every_observation_has_one_sheet_that_leads(
    visits: pl.DataFrame, sheets: pl.DataFrame
) -> None:
    leads = sheets.filter("is_lead")

    assert sorted(leads["observation_id"]) == sorted(visits["id"])


def test_external_observers_work_at_the_authority(paraugpils: City, sheets: pl.DataFrame) -> None:
    authority = paraugpils[Organisation].filter(kind="authority")["id"][0]
    staff = set(paraugpils[Employment].filter(institution_id=authority)["person_id"])

    observers = set(sheets.filter(observed_by="external")["observer_id"])

    assert observers <= staff
    assert len(observers) > 5


def test_answers_are_whole(sheets: pl.DataFrame) -> None:
    submitted = sheets.filter(pl.col("submitted_at").is_not_null())

    for version, answers, held_on in (
        submitted.gather_every(5).select("version_id", "answers", "held_on").rows()
    ):
        asked = questionnaires.shipped(KEYS[version])
        given = json.loads(answers)
        assert answering.problems(asked, given, language="lv", today=held_on) == []
        assert all(given.values())


def test_sheets_that_wait_are_empty(sheets: pl.DataFrame) -> None:
    waiting = sheets.filter(pl.col("held_on").is_null())

    assert waiting.height == sum(observation_plan.PLANNED.values()) + observation_plan.CANCELLED
    assert set(waiting["answers"]) == {"{}"}
    assert waiting["submitted_at"].is_null().all()


def test_lessons_in_russian_are_not_taught_in_latvian(
    visits: pl.DataFrame, sheets: pl.DataFrame
) -> None:
    russian = visits.filter(pl.col("held_on").is_not_null(), language="ru", version_id=1)
    found = sheets.join(russian.select(observation_id="id"), on="observation_id").filter("is_lead")

    levels = [json.loads(answers)["latvian"] for answers in found["answers"]]

    assert len(levels) >= observation_plan.IN_RUSSIAN["external"]
    assert set(levels) <= {"no", "partly", "cannot"}


def test_two_observers_agree_mostly_but_not_always(sheets: pl.DataFrame) -> None:
    pairs = sheets.filter("is_lead").join(sheets.filter(~pl.col("is_lead")), on="observation_id")
    lesson = questionnaires.shipped("lesson")
    levels = {item.name for item in lesson.items if item.kind == "scale"}
    same, total = 0, 0
    for first, second in pairs.filter(version_id=1).select("answers", "answers_right").rows():
        one, other = json.loads(first), json.loads(second)
        same += sum(one[name] == other[name] for name in levels)
        total += len(levels)

    assert pairs.height == sum(observation_plan.TWICE.values())
    assert 0.6 < same / total < 0.85


def test_visits_follow_an_earlier_one_to_the_same_teacher(visits: pl.DataFrame) -> None:
    followed = visits.select("teacher_id", "held_on", follows_id="id")
    pairs = visits.join(followed, on="follows_id", suffix="_before")

    assert pairs.height > 20
    assert (pairs["teacher_id"] == pairs["teacher_id_before"]).all()
    assert (pairs["held_on"] > pairs["held_on_before"]).all()
    assert set(pairs["purpose"]) == {"next_step"}


def test_some_are_signed_off_and_some_are_under_way(visits: pl.DataFrame) -> None:
    held = visits.filter(pl.col("held_on").is_not_null())

    assert 0.8 < held["signed_at"].is_not_null().mean() < 0.95
    assert (held["reply"] != "").sum() > 300
    assert held.filter(pl.col("reply") != "", pl.col("replied_at").is_null()).is_empty()


def test_subjects_fit_the_grade(paraugpils: City, visits: pl.DataFrame) -> None:
    physics = visits.filter(topic="Ņūtona likumi")

    assert physics.height > 0
    assert physics["grade"].min() >= 7


def test_drawn_lessons_visit_everybody_once_before_anybody_twice() -> None:
    import numpy as np

    known = pl.DataFrame(
        {"institution_id": [1, 1, 1, 2], "teacher_id": [1, 1, 2, 3], "group_id": [1, 2, 3, 4]}
    )

    found = lessons.drawn(known, 6, np.random.default_rng(1))

    visits = found.group_by("institution_id", "teacher_id").len().sort("institution_id")
    assert sorted(visits.rows()) == [(1, 1, 2), (1, 2, 2), (2, 3, 2)]


def test_answers_become_json_without_what_is_empty() -> None:
    import numpy as np

    found = {"a": np.array(["yes", ""], object), "b": np.array(["no", "one two"], object)}

    assert judging.as_json(found).to_list() == ['{"a":"yes","b":"no"}', '{"b":"one two"}']


def test_school_that_tries_the_other_questionnaire_uses_both(visits: pl.DataFrame) -> None:
    own = visits.filter(observed_by="internal", name=plan.HEAD_AT)

    assert set(own["version_id"]) == {1, 2}
