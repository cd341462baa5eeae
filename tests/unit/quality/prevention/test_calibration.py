"""Rules held against a past year: the page's numbers are those of a count of our own."""

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

import duckdb
import ibis
import polars as pl
import pytest
from django.test import Client

from gaisma.base.models import Organisation, SchoolYear, User
from gaisma.quality.prevention.signals import calibration, history, leavers, trying
from gaisma.quality.prevention.signals.finding import (
    ABSENT,
    FAILING,
    FEW_LESSONS,
    UNEXCUSED,
    Whose,
)
from gaisma.record.journals.facts import LESSON_DAYS, LESSON_MARKS, LESSONS, days
from tests import factories
from tests.moments import TODAY
from tests.pages import read
from tests.unit.quality.prevention.conftest import working
from tests.unit.quality.prevention.test_finding import table

pytestmark = pytest.mark.django_db
TERMS = [(date(2022, 9, 1), date(2022, 12, 23)), (date(2023, 1, 9), date(2023, 5, 31))]
SINCE, UNTIL = date(2022, 9, 1), date(2023, 8, 31)
HELD = {FEW_LESSONS: 90, UNEXCUSED: 20, FAILING: 2, ABSENT: 10}
LEFT, CAME, MISSED, LATE = "left", "present", "absent_unexcused", "late"
Rows = list[dict[str, Any]]


def lesson(person: int, day: date, status: str | None, number: int = 1) -> dict[str, Any]:
    return {
        "person": person, "unit": 1, "group": 1, "day": day, "month": f"{day:%Y-%m}",
        "school_year": "2022/2023", "lesson": number, "status": status,
    }  # fmt: skip


def mark(person: int, day: date, subject: str, points: int, of: str = "lesson") -> dict[str, Any]:
    return {
        "person": person, "unit": 1, "group": 1, "day": day, "month": f"{day:%Y-%m}",
        "school_year": "2022/2023", "subject": subject, "mark": points, "given_for": of,
    }  # fmt: skip


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> tuple[Rows, Rows]:
    """Lessons and marks as the lake answers."""
    lessons: Rows = []
    marks: Rows = []

    def answered(asked: Any) -> pl.DataFrame:
        held = table("lessons", LESSONS.columns, lessons)
        engine = duckdb.connect()
        engine.register("lessons", held.to_arrow())
        engine.register("lesson_days", pl.DataFrame(days(held)).to_arrow())
        engine.register("lesson_marks", table("m", LESSON_MARKS.columns, marks).to_arrow())
        return pl.DataFrame(engine.sql(str(ibis.to_sql(asked, dialect="duckdb"))).to_arrow_table())

    whole = history.history
    monkeypatch.setattr(history, "history", partial(whole, answer=answered))
    monkeypatch.setattr(trying, "answer", answered)
    return lessons, marks


def read_year(places: frozenset[int] = frozenset({1})) -> history.History:
    from gaisma.analytics.tables import Lake

    lake = Lake([LESSONS, LESSON_DAYS, LESSON_MARKS])
    return history.history(lake, SINCE, UNTIL, TERMS, Whose(places))


def weeks_of(kind: str, threshold: int) -> dict[int, set[date]]:
    """In which weeks (their Mondays) a rule tells of whom."""
    year = read_year()
    signs = year.signs(kind, threshold)
    found: dict[int, set[date]] = defaultdict(set)
    for line, person in enumerate(year.people["person"]):
        found[person] = {year.weeks[week] for week in signs[line].nonzero()[0]}
    return found


MONDAY = date(2022, 10, 3)


@pytest.mark.parametrize(("attended", "is_told"), [(89, True), (90, False), (91, False)])
def test_attendance_is_told_below_the_share_and_not_at_it(
    planted: tuple[Rows, Rows], attended: int, is_told: bool
) -> None:
    planted[0].extend(
        lesson(1, MONDAY + timedelta(days=n % 28), CAME if n < attended else MISSED, n)
        for n in range(100)
    )

    assert (MONDAY + timedelta(weeks=3) in weeks_of(FEW_LESSONS, 90)[1]) is is_told


@pytest.mark.parametrize(("missed", "is_told"), [(19, False), (20, False), (21, True)])
def test_unexcused_lessons_are_told_above_the_number(
    planted: tuple[Rows, Rows], missed: int, is_told: bool
) -> None:
    planted[0].extend(lesson(1, MONDAY, MISSED, n) for n in range(missed))

    told = weeks_of(UNEXCUSED, 20)[1]

    assert bool(told) is is_told
    assert all(week <= TERMS[0][1] for week in told)


