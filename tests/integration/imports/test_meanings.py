"""What a sender's values mean: every column with a closed list of every table."""

from pathlib import Path

import polars as pl
import pytest

from gaisma.analytics.vocabulary import folded
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import AuditRecord
from gaisma.evidence.interop import checking, imports, kinds, mappings, mass, meanings
from gaisma.evidence.interop.checking import Check
from gaisma.evidence.interop.columns import Column
from gaisma.evidence.interop.delivery import Delivery, Outcome, Table
from gaisma.evidence.interop.findings import Findings
from gaisma.evidence.interop.meanings import EMPTY, Meanings, Met
from gaisma.evidence.interop.models import ColumnMapping
from tests.integration.imports.conftest import Take, written
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db

SOURCE = "journal"
PLACES = [
    (kind, column.name)
    for kind in kinds.known_kinds()
    for column in meanings.closed_columns(kind).values()
    if column in kinds.columns_of(kind)
]
"""Every table with every column of it in which only terms of a list stand."""
SEVERAL = [(kind, name) for kind, name in PLACES if [one for _, one in PLACES].count(name) > 1]
"""Those of which another table has a column of the same name."""
LACKED = {"institution": "PII-04", "day": "2024-04-15", "grade": "7", "paper": "a"}
"""For required columns that declare no example."""


class Watch(imports.Watch):
    """Keeps what a check understood."""

    tables: tuple[Table, ...] = ()
    meanings: Meanings

    def understood(self, meanings: Meanings) -> None:
        self.meanings = meanings

    def delivered(self, delivery: Delivery) -> None:
        self.tables = delivery.tables


class File:
    """A table that has each value of one column in some rows, and examples in the others."""

    def __init__(self, place: Path, kind: str, name: str) -> None:
        self.place, self.kind = place, kind
        self.column = meanings.closed_columns(kind)[name]
        codes = [*meanings.terms(self.column), *([] if self.column.required else [EMPTY])]
        self.chosen = {f"zz{number}": code for number, code in enumerate(codes)}
        self.counts = {f"zz{number}": 1 + number % 3 for number in range(len(codes))}
        if kind == "institutions":
            self.counts = dict.fromkeys(self.counts, 1)

    def look(self, *, right: bool = False, source: str = SOURCE) -> tuple[Outcome, Watch]:
        """Have the file checked: with the sender's values, or with the right codes."""
        cells = [
            code if right else theirs
            for theirs, code in self.chosen.items()
            for _again in range(self.counts[theirs])
        ]
        columns = kinds.columns_of(self.kind)
        lines = [
            ",".join(cell if one == self.column else _example(one, number) for one in columns)
            for number, cell in enumerate(cells)
        ]
        path = self.place / f"{self.kind}.csv"
        written(path, ",".join(one.name for one in columns), lines)
        watch = Watch()
        outcome = imports.take_table(
            path, self.kind, by=None, at=NOW, as_of=TODAY, source=source, dry_run=True, watch=watch
        )
        return outcome, watch

    def choose(self) -> ColumnMapping:
        return self.say(self.chosen)

    def say(self, chosen: dict[str, str] | dict[str, None]) -> ColumnMapping:
        return mappings.choose(
            source=SOURCE, kind=self.kind, meanings={self.column.name: chosen}, by=None, at=NOW
        )

    def wrong(self, outcome: Outcome) -> int:
        """In how many rows something is told against the column's value."""
        return sum(one.column == self.column.name and bool(one.value) for one in outcome.problems)


def _example(column: Column, number: int) -> str:
    if column.is_key and column.type == "text":
        return f"{column.example or 'X'}-{number}"
    if column.name == "presence":
        return "absent_excused"  # with which a reason can stand
    if column.type == "list" or not (column.required or column.is_key):
        return ""
    return f'"{column.example or LACKED.get(column.name, "")}"'


def values_of(watch: Watch) -> pl.DataFrame:
    """The rows as values, as far as they are good in themselves."""
    (table,) = watch.tables
    if table.kind in mass.mass_kinds():
        return table.frame.with_columns(pl.col(pl.Enum).cast(pl.String))
    return checking.checked(Check(table, Findings()), today=TODAY)


@pytest.fixture(params=PLACES, ids="-".join)
def file(request: pytest.FixtureRequest, tmp_path: Path, installation: object) -> File:
    return File(tmp_path, *request.param)


def test_lists_are_of_every_kind_of_column() -> None:
    types = {meanings.closed_columns(kind)[name].type for kind, name in PLACES}

    assert types == {"code", "role", "list", "language", "boolean"}
    assert ("lessons", "presence") in PLACES
    assert len(PLACES) >= 25


def test_value_that_the_list_does_not_know_is_offered_once(file: File) -> None:
    outcome, watch = file.look()

    offered = [(one.value, one.rows) for one in watch.meanings.met]
    assert dict(offered) == file.counts
    assert [rows for _value, rows in offered] == sorted(file.counts.values(), reverse=True)
    assert {one.code for one in watch.meanings.met} == {None}
    assert file.wrong(outcome) == sum(file.counts.values())


