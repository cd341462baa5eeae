"""Writes valid OneRoster sets from columns: any number of invented learners, either version.

`roster` gives the frames, so that a test changes what it is about; `write` makes a folder of
them and `zipped` an archive. Benchmarks use the same functions with a city's numbers.
"""

import csv
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from gaisma.evidence.interop.oneroster.binding import TABLES

Frames = dict[str, pl.DataFrame]

CLASS_SIZE = 24
CLASSES_A_SCHOOL = 12
GIVEN = (
    "Elza", "Jānis", "Žanna", "Krišjānis", "Līva", "Ģirts", "Ņina", "Ķērsta", "Čārlzs", "Šarlote",
    "Emīls", "Zāra", "Rūdolfs", "Paula", "Artūrs", "Aļesja", "Mārtiņš", "Dārta", "Ēriks", "Ūna",
)  # fmt: skip
FAMILY = (
    "Kalniņa", "Bērziņš", "Ozoliņa", "Liepiņš", "Žagata", "Šķēle", "Ķirsis", "Ļaudams", "Ņikitina",
    "Čakste", "Ģēģeris", "Ābola", "Ēķis", "Ūpe", "Īve", "Āboliņš-Žīgurs", "O’Hara",
)  # fmt: skip
GRADES = ("PK", "KG", *(f"{year:02}" for year in range(1, 11)))
"""The grades of the classes of a school, in their order."""


