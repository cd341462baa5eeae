"""Classes as groups, and which of a learner's classes is the group.

A homeroom class is a group. A scheduled class is a lesson of learners who have a homeroom class at
the same school; it is a group for those who have none and no other, and wherever people may learn
in several groups at once (interest education, adults). Who has several lessons and no homeroom
gets a class that is formed.
"""

from dataclasses import dataclass

import polars as pl
from django.utils.translation import gettext as _

from gaisma.analytics.vocabulary import EXCLUSIVE_STAGES
from gaisma.evidence.interop.findings import Findings, remark_odd_rows, tell_bad_rows
from gaisma.evidence.interop.intake import Origin, Table
from gaisma.evidence.interop.oneroster import grades
from gaisma.evidence.interop.oneroster.mapping import homerooms
from gaisma.evidence.interop.oneroster.mapping.places import Places
from gaisma.evidence.interop.oneroster.mapping.years import school_year
from gaisma.evidence.interop.oneroster.roster import Roster, is_open, taken_away

FILE = "classes.csv"
FILE_OF_STUDENTS = "enrollments.csv"
ORIGINS = {
    "code": Origin(FILE, "courseSourcedId"),
    "title": Origin(FILE, "title"),
    "stage": Origin(FILE, "grades"),
    "institution": Origin(FILE, "schoolSourcedId"),
    "group": Origin(FILE, "title"),
    "school_year": Origin(FILE, "termSourcedIds"),
    "programme": Origin(FILE, "courseSourcedId"),
    "grade": Origin(FILE, "grades"),
    "group_identifier": Origin(FILE, "sourcedId"),
}
UNSPECIFIED = "unspecified"
TITLES = {
    "preschool": "Nenorādīta pirmsskolas izglītības programma",
    "school": "Nenorādīta vispārējās izglītības programma",
    "vocational": "Nenorādīta profesionālās izglītības programma",
    "professional_orientation": "Nenorādīta profesionālās ievirzes izglītības programma",
    "interest": "Nenorādīta interešu izglītības programma",
    "adult": "Nenorādīta pieaugušo izglītības programma",
}
"""Programmes that stand in are stored like others, in the language of the record."""


@dataclass(frozen=True)
class Classes:
    """`all`: class, place, stage, from_on, is_homeroom of every class; `tables` of the groups."""

    all: pl.DataFrame
    learning: pl.DataFrame
    tables: tuple[Table, ...]


def translated(
    roster: Roster, places: Places, sessions: pl.DataFrame, findings: Findings
) -> Classes:
    """The set's classes, the enrolments that are a learner's own, and the rows of the groups."""
    classes = _described(roster, places, sessions)
    known = _with_stored(classes, roster)
    students = _learning(roster, known, findings)
    learning, formed = homerooms.formed(roster, students, classes, findings)
    groups = classes.filter(
        pl.col("is_homeroom")
        | pl.col("class").is_in(learning["class"].unique().implode())
        | pl.col("class").is_in(roster.stored.groups["sourcedId"].implode())
    )
    groups = pl.concat([groups.select(homerooms.CLASS), formed])
    return Classes(known, learning, _tables(groups, roster))


def _described(roster: Roster, places: Places, sessions: pl.DataFrame) -> pl.DataFrame:
    courses = roster.active("courses").select(
        course="sourcedId", course_grades="grades", course_title="title"
    )
    frame = roster.active("classes").select(
        "row",
        "grades",
        "title",
        "classCode",
        "termSourcedIds",
        "classType",
        **{"class": "sourcedId"},
        org="schoolSourcedId",
        course="courseSourcedId",
    )
    frame = frame.join(courses, on="course", how="left").join(
        places.frame(), on="org", how="left", maintain_order="left"
    )
    frame = frame.join(_learners_grades(roster), on="class", how="left")
    frame = frame.join(_periods(frame, sessions), on="class", how="left", maintain_order="left")
    told = [grades.stage(pl.col(name)) for name in ("grades", "course_grades", "learners_grades")]
    years = [grades.year(pl.col(name)) for name in ("grades", "course_grades", "learners_grades")]
    set_year = pl.lit(roster.on).pipe(school_year)
    return _named(
        frame.with_columns(
            stage=pl.coalesce(*told, "usual_stage"),
            grade=pl.coalesce(*years),
            school_year=pl.coalesce("school_year", set_year),
            is_homeroom=pl.col("classType") != "scheduled",
        )
    )


def _learners_grades(roster: Roster) -> pl.DataFrame:
    """The commonest grade among the learners of each class."""
    students = roster.active("enrollments").filter(pl.col("role") == "student")
    told = roster.active("users").select(user="sourcedId", told="grades").drop_nulls()
    return (
        students.select(user="userSourcedId", **{"class": "classSourcedId"})
        .join(told, on="user")
        .group_by("class", "told")
        .len()
        .sort("len", "told", descending=[True, False])
        .group_by("class", maintain_order=True)
        .agg(learners_grades=pl.col("told").first())
    )


def _periods(frame: pl.DataFrame, sessions: pl.DataFrame) -> pl.DataFrame:
    """class, school_year and the first day of its terms."""
    return (
        frame.select("class", session=pl.col("termSourcedIds").str.split(","))
        .explode("session")
        .with_columns(pl.col("session").str.strip_chars())
        .join(sessions.select("session", "school_year", "from_on"), on="session")
        .sort("from_on")
        .group_by("class", maintain_order=True)
        .agg(pl.col("school_year").first(), pl.col("from_on").first())
    )