@pytest.mark.parametrize(("failed", "is_told"), [(1, False), (2, True), (3, True)])
def test_subjects_not_passed_are_told_from_the_number_on(
    planted: tuple[Rows, Rows], failed: int, is_told: bool
) -> None:
    planted[0].append(lesson(1, MONDAY, CAME))
    planted[1].extend(mark(1, MONDAY, f"S{n}", 3 if n < failed else 4) for n in range(4))

    assert (MONDAY in weeks_of(FAILING, 2)[1]) is is_told


@pytest.mark.parametrize(("missed", "is_told"), [(9, False), (10, False), (11, True)])
def test_simple_rule_is_told_above_the_share(
    planted: tuple[Rows, Rows], missed: int, is_told: bool
) -> None:
    planted[0].extend(
        lesson(1, MONDAY + timedelta(weeks=n % 4), "absent_excused" if n < missed else CAME, n)
        for n in range(100)
    )

    assert (MONDAY + timedelta(weeks=3) in weeks_of(ABSENT, 10)[1]) is is_told


def drawn() -> tuple[Rows, Rows]:
    """A year of forty learners, by lot with a seed: some miss much, some fail."""
    lot = random.Random(20230831)
    lessons: Rows = []
    marks: Rows = []
    school_days = [
        SINCE + timedelta(days=n) for n in range(272) if (SINCE + timedelta(days=n)).weekday() < 5
    ]
    for person in range(1, 41):
        away = lot.choice((0.02, 0.05, 0.2))
        level = lot.choice((3, 4, 7))
        for day in school_days:
            if lot.random() < 0.02:
                continue
            for number in (1, 2):
                status = lot.choices(
                    (CAME, LATE, "absent_excused", MISSED, None),
                    (0.9 - away, 0.02, away, away, 0.02),
                )[0]
                lessons.append(lesson(person, day, status, number))
            if lot.random() < 0.1:
                points = max(1, min(10, level + lot.randrange(-1, 2)))
                given_for = "term" if lot.random() < 0.05 else "lesson"
                marks.append(mark(person, day, lot.choice("ABCD"), points, given_for))
    return lessons, marks


def ours(kind: str, threshold: int, lessons: Rows, marks: Rows) -> dict[int, set[date]]:
    """The same, counted anew for each learner and each week from the rows alone."""
    found: dict[int, set[date]] = defaultdict(set)
    first = SINCE - timedelta(days=SINCE.weekday())
    of_person: dict[int, tuple[Rows, Rows]] = defaultdict(lambda: ([], []))
    for row in lessons:
        of_person[row["person"]][0].append(row)
    for row in marks:
        of_person[row["person"]][1].append(row)
    for person, (own, marked) in of_person.items():
        monday = first
        while monday <= UNTIL:
            sunday = monday + timedelta(days=6)
            if tells(kind, threshold, own, marked, monday, sunday):
                found[person].add(monday)
            monday += timedelta(days=7)
    return found


def tells(kind: str, threshold: int, own: Rows, marked: Rows, monday: date, sunday: date) -> bool:
    if kind in (FEW_LESSONS, ABSENT):
        since = sunday - timedelta(days=27) if kind == FEW_LESSONS else SINCE
        entered = [one for one in own if since <= one["day"] <= sunday and one["status"]]
        came = sum(one["status"] in (CAME, LATE) for one in entered)
        if kind == FEW_LESSONS:
            return bool(entered) and came / len(entered) < threshold / 100
        known = {one["day"].isocalendar()[:2] for one in entered}
        return len(known) >= 4 and (len(entered) - came) / len(entered) > threshold / 100
    for first, last in TERMS:
        if sunday < first or monday > last:
            continue
        until = min(sunday, last)
        if kind == UNEXCUSED:
            missed = sum(first <= one["day"] <= until and one["status"] == MISSED for one in own)
            if missed > threshold:
                return True
        elif len(not_passed([m for m in marked if first <= m["day"] <= until])) >= threshold:
            return True
    return False


def not_passed(marks: Rows) -> set[str]:
    failed = set()
    for subject in {one["subject"] for one in marks}:
        own = [one for one in marks if one["subject"] == subject]
        finals = [one for one in own if one["given_for"] == "term"]
        others = [one["mark"] for one in own if one["given_for"] != "term"]
        if finals:
            if max(finals, key=lambda one: one["day"])["mark"] < 4:
                failed.add(subject)
        elif others and sum(others) / len(others) < 4:
            failed.add(subject)
    return failed


