"""Every other kind of table: good, each kind of bad, twice."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gaisma.base.models import Organisation, SchoolYear
from gaisma.evidence.interop import imports, kinds
from gaisma.evidence.interop.models import ColumnMapping, Import
from gaisma.evidence.lake.models import TableChange
from gaisma.quality.wellbeing.actions import NOT_HELD
from gaisma.quality.wellbeing.models import SupportActivity
from gaisma.quality.wellbeing.workflow import GIVEN_UP
from gaisma.record.organisations.models import Site, Succession
from gaisma.record.people.models import Employment, Vacancy
from gaisma.record.programmes.models import Group, Programme, QueueEntry
from tests import factories
from tests.integration.imports.conftest import HEADERS, Take, places, take_file, written
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db

GOOD = {
    "institutions": "PII-05,PII “Pūcīte”,preschool,,municipality,5. PII | Pūcīte,2011-09-01,,",
    "sites": "PII-04,A korpuss,Skolas iela 4,55.874,26.536",
    "programmes": "01015811,PII-04,Speciālā programma,preschool,language | vision,full-time,,lv",
    "groups": "PII-04,Rūķīši,2024/2025,01015611,,,12,20,day",
    "learners": "L-1,Elza,Kalniņa,2019-03-14,PII-04,Taurenīši,2024/2025,2024-09-01,",
    "staff": "D-1,Anna,Bērziņa,PII-04,preschool teacher,preschool,0.750,yes,2019-09-01,",
    "vacancies": "PII-04,speech therapist,2024-06-03,0.500,2024-09-01,,institution",
    "results": "exam,a,PII-04,Taurenīši,Elza,Kalniņa,7",
    "published_averages": "exam,a,PII-04,48.3,VISC",
    "support_activities": "PII-04,raid,2024-05-14,Road,7 | 8,2024-05-14,1.5,24,2",
    "class_lessons": "PII-04,5.a,2024/2025,2024-10-14,bullying,,2,guest,planned",
    "declared": "Rūta,Liepa,2014-05-05,Parka iela 1,yes,2024-08-01",
    "queue": "L-9,Toms,Ozols,2022-11-02,preschool,PII-04,2023-02-01,",
}
SAID_IN_SEVERAL_WAYS = {"results"}
"""Whose row it is says a code, a number or a name: of these no column alone is required."""


@pytest.mark.parametrize("kind", GOOD)
def test_good_row_is_created_and_twice_changes_nothing(take: Take, kind: str) -> None:
    first = take(kind, GOOD[kind])
    second = take(kind, GOOD[kind])

    assert first.problems == second.problems == []
    assert first.created == {kind: 1}
    assert second.unchanged == {kind: 1}
    assert second.created == second.changed == second.ended == {kind: 0}


@pytest.mark.parametrize("kind", GOOD)
def test_same_row_twice_in_a_file_is_refused(take: Take, kind: str) -> None:
    outcome = take(kind, GOOD[kind], GOOD[kind])

    assert [row for row, _column in places(outcome)] == [3]
    assert "row 2" in outcome.problems[0].message


@pytest.mark.parametrize("kind", GOOD)
def test_words_of_any_language_are_taken(take: Take, kind: str) -> None:
    words = {
        "preschool teacher": "PIRMSSKOLAS izglītības skolotājs",
        "speech therapist": "логопед",
        ",municipality": ",pašvaldība",
        ",preschool,": ",pirmsskolas izglītība,",
        "language | vision": "valodas traucējumi|нарушения зрения",
        ",yes,": ",jā,",
        ",day": ",dienas grupa",
        ",institution": ",iestāde",
    }
    line = GOOD[kind]
    if kind == "institutions":
        words[",preschool,"] = ",дошкольное образовательное учреждение,"
    for ours, theirs in words.items():
        line = line.replace(ours, theirs)
    take(kind, GOOD[kind])

    outcome = take(kind, line)

    assert outcome.problems == []
    assert outcome.unchanged == {kind: 1}


@pytest.mark.parametrize(
    ("kind", "old", "new", "column", "part"),
    [
        ("institutions", ",preschool,", ",prescool,", "kind", "preschool"),
        ("institutions", ",preschool,", ",general school,", "kind", "not known"),
        ("institutions", "preschool,,", "preschool,Nowhere,", "parent", "no institution"),
        ("institutions", "2011-09-01,,", "2011-09-01,2010-01-01,", "closed_on", "before"),
        ("institutions", "2011-09-01,,", "2011-09-01,,PII-04", "successor", "closed"),
        ("institutions", "2011-09-01,,", "2011-09-01,2024-08-31,PII-05", "successor", "itself"),
        ("institutions", "PII-05", "", "id", "empty"),
        ("sites", "55.874", "155.874", "latitude", "90"),
        ("sites", "Skolas iela 4", "", "address", "empty"),
        ("programmes", "language | vision", "language | X", "special", "“X” is not known"),
        ("programmes", ",lv", ",xx", "language", "not known"),
        ("groups", "01015611", "99", "programme", "01015611"),
        ("groups", "01015611,,", "01015611,,A korpuss", "site", "no site"),
        ("groups", "12,20", "21,20", "max_size", "before"),
        ("groups", "12,20", "12,x", "max_size", "whole number"),
        ("groups", "12,20", "12,99999", "max_size", "too large"),
        ("staff", "0.750", "0.7501", "load", "3 decimals"),
        ("staff", "0.750", "-1", "load", "number"),
        ("staff", "yes", "maybe", "permanent", "yes or no"),
        ("staff", "preschool teacher", "preschool teachr", "role", "preschool teacher"),
        ("staff", "2019-09-01,", "2019-09-01,2018-01-01", "to", "before"),
        ("vacancies", "2024-09-01,,", "2024-09-01,2024-01-01,", "closed_on", "before"),
        ("vacancies", ",institution", ",radio", "source", "not known"),
        ("queue", "2023-02-01,", "2023-02-01,2022-01-01", "left_on", "before"),
        ("queue", ",PII-04,", ",PII-99,", "institution", "no institution"),
        ("published_averages", "48.3", "148.3", "percent", "from 0 to 100"),
        ("published_averages", ",VISC", ",", "source", "empty"),
        ("support_activities", ",raid", ",raids", "kind", "raid"),
        ("support_activities", "7 | 8", "7 | 13", "grades", "1 to 12"),
        ("support_activities", "1.5", "1.3", "hours", "quarter"),
        ("support_activities", "1.5", "0", "hours", "quarter"),
        ("support_activities", ",24,2", ",24,", "adults", "It was held"),
        ("support_activities", "2024-05-14,1.5", ",1.5", "hours", "not held"),
        ("support_activities", "2024-05-14,1.5", "2023-05-14,1.5", "held_on", "another school"),
        ("support_activities", "2024-05-14,1.5", "2030-05-14,1.5", "held_on", "not come"),
        ("class_lessons", "5.a", "Taurenīši", "group", "grades 1–9"),
        ("class_lessons", "2024-10-14", "2025-10-14", "day", "school year"),
        ("class_lessons", "planned", "held", "day", "not come"),
        ("class_lessons", "bullying", "other", "words", "in words"),
        ("class_lessons", ",2,", ",9,", "length", "1 to 8"),
        ("declared", "2014-05-05", "2024-14-05", "born_on", "date"),
        ("declared", "2024-08-01", "", "listed_on", "empty"),
    ],
)
def test_bad_cell_is_named_with_what_would_be_right(
    take: Take, kind: str, old: str, new: str, column: str, part: str
) -> None:
    outcome = take(kind, GOOD[kind].replace(old, new))

    assert outcome.status == "refused"
    assert places(outcome) == [(2, column)]
    assert outcome.problems[0].value == sent(kind, GOOD[kind].replace(old, new), column)
    assert part in outcome.problems[0].message
    assert not Import.objects.exists()


def sent(kind: str, line: str, column: str) -> str | None:
    """What stands in the cell as the file has it; nothing where it has no such column, or cell."""
    cells = dict(zip(HEADERS[kind].split(","), line.split(","), strict=True))
    return cells.get(column) or None


def test_institution_is_found_by_name_and_alias(take: Take, city: dict[str, Any]) -> None:
    city["preschool"].aliases = ["4. PII"]
    city["preschool"].save()

    rows = [GOOD["sites"].replace("PII-04", word) for word in ("4. pii", "paraugpils pii “zīlīte”")]
    outcome = take("sites", rows[0], rows[1].replace("A korpuss", "B korpuss"))

    assert outcome.created == {"sites": 2}
    assert set(Site.objects.values_list("institution__code", flat=True)) == {"PII-04"}


def test_institution_of_an_ambiguous_name_is_refused(take: Take) -> None:
    factories.preschool(name="Zīlīte")
    factories.preschool(name="Zīlīte")

    outcome = take("sites", GOOD["sites"].replace("PII-04", "Zīlīte"))

    assert "Several institutions" in outcome.problems[0].message


def test_institutions_of_a_file_may_stand_below_each_other(take: Take) -> None:
    outcome = take(
        "institutions",
        "C-1,Inovāciju centrs,innovation centre,Jauniešu centrs,,,,,",
        "Y-1,Jauniešu centrs,interest-education institution,,,,,,",
    )

    assert outcome.created == {"institutions": 2}, outcome.problems
    assert Organisation.objects.get(code="C-1").parent.code == "Y-1"
    assert Organisation.objects.get(code="Y-1").parent.kind == "authority"


def test_institutions_in_a_circle_are_refused(take: Take) -> None:
    outcome = take(
        "institutions", "A,A,preschool,B,,,,,", "B,B,preschool,C,,,,,", "C,C,preschool,A,,,,,"
    )

    assert places(outcome) == [(2, "parent"), (3, "parent"), (4, "parent")]


@pytest.mark.django_db
def test_first_institutions_bring_their_authority(tmp_path: Path) -> None:
    lines = ["S-1,Skola,gymnasium,,,,,,", "P,Pārvalde,authority,,,,,,"]
    path = written(tmp_path / "i.csv", HEADERS["institutions"], lines)

    outcome = take_file(path, "institutions")

    assert outcome.created == {"institutions": 2}, outcome.problems
    assert Organisation.objects.get(code="S-1").parent.code == "P"


def test_successor_takes_over_when_the_institution_closes(take: Take, city: dict[str, Any]) -> None:
    line = "PII-05,Pūcīte,preschool,,,,2011-09-01,2024-08-31,PII-04"
    outcome = take("institutions", line)

    succession = Succession.objects.get()
    assert outcome.created == {"institutions": 1}, outcome.problems
    assert (succession.successor, succession.on) == (city["preschool"], date(2024, 8, 31))
    assert take("institutions", line).unchanged == {"institutions": 1}


def test_successor_takes_over_the_programmes_but_its_own(take: Take, city: dict[str, Any]) -> None:
    closed = factories.preschool(code="PII-05", name="Pūcīte")
    given = factories.programme(institution=closed, code="01015811")
    double = factories.programme(institution=closed, code="01015611")
    line = "PII-05,Pūcīte,preschool,,,,2011-09-01,2024-08-31,PII-04"

    outcome = take("institutions", line)
    again = take("institutions", line)

    assert outcome.changed == {"institutions": 1, "programmes": 1}, outcome.problems
    assert again.changed == {"institutions": 0}
    given.refresh_from_db()
    double.refresh_from_db()
    assert (given.institution, given.revision) == (city["preschool"], 2)
    assert double.institution == closed
    assert TableChange.objects.get(table="programmes").counter == 1


def test_undoing_a_succession_gives_the_programmes_back(take: Take) -> None:
    closed = factories.preschool(code="PII-05", name="Pūcīte")
    given = factories.programme(institution=closed, code="01015811")
    outcome = take("institutions", "PII-05,Pūcīte,preschool,,,,2011-09-01,2024-08-31,PII-04")
    assert outcome.id is not None

    imports.undo(outcome.id, by=None, at=NOW)

    given.refresh_from_db()
    assert given.institution == closed
    assert not Succession.objects.exists()


def test_registration_number_names_the_institution(take: Take, city: dict[str, Any]) -> None:
    city["preschool"].registration_number = "2701900001"
    city["preschool"].save()

    outcome = take("institutions", "2701900001,Jauns nosaukums,preschool,,,,,,")

    assert outcome.changed == {"institutions": 1}
    city["preschool"].refresh_from_db()
    assert (city["preschool"].code, city["preschool"].name) == ("PII-04", "Jauns nosaukums")


def test_programme_keeps_its_lists_and_codes(take: Take) -> None:
    take("programmes", GOOD["programmes"])

    programme = Programme.objects.get(code="01015811")
    assert programme.special == ["language", "vision"]
    assert (programme.form_of_study, programme.language) == ("full_time", "lv")


def test_unit_teaches_the_programmes_of_its_institution(take: Take, city: dict[str, Any]) -> None:
    factories.organisation(code="AK-1", kind="neighbourhood_club", parent=city["preschool"])
    other = factories.programme(institution=city["preschool"], code="30110000")

    outcome = take(
        "groups", "AK-1,Dejas,2024/2025,30110000,,,,,", "AK-1,Koris,2024/2025,01015611,,,,,"
    )

    assert outcome.created == {"groups": 2}, outcome.problems
    assert Group.objects.get(name="Dejas").programme == other
    assert Group.objects.get(name="Koris").programme == city["programme"]


def test_groups_of_a_merged_institution_find_the_programme_handed_over(
    take: Take, city: dict[str, Any]
) -> None:
    first, second = factories.preschool(code="PII-01"), factories.preschool(code="PII-02")
    factories.succession(institution=first, successor=second)
    factories.succession(institution=second, successor=city["preschool"])

    outcome = take("groups", "PII-01,Rūķi,2022/2023,01015611,,,,,")

    assert outcome.created == {"groups": 1}, outcome.problems
    assert Group.objects.get(name="Rūķi").programme == city["programme"]


def test_own_programme_comes_before_the_successors(take: Take, city: dict[str, Any]) -> None:
    closed = factories.preschool(code="PII-01")
    own = factories.programme(institution=closed, code="01015611")
    factories.succession(institution=closed, successor=city["preschool"])

    take("groups", "PII-01,Rūķi,2022/2023,01015611,,,,,")

    assert Group.objects.get(name="Rūķi").programme == own


def test_group_of_a_new_school_year_makes_the_year(take: Take) -> None:
    take("groups", GOOD["groups"].replace("2024/2025", "2025./2026."))

    year = SchoolYear.objects.get(name="2025/2026")
    assert (year.starts_on, year.ends_on) == (date(2025, 9, 1), date(2026, 8, 31))
    assert Group.objects.get(name="Rūķīši").school_year == year


def test_latvian_excel_is_taken_with_notes(take: Take) -> None:
    header = "Personas identifikators;vārds;uzvārds;iestāde;amats;izglītības veids;slodze;no"
    outcome = take("staff", "D-1;Anna;Bērziņa;PII-04;logopēds;;0,75;43709", header=header)

    employment = Employment.objects.get()
    assert outcome.created == {"staff": 1}, outcome.problems
    assert (employment.load, employment.from_on) == (Decimal("0.750"), date(2019, 9, 1))
    assert [note.message.split()[0] for note in outcome.notes] == ["Cells", "Decimal", "Dates"]


def test_large_load_is_noted(take: Take) -> None:
    other = GOOD["staff"].replace("preschool teacher", "speech therapist").replace("0.750", "0.8")

    outcome = take("staff", GOOD["staff"], other)

    assert outcome.status == "taken"
    assert [note.message for note in outcome.notes] == [
        "The person's loads add up to 1.55, which is more than 1.5."
    ]


def test_large_load_that_begins_later_is_noted_once(take: Take) -> None:
    later = GOOD["staff"].replace("2019-09-01", "2030-09-01")
    beside = later.replace("preschool teacher", "speech therapist").replace("0.750", "0.8")

    outcome = take("staff", later, beside)

    assert [note.row for note in outcome.notes] == [2]
    assert "1.55" in outcome.notes[0].message


def test_loads_that_follow_each_other_are_not_added(take: Take) -> None:
    before = GOOD["staff"].replace("0.750", "0.8") + "2030-08-31"
    after = GOOD["staff"].replace("2019-09-01", "2030-09-01")

    outcome = take("staff", before, after)

    assert outcome.status == "taken", outcome.problems
    assert outcome.notes == []


def test_vacancy_is_closed_by_a_later_file(take: Take) -> None:
    take("vacancies", GOOD["vacancies"])

    outcome = take("vacancies", GOOD["vacancies"].replace("09-01,,", "09-01,2024-08-15,"))

    assert outcome.changed == {"vacancies": 1}
    assert Vacancy.objects.get().closed_on == date(2024, 8, 15)


def test_queue_for_any_institution_is_another_wish(take: Take) -> None:
    outcome = take("queue", GOOD["queue"], GOOD["queue"].replace("PII-04", ""))

    assert outcome.created == {"queue": 2}, outcome.problems
    assert QueueEntry.objects.filter(institution=None).count() == 1
    again = take("queue", GOOD["queue"], GOOD["queue"].replace("PII-04", ""))
    assert again.unchanged == {"queue": 2}


def test_each_child_waiting_twice_is_named_by_the_later_row(take: Take) -> None:
    toms, liga = GOOD["queue"], GOOD["queue"].replace("L-9,Toms", "L-8,Līga")
    again = [line.replace("2023-02-01", "2023-05-01") for line in (toms, liga)]

    outcome = take("queue", toms, liga, *again)

    assert places(outcome) == [(4, "registered_on"), (5, "registered_on")]


def test_child_waiting_twice_for_one_place_is_refused(take: Take) -> None:
    take("queue", GOOD["queue"])

    outcome = take("queue", GOOD["queue"].replace("2023-02-01", "2024-02-01"))

    assert places(outcome) == [(2, "registered_on")]
    assert "waits for this place already" in outcome.problems[0].message


def test_mapping_of_a_source_is_remembered(take: Take) -> None:
    header = "SKOLA,NOS,ADR"
    mapping = {"skola": "institution", "nos": "name", "adr": "address"}
    take("sites", "PII-04,A,Iela", header=header, source="eklase", mapping=mapping)

    again = take("sites", "PII-04,A,Iela", header=header, source="eklase")
    other = take("sites", "PII-04,A,Iela", header=header)

    assert ColumnMapping.objects.get().columns == mapping
    assert again.unchanged == {"sites": 1}
    assert other.status == "refused"


def test_same_file_again_is_noted(take: Take) -> None:
    first = take("sites", GOOD["sites"])

    second = take("sites", GOOD["sites"])

    assert second.notes[-1].message == (
        f"This very file was taken in before, as import {first.id}."
    )


def test_import_is_recorded_without_names(take: Take) -> None:
    outcome = take("learners", GOOD["learners"].replace("2019-03-14", "14.03.2019"))

    importing = Import.objects.get(pk=outcome.id)
    assert (importing.source, importing.kind, importing.file) == (
        "table",
        "table learners",
        "learners.csv",
    )
    assert importing.counts["created"] == {"learners": 1}
    assert len(importing.sha256) == 64
    assert importing.lake_version is not None
    assert "Kalniņa" not in str(vars(importing))
    assert "14.03.2019" not in str(vars(importing))


@pytest.mark.parametrize("kind", sorted(set(GOOD) - SAID_IN_SEVERAL_WAYS))
def test_required_columns_alone_are_enough(take: Take, kind: str) -> None:
    required = {column.name for column in kinds.columns_of(kind) if column.required}
    cells = zip(HEADERS[kind].split(","), GOOD[kind].split(","), strict=True)
    kept = [(name, cell) for name, cell in cells if name in required]
    header, line = (",".join(words) for words in zip(*kept, strict=True))

    first = take(kind, line, header=header)
    second = take(kind, line, header=header)

    assert first.created == {kind: 1}, first.problems
    assert second.unchanged == {kind: 1}


@pytest.mark.parametrize("as_of", [TODAY, date(2025, 8, 20)], ids=["at once", "a year later"])
@pytest.mark.parametrize("kind", sorted(set(GOOD) - SAID_IN_SEVERAL_WAYS))
def test_required_columns_alone_leave_a_whole_row_as_it_is(
    take: Take, kind: str, as_of: date
) -> None:
    required = {column.name for column in kinds.columns_of(kind) if column.required}
    keys = {column.name for column in kinds.columns_of(kind) if column.is_key}
    cells = zip(HEADERS[kind].split(","), GOOD[kind].split(","), strict=True)
    kept = [(name, cell) for name, cell in cells if name in required | keys]
    header, line = (",".join(words) for words in zip(*kept, strict=True))
    take(kind, GOOD[kind])

    outcome = take(kind, line, header=header, as_of=as_of)

    assert outcome.unchanged == {kind: 1}, outcome


@pytest.mark.parametrize("state", GIVEN_UP)
def test_activity_that_was_given_up_is_brought_back_by_no_file(take: Take, state: str) -> None:
    take("support_activities", GOOD["support_activities"])
    SupportActivity.objects.update(state=state, reason="Snow", **NOT_HELD)

    outcome = take("support_activities", GOOD["support_activities"])

    assert places(outcome) == [(2, "planned_on")]
    assert SupportActivity.objects.get().state == state