def test_chosen_values_are_read_as_the_right_codes_are(file: File) -> None:
    expected = values_of(file.look(right=True)[1])
    file.choose()

    outcome, watch = file.look()

    assert file.wrong(outcome) == 0
    assert values_of(watch).equals(expected)
    assert expected.height == sum(file.counts.values())
    read = {one.value: (one.rows, one.code) for one in watch.meanings.met}
    assert read == {one: (file.counts[one], code) for one, code in file.chosen.items()}


def test_what_was_read_is_told(file: File) -> None:
    file.choose()

    notes = [one.message for one in file.look()[0].notes if one.row is None]

    assert any(file.column.name in note and "“zz0” = " in note for note in notes)


def test_choice_is_remembered_until_it_is_taken_back(file: File) -> None:
    file.choose()
    file.look()
    assert file.wrong(file.look()[0]) == 0

    file.say(dict.fromkeys(file.chosen))

    outcome, watch = file.look()
    assert {one.value for one in watch.meanings.met if one.code is None} == set(file.chosen)
    assert file.wrong(outcome) == sum(file.counts.values())
    assert ColumnMapping.objects.get().meanings == {}


def test_one_value_is_chosen_anew(file: File) -> None:
    file.choose()
    last = [*meanings.terms(file.column)][-1]

    file.say({"ZZ0": last})

    _outcome, watch = file.look()
    assert {one.value: one.code for one in watch.meanings.met} == {**file.chosen, "zz0": last}


def test_choice_is_of_one_sender(file: File) -> None:
    file.choose()

    outcome, watch = file.look(source="other")

    assert {one.code for one in watch.meanings.met} == {None}
    assert file.wrong(outcome) == sum(file.counts.values())


@pytest.mark.parametrize(("kind", "name"), SEVERAL)
def test_choice_is_of_one_table(tmp_path: Path, installation: object, kind: str, name: str) -> None:
    File(tmp_path, kind, name).choose()

    for other in {of for of, column in PLACES if column == name} - {kind}:
        _outcome, watch = File(tmp_path, other, name).look()
        assert {one.code for one in watch.meanings.met} == {None}


def test_cell_that_must_not_be_empty_is_not_read_so(file: File) -> None:
    if not file.column.required:
        file.say({"zz0": EMPTY})
        assert ColumnMapping.objects.get().meanings == {file.column.name: {"zz0": EMPTY}}
        return

    with pytest.raises(UnableToRecord, match="needs a value"):
        file.say({"zz0": EMPTY})

    stored = {file.column.name: {"zz0": EMPTY}}
    ColumnMapping.objects.create(source=SOURCE, kind=file.kind, meanings=stored)
    outcome, watch = file.look()
    assert file.wrong(outcome) == sum(file.counts.values())
    assert {one.code for one in watch.meanings.met} == {None}


def test_value_that_the_list_knows_stays_as_it_is(file: File) -> None:
    code, word = next(iter(meanings.terms(file.column).items()))
    for theirs in (code, word.upper()):
        with pytest.raises(UnableToRecord, match="itself"):
            file.say({theirs: code})

    stored = {file.column.name: {code: [*meanings.terms(file.column)][-1]}}
    ColumnMapping.objects.create(source=SOURCE, kind=file.kind, meanings=stored)
    assert values_of(file.look(right=True)[1]).equals(
        values_of(file.look(right=True, source="other")[1])
    )


def test_meaning_outside_the_list_is_refused(file: File) -> None:
    with pytest.raises(UnableToRecord, match="no “perhaps”"):
        file.say({"zz0": "perhaps"})
    with pytest.raises(UnableToRecord, match="with a list of values"):
        mappings.choose(
            source=SOURCE, kind=file.kind, meanings={"person_id": {"a": "b"}}, by=None, at=NOW
        )
    assert not ColumnMapping.objects.exists()


def test_headings_and_values_are_remembered_apart(file: File) -> None:
    columns = {"Lauks": file.column.name}
    mappings.remember(source=SOURCE, kind=file.kind, columns=columns, by=None, at=NOW)

    file.choose()
    assert imports.mapping_of(SOURCE, file.kind) == columns

    mappings.remember(source=SOURCE, kind=file.kind, columns=columns, by=None, at=NOW)
    assert imports.meanings_of(SOURCE, file.kind) == {file.column.name: file.chosen}


def test_who_chose_what_is_in_the_audit(file: File) -> None:
    file.say({"zz0": next(iter(meanings.terms(file.column)))})

    note = AuditRecord.objects.get(action="column_mapping.choose")
    assert note.details["source"] == SOURCE
    assert note.details["kind"] == file.kind
    assert set(note.details["meanings"]) == {file.column.name}


def test_words_of_every_list_are_written_as_they_are_read(file: File) -> None:
    from gaisma.evidence.interop import forms

    mapping = file.choose()
    lines = forms.lines_of(mapping)

    form = forms.MappingForm({"source": SOURCE, "kind": file.kind, "meanings": lines})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["meanings"] == mapping.meanings