def _named(frame: pl.DataFrame) -> pl.DataFrame:
    """The group's name: the title; with its code where a title is used twice in a year."""
    twice = pl.struct("place", "school_year", "title").is_duplicated()
    mark = pl.coalesce("classCode", "class")
    named = frame.with_columns(
        group=pl.when(twice).then(pl.format("{} ({})", "title", mark)).otherwise("title")
    )
    still_twice = pl.struct("place", "school_year", "group").is_duplicated()
    return named.with_columns(
        group=pl.when(still_twice)
        .then(pl.format("{} ({})", "title", "class"))
        .otherwise("group")
        .str.slice(0, 120)
    )


def _with_stored(classes: pl.DataFrame, roster: Roster) -> pl.DataFrame:
    """Every class that is known: those of the set, and groups of earlier ones."""
    columns = ("class", "place", "stage", "from_on", "is_homeroom")
    stored = roster.stored.groups.select(
        pl.col("sourcedId").alias("class"),
        "place",
        "stage",
        from_on="starts_on",
        is_homeroom=pl.lit(value=True),
    ).join(classes.select("class"), on="class", how="anti")
    return pl.concat([classes.select(columns), stored.select(columns)])


def _learning(roster: Roster, known: pl.DataFrame, findings: Findings) -> pl.DataFrame:
    """The students' enrolments that are of groups: row, enrolment, person, class and dates."""
    said = (
        roster.active("enrollments")
        .filter(pl.col("role") == "student")
        .rename({"sourcedId": "enrolment", "userSourcedId": "person", "classSourcedId": "class"})
    )
    students = said.join(known, on="class", maintain_order="left")
    elsewhere = _stored_places(roster, students)
    _say_unknown(said.join(known, on="class", how="anti"), students, elsewhere, findings)
    homes = students.filter("is_homeroom").select("place", "person")
    homes = pl.concat([homes, elsewhere]).unique().with_columns(has_home=pl.lit(value=True))
    students = students.join(homes, on=["person", "place"], how="left", maintain_order="left")
    is_lesson = (
        ~pl.col("is_homeroom")
        & pl.col("has_home").fill_null(value=False)
        & pl.col("stage").is_in(EXCLUSIVE_STAGES)
    )
    return students.filter(~is_lesson).drop("has_home")


def _say_unknown(
    lost: pl.DataFrame, students: pl.DataFrame, elsewhere: pl.DataFrame, findings: Findings
) -> None:
    """Classes that neither the set nor the record has.

    A delta does not repeat classes, and lessons are not kept as groups: for a learner who has a
    group all the same the row is such a lesson; for others something is missing.
    """
    placed = pl.concat([students["person"], elsewhere["person"]]).unique().implode()
    has_group = pl.col("person").is_in(placed)
    remark_odd_rows(
        findings,
        FILE_OF_STUDENTS,
        lost.sort("row"),
        has_group,
        lambda count: (
            _("Classes that are not kept as groups are left aside (rows: %(count)s).")
            % {"count": count}
        ),
        "class",
        named="classSourcedId",
    )
    tell_bad_rows(
        findings,
        FILE_OF_STUDENTS,
        lost.sort("row"),
        ~has_group,
        lambda _value: _(
            "Neither the set nor the record has this class: send classes.csv as well."
        ),
        column="class",
        named="classSourcedId",
    )


def _stored_places(roster: Roster, students: pl.DataFrame) -> pl.DataFrame:
    """person and place of enrolments that stay as they are: a delta does not repeat them."""
    if roster.manifest.is_bulk("enrollments"):
        return students.select("place", "person").clear()
    stored = roster.stored.enrolments
    return stored.filter(
        is_open("to_on", roster.on),
        ~taken_away(roster),
        ~pl.col("sourcedId").is_in(students["enrolment"].implode()),
    ).select("place", person="learner")


def _tables(groups: pl.DataFrame, roster: Roster) -> tuple[Table, ...]:
    if groups.is_empty():
        return ()
    stands_in = pl.format("{}-{}", pl.lit(UNSPECIFIED), "stage")
    frame = groups.join(_programmes(groups, roster), on="class", how="left", maintain_order="left")
    frame = frame.with_columns(
        programme=pl.coalesce("known_programme", stands_in),
        stands_in=pl.col("known_programme").is_null(),
    )
    unspecified = frame.filter("stands_in").unique(["place", "programme"], maintain_order=True)
    programmes = unspecified.select(
        "row",
        "stage",
        code="programme",
        institution="place",
        title=pl.col("stage").replace_strict(TITLES, default="Nenorādīta programma"),
    )
    rows = frame.select(
        "row",
        "group",
        "school_year",
        "programme",
        "grade",
        institution="place",
        group_identifier="class",
    )
    return (
        Table("programmes", FILE, programmes, ORIGINS),
        Table("groups", FILE, rows, ORIGINS),
    )


def _programmes(groups: pl.DataFrame, roster: Roster) -> pl.DataFrame:
    """class and the programme that its group already has."""
    stored = roster.stored.groups.select("programme", **{"class": "sourcedId"})
    named = roster.stored.programmes_of(groups["place"].drop_nulls().unique().to_list())
    by_name = groups.join(named, on=["place", "group", "school_year"]).select("class", "programme")
    return (
        pl.concat([stored.select("class", "programme"), by_name])
        .unique("class", keep="first", maintain_order=True)
        .rename({"programme": "known_programme"})
    )
