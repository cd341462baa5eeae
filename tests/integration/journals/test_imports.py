"""Lessons of an e-journal taken in: good, each kind of bad, again, undone, overtaken."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter

from gaisma.base.errors import GaismaError
from gaisma.base.models import AuditRecord
from gaisma.evidence.interop import imports, mappings
from gaisma.evidence.interop.mass import cuts, taking
from gaisma.evidence.interop.models import ColumnMapping, Import
from gaisma.evidence.lake import actions as lake
from gaisma.evidence.lake import queries
from gaisma.evidence.lake.models import LakeVersion
from tests import factories
from tests.integration.journals.conftest import (
    HEADERS,
    SOURCE,
    Take,
    lake_rows,
    learner,
    places,
    said,
)
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db

FIRST = "SK-1,5.a,L-1,2024-04-15,1,Matemātika,present,"
ILL = "SK-1,5.a,L-2,2024-04-15,1,Matemātika,absent_excused,illness"
NEXT_DAY = "SK-1,5.a,L-1,2024-04-16,1,Matemātika,late,"
OTHER_CLASS = "SK-1,5.b,L-3,2024-04-15,1,Matemātika,absent_unexcused,"
LATER = NOW + timedelta(hours=1)


def test_lessons_come_into_the_lake_by_pseudonym(take: Take, school: Any) -> None:
    outcome = take(FIRST, ILL)

    assert outcome.problems == []
    assert outcome.created == {"lessons": 2}
    first, ill = lake_rows()
    assert (first["person"], first["status"], first["reason"]) == (1, "present", None)
    assert (ill["person"], ill["status"], ill["reason"]) == (2, "absent_excused", "illness")
    assert first["day"] == date(2024, 4, 15)
    assert (first["school_year"], first["month"]) == ("2023/2024", "2024-04")
    assert (first["unit"], first["institution"]) == (school.pk, school.pk)
    assert (first["stage"], first["grade"], first["lesson"]) == ("school", 5, 1)
    assert (first["institution_kind"], first["founder"]) == ("secondary_school", "municipality")


def test_daily_sums_come_with_the_lessons(take: Take) -> None:
    take(FIRST, ILL, NEXT_DAY, "SK-1,5.a,L-2,2024-04-16,1,Matemātika,,")

    counted = ("lessons", "present", "late", "excused", "unexcused", "learners")
    assert said("day", *counted, table="lesson_days") == [
        (date(2024, 4, 15), 2, 1, 0, 1, 0, 2),
        (date(2024, 4, 16), 2, 0, 1, 0, 0, 2),
    ]


def test_words_of_any_language_and_dates_of_excel_are_taken(take: Take) -> None:
    outcome = take("SK-1,5.A,L-1,15.04.2024,1,matemātika,Attaisnoti kavēja,slimība")

    assert outcome.problems == []
    assert said("status", "reason") == [("absent_excused", "illness")]


def test_subject_of_the_catalogue_is_called_as_there(take: Take) -> None:
    factories.subject(code="MAT", title="Matemātika")

    take("SK-1,5.a,L-1,2024-04-15,1,MAT,present,", "SK-1,5.a,L-1,2024-04-15,2,Šahs,present,")

    assert {subject for (subject,) in said("subject")} == {"Matemātika", "Šahs"}


def test_own_number_of_a_person_is_known_to_every_sender(take: Take) -> None:
    person = factories.person(pseudonym=77)

    outcome = take(FIRST.replace("L-1", f"gaisma:{person.pk}"), source="another")

    assert outcome.problems == []
    assert said("person") == [(77,)]


def test_number_of_another_sender_is_nobodys(take: Take) -> None:
    """Two systems may call two learners by one number."""
    factories.person_identifier(person=factories.person(), scheme="another", value="L-1")
    factories.person_identifier(person=learner(2), scheme="another", value="L-9")

    assert take(FIRST).problems == []
    assert said("person") == [(1,)]
    assert places(take(FIRST.replace("L-1", "L-9"))) == [(2, "person_id", "L-9")]


def test_lesson_of_today_is_taken(take: Take) -> None:
    assert take(FIRST.replace("2024-04-15", f"{TODAY}")).problems == []
    assert said("day") == [(TODAY,)]


@pytest.mark.parametrize(
    ("line", "column", "value", "part"),
    [
        (FIRST.replace("SK-1", "SK-9"), "institution", "SK-9", "SK-1"),
        (FIRST.replace("5.a", "6.a"), "group", "6.a", "5.a, 5.b"),
        (FIRST.replace("L-1", "L-9"), "person_id", "L-9", "take the learners in first"),
        (FIRST.replace("2024-04-15", "2024-13-15"), "day", "2024-13-15", "write 2024-09-01"),
        (FIRST.replace("2024-04-15", "2024-08-21"), "day", "2024-08-21", "still to come"),
        (FIRST.replace(",1,", ",first,"), "lesson", "first", "write it in digits"),
        (FIRST.replace(",1,", ",21,"), "lesson", "21", "from 0 to 20"),
        (FIRST.replace("present", "perhaps"), "presence", "perhaps", "absent, excused"),
        (FIRST + "illness", "reason", "illness", "with an absence only"),
        (ILL.replace("illness", "moods"), "reason", "moods", "truancy"),
        (FIRST.replace("Matemātika", ""), "subject", None, "needs a value"),
        (FIRST.replace("Matemātika", "=1+1"), "subject", "=1+1", "formula"),
        (FIRST.replace("2024-04-15", ""), "day", None, "needs a value"),
    ],
)
def test_bad_cell_is_refused_with_its_row(
    take: Take, line: str, column: str, value: str | None, part: str
) -> None:
    outcome = take(NEXT_DAY, ILL, line)

    assert outcome.status == "refused"
    assert places(outcome) == [(4, column, value)]
    assert part in outcome.problems[0].message
    assert queries.latest() is None


def test_problem_stands_under_the_senders_heading(take: Take) -> None:
    header = HEADERS["lessons"].replace("presence", "Apmeklējums").replace("reason", "Piezīmes")
    take(FIRST, header=header, mapping={"Apmeklējums": "presence"})

    outcome = take(FIRST.replace("present", "perhaps"), header=header)

    assert ColumnMapping.objects.get().columns == {"Apmeklējums": "presence"}
    assert places(outcome) == [(2, "Apmeklējums", "perhaps")]


PRESENCE = {"+": "present", "n": "absent_unexcused", "ns": "absent_excused", "k": "late", "-": ""}


def test_journals_own_signs_come_in_as_what_was_chosen(take: Take) -> None:
    signs = [*PRESENCE, ""]
    lines = [
        f"SK-1,5.a,L-1,2024-04-15,{number},Matemātika,{sign},"
        for number, sign in enumerate(signs, start=1)
    ]
    refused = take(*lines)
    assert [one.value for one in refused.problems] == list(PRESENCE)
    assert all("Known are: present" in one.message for one in refused.problems)
    meanings = {"presence": PRESENCE}
    mappings.choose(source=SOURCE, kind="lessons", meanings=meanings, by=None, at=NOW)

    outcome = take(*lines)

    assert outcome.problems == []
    read = [row["status"] for row in sorted(lake_rows(), key=lambda row: row["lesson"])]
    assert read == ["present", "absent_unexcused", "absent_excused", "late", None, None]
    assert "“n” = absent, unexcused (1)" in str(Import.objects.get().notes)


def test_marks_and_reasons_come_in_as_what_was_chosen(take: Take) -> None:
    for kind, column, chosen in (
        ("marks", "mark", {"i": "passed", "ni": "failed"}),
        ("marks", "given_for", {"pd": "test", "s": ""}),
        ("lessons", "reason", {"sl": "illness"}),
    ):
        mappings.choose(source=SOURCE, kind=kind, meanings={column: chosen}, by=None, at=NOW)

    marks = take(
        "SK-1,5.a,L-1,2024-04-15,1,Matemātika,pd,i",
        "SK-1,5.a,L-2,2024-04-15,1,Matemātika,s,ni",
        kind="marks",
    )
    ill = take(ILL.replace("illness", "SL"))
    passed = take(ILL.replace("illness", "i"))

    assert (marks.problems, ill.problems) == ([], [])
    assert said("given_for", "step", table="lesson_marks") == [
        ("test", "passed"), ("lesson", "failed")
    ]  # fmt: skip
    assert said("reason") == [("illness",)]
    assert places(passed) == [(2, "reason", "i")]


def test_later_problem_shows_the_senders_own_sign(take: Take) -> None:
    chosen = {"reason": {"sl": "illness"}, "presence": {"+": "present"}}
    mappings.choose(source=SOURCE, kind="lessons", meanings=chosen, by=None, at=NOW)

    outcome = take(FIRST.replace("present", "+") + "sl")

    assert places(outcome) == [(2, "reason", "sl")]


def test_workbook_is_read_so_as_well(take: Take, tmp_path: Path) -> None:
    mappings.choose(
        source=SOURCE, kind="lessons", meanings={"presence": {"n": "late"}}, by=None, at=NOW
    )
    rows = [HEADERS["lessons"].split(","), FIRST.replace("present", "N").split(",")]
    path = tmp_path / "lessons.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("lessons")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)

    outcome = imports.take_table(path, "lessons", by=None, at=NOW, as_of=TODAY, source=SOURCE)

    assert outcome.problems == []
    assert said("status") == [("late",)]


def test_remarks_are_not_read(take: Take, tmp_path: Path) -> None:
    outcome = take(FIRST + ",raudāja", header=HEADERS["lessons"] + ",remarks")

    assert outcome.problems == []
    assert [note.column for note in outcome.notes] == ["remarks"]
    assert not [row for row in lake_rows() if "raudāja" in map(str, row.values())]


def test_lesson_twice_in_a_file_is_refused(take: Take) -> None:
    outcome = take(FIRST, ILL, FIRST)

    assert places(outcome) == [(4, "lesson", "1")]


def test_two_subjects_at_one_hour_are_taken(take: Take) -> None:
    # Whether that can be is a signal of quality, no fault of the file.
    outcome = take(FIRST, FIRST.replace("Matemātika", "Fizika"))

    assert outcome.created == {"lessons": 2}


@pytest.mark.parametrize("missing", ["person_id", "day", "lesson", "subject", "group"])
def test_lacking_column_is_named(take: Take, missing: str) -> None:
    outcome = take(FIRST, header=HEADERS["lessons"].replace(missing, "other"))

    assert [problem.column for problem in outcome.problems] == [missing]


def test_ragged_row_is_named_and_others_keep_their_numbers(take: Take) -> None:
    outcome = take(FIRST, FIRST + ",,", ILL.replace("illness", "moods"))

    assert [problem.row for problem in outcome.problems] == [3]
    assert "10 cells" in outcome.problems[0].message


def test_file_without_rows_is_refused(take: Take) -> None:
    outcome = take()

    assert "no rows below" in outcome.problems[0].message


def test_workbook_is_taken_like_text(take: Take, tmp_path: Path) -> None:
    path = tmp_path / "lessons.xlsx"
    cells = [line.split(",") for line in (FIRST, ILL)]
    frame = pl.DataFrame(cells, schema=HEADERS["lessons"].split(","), orient="row")
    frame.write_excel(path)

    outcome = imports.take_table(path, "lessons", by=None, at=NOW, as_of=TODAY, source=SOURCE)

    assert outcome.problems == []
    assert said("status") == [("present",), ("absent_excused",)]


def test_dry_run_writes_nothing(take: Take, home: Path) -> None:
    outcome = take(FIRST, dry_run=True)

    assert outcome.created == {"lessons": 1}
    assert not Import.objects.exists()
    assert not list(home.glob("lake/*/*.parquet"))


def test_period_sent_again_is_replaced(take: Take) -> None:
    take(FIRST, ILL, NEXT_DAY, OTHER_CLASS)

    again = take(FIRST.replace("present", "late"), ILL, NEXT_DAY, at=LATER)

    assert again.ended == {"lessons": 3}
    assert "3 rows of these days were here already" in [note.message for note in again.notes][-1]
    assert said("person", "day", "status") == [
        (1, date(2024, 4, 15), "late"),
        (2, date(2024, 4, 15), "absent_excused"),
        (3, date(2024, 4, 15), "absent_unexcused"),
        (1, date(2024, 4, 16), "late"),
    ]
    assert sum(row["lessons"] for row in lake_rows("lesson_days")) == 4


def test_days_around_a_period_and_months_between_are_replaced_by_class(take: Take) -> None:
    march = FIRST.replace("2024-04-15", "2024-03-15")
    february = FIRST.replace("2024-04-15", "2024-02-15")
    may = FIRST.replace("2024-04-15", "2024-05-15")
    take(february, march, FIRST, may, OTHER_CLASS.replace("2024-04-15", "2024-03-15"))

    take(february, FIRST, at=LATER, yes=True)

    assert said("person", "month") == [
        (1, "2024-02"),
        (3, "2024-03"),
        (1, "2024-04"),
        (1, "2024-05"),
    ]


def test_period_of_another_sender_is_replaced_too(take: Take) -> None:
    factories.person_identifier(person=learner(1), scheme="new-journal", value="A")
    take(FIRST)

    take(FIRST.replace("L-1", "A"), source="new-journal", at=LATER)

    assert len(lake_rows()) == 1


def test_much_fewer_rows_are_asked_about(take: Take) -> None:
    take(FIRST, ILL)

    asked = take(FIRST, at=LATER)
    taken = take(FIRST, at=LATER, yes=True)

    assert asked.status == "asks"
    assert "Paraugpils 1. vidusskola, 5.a has 2 rows" in asked.decisions[0].question
    assert taken.status == "taken"
    assert len(lake_rows()) == 1


def test_undone_import_puts_back_what_it_replaced(take: Take) -> None:
    take(FIRST, ILL, OTHER_CLASS)
    before = lake_rows(), lake_rows("lesson_days")
    second = take(FIRST.replace("present", "late"), ILL, NEXT_DAY, at=LATER)

    undone = imports.undo(second.id or 0, by=None, at=LATER)

    assert undone.status == "undone"
    assert undone.counts["changed"] == {"lessons": 2}
    assert (lake_rows(), lake_rows("lesson_days")) == before


def test_undone_import_leaves_the_others(take: Take) -> None:
    first = take(FIRST)
    take(OTHER_CLASS, at=LATER)

    imports.undo(first.id or 0, by=None, at=LATER)

    assert said("person") == [(3,)]
    assert [row["unexcused"] for row in lake_rows("lesson_days")] == [1]


def test_undoing_everything_leaves_empty_tables(take: Take) -> None:
    first = take(FIRST)

    imports.undo(first.id or 0, by=None, at=LATER)

    assert lake_rows() == lake_rows("lesson_days") == []


@pytest.mark.parametrize("later", [(FIRST, ILL), (FIRST.replace("L-1", "L-2"), NEXT_DAY)])
def test_replaced_import_is_undone_after_the_later_one_only(
    take: Take, later: tuple[str, ...]
) -> None:
    first = take(FIRST, NEXT_DAY)
    second = take(*later, at=LATER, yes=True)

    refused = imports.undo(first.id or 0, by=None, at=LATER)

    assert refused.status == "refused"
    assert f"Import {second.id} replaced" in refused.problems[0].message
    assert imports.obstacles(first.id or 0).problems_total == 1
    imports.undo(second.id or 0, by=None, at=LATER)
    assert imports.undo(first.id or 0, by=None, at=LATER).status == "undone"
    with pytest.raises(GaismaError, match="undone already"):
        imports.undo(first.id or 0, by=None, at=LATER)


def test_what_gave_way_outlives_the_cleaning_and_goes_with_the_undoing(take: Take) -> None:
    take(FIRST)
    second = take(NEXT_DAY, FIRST, at=LATER)
    kept = LakeVersion.objects.exclude(kept_for=[])
    assert kept.count() == 1

    lake.clean(at=NOW + timedelta(days=400))
    imports.undo(second.id or 0, by=None, at=LATER)

    assert said("day") == [(date(2024, 4, 15),)]
    assert not kept.exists()


def test_import_is_audited_without_names(take: Take) -> None:
    outcome = take(FIRST)

    record = AuditRecord.objects.get(action="import.take_in")
    assert outcome.id in record.subject_ids
    assert "L-1" not in str(record.details)


def test_overtaken_import_looks_again(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    take(OTHER_CLASS)
    written, others = cuts.written, [FIRST]

    def overtaken(*given: Any) -> Any:
        done = written(*given)
        if others:
            take(others.pop(), at=LATER)
        return done

    monkeypatch.setattr(cuts, "written", overtaken)

    outcome = take(ILL.replace("5.a,L-2", "5.b,L-3"), at=LATER + timedelta(hours=1))

    assert outcome.status == "taken"
    assert sorted(said("person", "status")) == [(1, "present"), (3, "absent_excused")]


def test_import_that_is_overtaken_again_and_again_gives_up(
    take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    def always(*_given: Any, **_named: Any) -> None:
        raise lake.Overtaken

    monkeypatch.setattr(lake, "exchange", always)

    outcome = take(FIRST)

    assert "send this one again" in outcome.problems[0].message
    assert not Import.objects.exists()


def test_failing_commit_leaves_nothing(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    take(OTHER_CLASS)
    before = lake_rows()
    monkeypatch.setattr(taking.audit, "note", _failing)

    with pytest.raises(RuntimeError):
        take(FIRST, at=LATER)

    assert Import.objects.count() == 1
    assert lake_rows() == before


def _failing(**_given: Any) -> None:
    raise RuntimeError


MARK = "SK-1,5.a,L-1,2024-04-15,1,Matemātika,lesson,7"


@pytest.mark.parametrize(
    ("mark", "scale", "points", "step"),
    [
        ("7", "ten_points", 7, None),
        ("10", "ten_points", 10, None),
        ("ieskaitīts", "pass", None, "passed"),
        ("не зачтено", "pass", None, "failed"),
        ("sācis apgūt", "mastery", None, "begun"),
        ("continues to master", "mastery", None, "continues"),
        ("mastered", "mastery", None, "mastered"),
        ("apguvis padziļināti", "mastery", None, "mastered_in_depth"),
        ("formative", "formative", None, "formative"),
    ],
)
def test_marks_stand_on_their_scale(
    take: Take, mark: str, scale: str, points: int | None, step: str | None
) -> None:
    outcome = take(MARK.replace(",7", f",{mark}"), kind="marks")

    assert outcome.problems == []
    assert said("scale", "mark", "step", "given_for", table="lesson_marks") == [
        (scale, points, step, "lesson")
    ]


@pytest.mark.parametrize("mark", ["0", "11", "7,5", "labi"])
def test_unknown_mark_is_refused(take: Take, mark: str) -> None:
    outcome = take(MARK.replace(",7", f',"{mark}"'), kind="marks")

    assert places(outcome) == [(2, "mark", mark)]


def test_marks_without_lesson_and_purpose_are_of_a_lesson(take: Take) -> None:
    header = "institution,group,person_id,day,subject,mark"

    outcome = take("SK-1,5.a,L-1,2024-04-15,Matemātika,7", kind="marks", header=header)

    assert outcome.problems == []
    assert said("lesson", "given_for", table="lesson_marks") == [(None, "lesson")]


def test_marks_and_lessons_leave_each_other_alone(take: Take) -> None:
    take(FIRST)
    marks = take(MARK, kind="marks", at=LATER)

    imports.undo(marks.id or 0, by=None, at=LATER)

    assert (len(lake_rows()), lake_rows("lesson_marks")) == (1, [])