@pytest.mark.parametrize(
    ("value", "is_offered"),
    [("+", True), ("-", True), ("n/a", True), ("n " + "x" * 60, False), ("=1+1", False),
     ("@n", False), ("#N/A", False), ("Prezent", True)],
)  # fmt: skip
def test_what_is_wrong_in_itself_is_not_offered(take: Take, value: str, is_offered: bool) -> None:
    watch = Watch()

    outcome = take(
        "groups", f"PII-04,Rūķīši,2024/2025,01015611,,,12,20,{value}", watch=watch, dry_run=True
    )

    assert [one.value for one in watch.meanings.met] == ([value] if is_offered else [])
    assert {(one.row, one.column, one.value) for one in outcome.problems} == {(2, "regime", value)}


def test_spellings_of_a_value_are_one(take: Take) -> None:
    watch = Watch()
    lines = [f"PII-04,G{number},2024/2025,01015611,,,12,20,{value}"
             for number, value in enumerate(["N", "n", "n", "“x”", '""x""'])]  # fmt: skip

    take("groups", *lines[:4], watch=watch, dry_run=True)

    assert watch.meanings.met == [
        Met("regime", "regime", "n", 3, None), Met("regime", "regime", "“x”", 1, None)
    ]  # fmt: skip


def test_rarest_of_very_many_are_not_shown(take: Take) -> None:
    watch = Watch()
    lines = [f"PII-04,G{number},2024/2025,01015611,,,12,20,w{min(number, 40)}"
             for number in range(50)]  # fmt: skip

    take("groups", *lines, watch=watch, dry_run=True)

    assert len(watch.meanings.met) == meanings.SHOWN
    assert watch.meanings.met[0] == Met("regime", "regime", "w40", 10, None)
    assert watch.meanings.unseen == 11


def test_several_in_a_cell_are_asked_of_one_by_one(take: Take) -> None:
    cells = ["R | M", "r", "language | R"]
    lines = [f"0101581{n},PII-04,Programma,preschool,{cell},full-time,,lv"
             for n, cell in enumerate(cells)]  # fmt: skip
    watch = Watch()
    take("programmes", *lines, watch=watch, dry_run=True)
    assert [(one.value, one.rows) for one in watch.meanings.met] == [("R", 3), ("M", 1)]
    mappings.choose(
        source=imports.SOURCE, kind="programmes", by=None, at=NOW,
        meanings={"special": {"R": "vision", "m": EMPTY}},
    )  # fmt: skip

    outcome = take("programmes", *lines)

    assert outcome.problems == []
    given = kinds.table_kinds()["programmes"].export(imports.SOURCE).sort("code")
    assert [row for row in given["special"] if row] == ["vision", "vision", "language | vision"]


def test_rows_of_the_record_are_those_of_the_right_codes(take: Take) -> None:
    line = "D-{0},Anna,Bērziņa,PII-04,{1},{2},0.750,{3},2019-09-01,"
    right = take("staff", line.format(1, "preschool teacher", "preschool", "yes"))
    for column, chosen in {
        "role": {"PIS": "preschool_teacher"},
        "stage": {"p": "preschool"},
        "permanent": {"j.": "yes"},
    }.items():
        mappings.choose(
            source=imports.SOURCE, kind="staff", meanings={column: chosen}, by=None, at=NOW
        )

    again = take("staff", line.format(1, "PIS", "P", "j."))

    assert right.created == {"staff": 1}
    assert again.problems == []
    assert again.unchanged == {"staff": 1}


@pytest.mark.parametrize("kind", ["groups", "lessons"])
def test_each_different_value_is_asked_for_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, installation: object, kind: str
) -> None:
    name = {"groups": "regime", "lessons": "presence"}[kind]
    file = File(tmp_path, kind, name)
    file.counts = dict.fromkeys(file.counts, 2_000)
    file.choose()
    asked = {"read": 0, "folded": 0}
    meant, fold = meanings._meant, folded

    def counted(*given: object) -> object:
        asked["read"] += 1
        return meant(*given)

    def counted_folded(text: str) -> str:
        asked["folded"] += 1
        return fold(text)

    monkeypatch.setattr(meanings, "_meant", counted)
    monkeypatch.setattr(meanings, "folded", counted_folded)

    _outcome, watch = file.look()

    assert sum(one.rows for one in watch.meanings.met) == 2_000 * len(file.chosen)
    assert asked["read"] == len(file.chosen)
    assert asked["folded"] < 20 * len(file.chosen)


def test_nothing_is_asked_where_nothing_was_chosen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, installation: object
) -> None:
    def never(*_given: object) -> None:
        raise AssertionError

    monkeypatch.setattr(meanings, "_meant", never)
    monkeypatch.setattr(Meanings, "meet", never)

    outcome, _watch = File(tmp_path, "lessons", "presence").look(right=True)

    assert not [one for one in outcome.problems if one.column == "presence"]