def roster(version: str = "1.2", *, learners: int = 60, year: int = 2024) -> Frames:
    """The rostering files of a whole set: one homeroom class a learner, one teacher a class."""
    classes = -(-learners // CLASS_SIZE)
    schools = -(-classes // CLASSES_A_SCHOOL)
    frames = {
        "orgs": _orgs(schools),
        "academicSessions": _sessions(year),
        "courses": _courses(schools),
        "classes": _classes(classes),
        "users": _users(learners, classes),
        "enrollments": _enrollments(learners, classes, year),
        "demographics": _demographics(learners, year),
    }
    if version == "1.2":
        frames["roles"] = _roles(frames["users"])
        frames["users"] = frames["users"].drop("role", "orgSourcedIds")
    return {name: shaped(frame, name, version) for name, frame in frames.items()}


def shaped(frame: pl.DataFrame, name: str, version: str) -> pl.DataFrame:
    """The frame with all columns of the file in the binding's order; what it lacks is empty."""
    columns = [column.name for column in TABLES[version][name].of(version)]
    missing = [pl.lit("").alias(column) for column in columns if column not in frame.columns]
    return frame.with_columns(missing).select(columns)


def delta(frame: pl.DataFrame, *, at: str = "2024-10-01T08:00:00.000Z") -> pl.DataFrame:
    """The rows as a delta says them: active, changed at a moment."""
    return frame.with_columns(status=pl.lit("active"), dateLastModified=pl.lit(at))


def manifest(version: str, modes: Mapping[str, str], system: str = "e-journal") -> pl.DataFrame:
    """The manifest; files that `modes` does not name are absent."""
    said = {"manifest.version": "1.0", "oneroster.version": version}
    said |= {f"file.{name}": modes.get(name, "absent") for name in TABLES[version]}
    said |= {"source.systemName": "E-journal", "source.systemCode": system}
    return pl.DataFrame({"propertyName": list(said), "value": list(said.values())})


def write(
    folder: Path,
    frames: Mapping[str, pl.DataFrame],
    *,
    version: str = "1.2",
    mode: str = "bulk",
    modes: Mapping[str, str] | None = None,
    system: str = "e-journal",
) -> Path:
    """Write the set into the folder and give the folder back."""
    folder.mkdir(parents=True, exist_ok=True)
    told = dict.fromkeys(frames, mode) | dict(modes or {})
    manifest(version, told, system).write_csv(folder / "manifest.csv")
    for name, frame in frames.items():
        frame.write_csv(folder / f"{name}.csv", line_terminator="\r\n")
    return folder


def zipped(folder: Path, archive: Path, *, inside: str = "") -> Path:
    """Pack the folder's files, below `inside` where it is given."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as pack:
        for file in sorted(folder.glob("*.csv")):
            pack.write(file, inside + file.name)
    return archive


def points_astray(folder: Path, found: Iterable[Any]) -> list[Any]:
    """The findings whose file, row or column is not there, or whose value does not stand there."""
    return [one for one in found if not _points_well(folder, one)]


def _points_well(folder: Path, one: Any) -> bool:
    file = folder / one.file
    if one.row is None:
        return file.exists() or one.column is None
    lines = list(csv.reader(file.read_text(encoding="utf-8").splitlines()))
    if one.column is None or one.row > len(lines):
        return one.row <= len(lines)
    if one.row == 1 or one.column not in lines[0]:
        return one.row == 1
    cell = lines[one.row - 1][lines[0].index(one.column)]
    return (one.value or "") in (cell, *map(str.strip, cell.split(",")))


def _numbered(count: int, name: str = "n") -> pl.DataFrame:
    return pl.select(pl.int_range(count).alias(name))


def _identifier(kind: str, number: pl.Expr) -> pl.Expr:
    return pl.format("{}-{}", pl.lit(kind), (number + 1).cast(pl.String).str.zfill(6))


def _school_of_class(number: pl.Expr) -> pl.Expr:
    return _identifier("school", number // CLASSES_A_SCHOOL)


def _grade_of_class(number: pl.Expr) -> pl.Expr:
    places = number % CLASSES_A_SCHOOL
    return places.replace_strict(dict(enumerate(GRADES)), return_dtype=pl.String)


def _orgs(schools: int) -> pl.DataFrame:
    number = pl.col("n")
    below = _numbered(schools).select(
        sourcedId=_identifier("school", number),
        name=pl.format("Paraugpils {}. vidusskola", number + 1),
        type=pl.lit("school"),
        identifier=pl.format("SK-{}", number + 1),
        parentSourcedId=pl.lit("district"),
    )
    above = pl.DataFrame(
        {
            "sourcedId": ["district"],
            "name": ["Paraugpils Izglītības pārvalde"],
            "type": ["district"],
            "identifier": ["PIP"],
            "parentSourcedId": [""],
        }
    )
    return pl.concat([above, below])


def _sessions(year: int) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "sourcedId": ["year", "term-1", "term-2"],
            "title": [f"{year}/{year + 1}", "1. semestris", "2. semestris"],
            "type": ["schoolYear", "semester", "semester"],
            "startDate": [f"{year}-09-01", f"{year}-09-01", f"{year + 1}-01-08"],
            "endDate": [f"{year + 1}-09-01", f"{year}-12-21", f"{year + 1}-06-01"],
            "parentSourcedId": ["", "year", "year"],
            "schoolYear": [str(year + 1)] * 3,
        }
    )


def _courses(schools: int) -> pl.DataFrame:
    return _numbered(schools).select(
        sourcedId=_identifier("course", pl.col("n")),
        schoolYearSourcedId=pl.lit("year"),
        title=pl.lit("Klases stunda"),
        courseCode=pl.lit("KS"),
        orgSourcedId=_identifier("school", pl.col("n")),
    )


def _classes(classes: int) -> pl.DataFrame:
    number = pl.col("n")
    grade = _grade_of_class(number)
    return _numbered(classes).select(
        sourcedId=_identifier("class", number),
        title=pl.format("{}.a", grade.str.strip_chars_start("0")),
        grades=grade,
        courseSourcedId=_identifier("course", number // CLASSES_A_SCHOOL),
        classType=pl.lit("homeroom"),
        schoolSourcedId=_school_of_class(number),
        termSourcedIds=pl.lit("term-1,term-2"),
    )


def _users(learners: int, classes: int) -> pl.DataFrame:
    number = pl.col("n")
    students = _numbered(learners).select(
        "n",
        sourcedId=_identifier("learner", number),
        role=pl.lit("student"),
        orgSourcedIds=_school_of_class(number // CLASS_SIZE),
        grades=_grade_of_class(number // CLASS_SIZE),
    )
    teachers = _numbered(classes).select(
        "n",
        sourcedId=_identifier("teacher", number),
        role=pl.lit("teacher"),
        orgSourcedIds=_school_of_class(number),
        grades=pl.lit(""),
    )
    people = pl.concat([students, teachers])
    return people.select(
        "sourcedId",
        "role",
        "orgSourcedIds",
        "grades",
        enabledUser=pl.lit("true"),
        username="sourcedId",
        givenName=(number % len(GIVEN)).replace_strict(dict(enumerate(GIVEN))),
        familyName=(number // len(GIVEN) % len(FAMILY)).replace_strict(dict(enumerate(FAMILY))),
        email=pl.format("{}@paraugpils.example", "sourcedId"),
    )


def _roles(users: pl.DataFrame) -> pl.DataFrame:
    return users.select(
        sourcedId=pl.format("role-{}", "sourcedId"),
        userSourcedId="sourcedId",
        roleType=pl.lit("primary"),
        role="role",
        beginDate=pl.lit(""),
        endDate=pl.lit(""),
        orgSourcedId="orgSourcedIds",
    )


def _enrollments(learners: int, classes: int, year: int) -> pl.DataFrame:
    number = pl.col("n")
    students = _numbered(learners).select(
        sourcedId=_identifier("enrolment", number),
        classSourcedId=_identifier("class", number // CLASS_SIZE),
        schoolSourcedId=_school_of_class(number // CLASS_SIZE),
        userSourcedId=_identifier("learner", number),
        role=pl.lit("student"),
        primary=pl.lit(""),
        beginDate=pl.lit(f"{year}-09-01"),
    )
    teachers = _numbered(classes).select(
        sourcedId=_identifier("teaching", number),
        classSourcedId=_identifier("class", number),
        schoolSourcedId=_school_of_class(number),
        userSourcedId=_identifier("teacher", number),
        role=pl.lit("teacher"),
        primary=pl.lit("true"),
        beginDate=pl.lit(""),
    )
    return pl.concat([students, teachers])


def _demographics(learners: int, year: int) -> pl.DataFrame:
    number = pl.col("n")
    age = 5 + (number // CLASS_SIZE) % CLASSES_A_SCHOOL
    return _numbered(learners).select(
        sourcedId=_identifier("learner", number),
        birthDate=pl.date(year - age, 1 + number % 12, 1 + number % 28).dt.to_string("%Y-%m-%d"),
        sex=pl.when(number % 2 == 0).then(pl.lit("female")).otherwise(pl.lit("male")),
    )