def test_every_rule_tells_each_week_what_a_count_of_our_own_does(
    planted: tuple[Rows, Rows],
) -> None:
    lessons, marks = drawn()
    planted[0].extend(lessons)
    planted[1].extend(marks)

    for kind, thresholds in {
        FEW_LESSONS: (75, 90, 95), UNEXCUSED: (5, 20, 40), FAILING: (1, 2, 3), ABSENT: (5, 10, 20)
    }.items():  # fmt: skip
        for threshold in thresholds:
            expected = ours(kind, threshold, lessons, marks)
            told = {who: weeks for who, weeks in weeks_of(kind, threshold).items() if weeks}
            assert told == expected, (kind, threshold)


@pytest.fixture
def year() -> SchoolYear:
    found: SchoolYear = factories.school_year("2022/2023")
    for number, (first, last) in enumerate(TERMS, start=1):
        factories.term(school_year=found, number=number, from_on=first, to_on=last)
    return found


@pytest.fixture
def city(school: Organisation, year: SchoolYear, planted: tuple[Rows, Rows]) -> Iterator[Any]:
    """Forty learners of two classes, of whom every fourth left on some day, with drawn lessons."""
    groups = []
    for name, language in (("8.a", "lv"), ("8.b", "en")):
        programme = factories.programme(institution=school, stage="school", language=language)
        groups.append(
            factories.group(
                institution=school, school_year=year, programme=programme, name=name, grade=8
            )
        )
    later = factories.group(institution=school, grade=9, name="9.a")
    people = {}
    lessons, marks = drawn()
    for number in range(1, 41):
        left_on = SINCE + timedelta(days=40 + 4 * number) if number % 4 == 0 else None
        row = factories.enrolment(
            group=groups[number % 8 // 4],
            from_on=SINCE,
            to_on=left_on or UNTIL,
            leaving_reason="withdrawn" if left_on else "moved",
        )
        if left_on is None:
            factories.enrolment(person=row.person, group=later)
        people[number] = (row.person.pseudonym, left_on)
    for rows, kept in ((lessons, planted[0]), (marks, planted[1])):
        for one in rows:
            pseudonym, left_on = people[one["person"]]
            if left_on is None or one["day"] <= left_on:
                kept.append({**one, "person": pseudonym, "unit": school.pk})
    return people


def test_page_counts_what_a_count_of_our_own_does(
    city: dict[int, tuple[int, date | None]], year: SchoolYear, school: Organisation,
    planted: tuple[Rows, Rows],
) -> None:  # fmt: skip
    past = calibration.past(year, frozenset({school.pk}), on=TODAY)
    told = calibration.calibration(past, HELD, (FEW_LESSONS, UNEXCUSED, FAILING))

    left_on = dict(city.values())
    gone = {who for who, left in left_on.items() if left}
    assert (told.learners, told.left, told.unknown, told.away) == (40, 10, 0, 0)
    anybody = set()
    for kind, threshold in HELD.items():
        weeks = {
            who: {week for week in own if left_on[who] is None or week <= left_on[who]}
            for who, own in ours(kind, threshold, *planted).items()
        }
        named = {who for who, own in weeks.items() if own}
        fresh = [
            week for own in weeks.values() for week in own if week - timedelta(days=7) not in own
        ]
        rule = told.rules[kind]
        assert (rule.named, rule.found, rule.left) == (len(named), len(named & gone), 10), kind
        assert rule.new == len(fresh), kind
        if kind != ABSENT:
            anybody |= named
    language = {line.value: line for line in told.fairness if line.dimension == "language"}
    english = {city[number][0] for number in city if number % 8 >= 4}
    assert language["en"].left == len(english & gone)
    assert language["en"].found == len(english & gone & anybody)
    assert language["en"].named == len((english - gone) & anybody)
    assert language["en"].stayed == len(english - gone)


@pytest.mark.parametrize(
    ("left_on", "is_found"), [(date(2023, 3, 8), True), (date(2023, 3, 5), False)]
)
def test_signal_counts_up_to_the_week_of_leaving(
    school: Organisation,
    year: SchoolYear,
    planted: tuple[Rows, Rows],
    left_on: date,
    is_found: bool,
) -> None:
    """Who came for three weeks, and not in the week of 6 March, in which the signal is new."""
    group = factories.group(institution=school, school_year=year, grade=8, name="8.a")
    row = factories.enrolment(group=group, from_on=SINCE, to_on=left_on, leaving_reason="withdrawn")
    days = [date(2023, 2, 13) + timedelta(days=number) for number in range(24)]
    planted[0].extend(
        {
            **lesson(1, day, CAME if day < date(2023, 3, 6) else MISSED),
            "person": row.person.pseudonym,
            "unit": school.pk,
        }
        for day in days
    )

    past = calibration.past(year, frozenset({school.pk}), on=TODAY)
    rule = calibration.calibration(past, {FEW_LESSONS: 90}, ()).rules[FEW_LESSONS]

    assert (rule.left, rule.found, rule.named, rule.new) == (1, is_found, is_found, is_found)


def test_shares_are_of_who_left_of_who_was_named_and_of_who_stayed(
    city: Any, year: SchoolYear, school: Organisation
) -> None:
    for kind in (FEW_LESSONS, UNEXCUSED, FAILING):
        factories.signal_rule(kind=kind, threshold=HELD[kind])

    page = trying.page(working("head", school), year, {}, on=TODAY)

    def share(part: int, whole: int) -> str:
        return f"{round(part * 100 / whole)} (" if whole else "–"

    assert len(page.rules) == len(HELD)
    for line in page.rules:
        told = line.told
        assert told.left != told.named, "draw otherwise: the two shares would be one"
        assert line.found_share.startswith(share(told.found, told.left))
        assert line.left_share.startswith(share(told.found, told.named))
    for kind in page.fairness:
        counted = kind.counted
        assert kind.found_share.startswith(share(counted.found, counted.left))
        assert kind.named_share.startswith(share(counted.named, counted.stayed))


def test_who_left_is_told_by_the_register(school: Organisation, year: SchoolYear) -> None:
    group = factories.group(institution=school, school_year=year, grade=8, name="8.a")
    last = factories.group(institution=school, school_year=year, grade=9, name="9.a")
    later = factories.group(institution=school, grade=9, name="9.b")
    elsewhere = factories.group(institution=factories.institution(), grade=9, name="9.c")

    def learner(of: Any = group, to_on: date = date(2023, 2, 1), reason: str = "") -> Any:
        row = factories.enrolment(group=of, from_on=SINCE, to_on=to_on, leaving_reason=reason)
        return row.person

    gone, withdrawn = learner(), learner(reason="withdrawn")
    over_summer = learner(to_on=UNTIL)
    away = learner(reason="left_the_municipality")
    goes_on, moved = learner(to_on=UNTIL), learner(reason="moved")
    factories.enrolment(person=goes_on, group=later)
    factories.enrolment(person=moved, group=elsewhere)
    finished = learner(of=last, to_on=date(2023, 6, 14), reason="completed")
    unsaid = learner(of=last, to_on=date(2023, 6, 14))
    broke_off = learner(of=last, to_on=date(2023, 3, 1))

    rows = leavers.learners(year, {school.pk}, on=TODAY)
    left = set(rows.filter(pl.col("left_on").is_not_null())["person"])

    assert left == {one.pseudonym for one in (gone, withdrawn, over_summer, broke_off)}
    assert set(rows.filter("is_away")["person"]) == {away.pseudonym}
    assert not left & {one.pseudonym for one in (goes_on, moved, finished, unsaid)}


def test_end_of_a_year_without_a_later_one_says_nothing(
    school: Organisation, year: SchoolYear
) -> None:
    group = factories.group(institution=school, school_year=year, grade=8, name="8.a")
    factories.enrolment(group=group, from_on=SINCE, to_on=UNTIL)

    rows = leavers.learners(year, {school.pk}, on=TODAY)

    assert rows["left_on"].null_count() == 1


def test_threshold_is_tried_beside_the_one_in_force_and_not_stored(
    reader: Client, city: Any, school: Organisation
) -> None:
    from gaisma.quality.prevention.models import Rule

    factories.signal_rule(kind="unexcused", threshold=20)
    reader.force_login(working("head", school))
    page = read(reader, "/prevention/rules/past/?unexcused=5")

    assert "more than 20 unexcused lessons" in page
    assert "more than 5 unexcused lessons" in page
    assert Rule.objects.get().threshold == 20


def test_other_school_reads_nothing_of_this_one(reader: Client, city: Any) -> None:
    reader.force_login(working("head", factories.institution()))

    assert "No lessons of past years" in read(reader, "/prevention/rules/past/")


@pytest.mark.parametrize("role", ["teacher", "class_teacher"])
def test_teachers_read_rules_and_not_the_past(
    role: str, reader: Client, school: Organisation
) -> None:
    user: User = working(role, school)
    reader.force_login(user)

    assert reader.get("/prevention/rules/past/").status_code == 403
