"""Classes of learners whom a set knows in lessons only.

A learner in several lessons at once has no class that the set names. One is formed for each grade
of a school from the learners' grades, once a person has said that this is right; later sets of
the sender find it again. Where a grade is not said, one problem tells of all of them.
"""

import polars as pl
from django.utils.translation import gettext as _

from gaisma.analytics.vocabulary import EXCLUSIVE_STAGES
from gaisma.evidence.interop.findings import Decision, Findings
from gaisma.evidence.interop.oneroster import grades
from gaisma.evidence.interop.oneroster.mapping.years import school_year
from gaisma.evidence.interop.oneroster.reading.fields import day
from gaisma.evidence.interop.oneroster.roster import Roster

FILE = "enrollments.csv"
FORMED = "homeroom:"
"""Before the identifiers of classes that no sender has named, and of enrolments in them."""
TITLE = "{}. klase"
"""Groups that are formed are stored like others, in the language of the record."""
PRESCHOOL_TITLE = "Grupa {}"
LEARNING = (
    "row",
    "enrolment",
    "person",
    "class",
    "place",
    "stage",
    "from_on",
    "beginDate",
    "endDate",
    "schoolSourcedId",
)
CLASS = ("row", "class", "place", "stage", "from_on", "group", "school_year", "grade")


def formed(
    roster: Roster, students: pl.DataFrame, classes: pl.DataFrame, findings: Findings
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The enrolments, for lessons those of formed classes, and the formed classes.

    `students` are those enrolments that are not lessons beside a homeroom; `classes` those of the
    set, which name their grade and school year.
    """
    lessons = _lessons(students)
    if lessons.is_empty():
        return students.select(LEARNING), classes.select(CLASS).clear()
    others = students.join(lessons, on="row", how="anti", maintain_order="left")
    told = _with_grades(roster, lessons, classes)
    _refuse_unknown(told.filter(pl.col("code").is_null()), findings)
    told = told.filter(pl.col("code").is_not_null())
    groups = _classes(told)
    _ask(roster, told, groups, findings)
    learning = [frame.select(LEARNING) for frame in (others, _enrolments(roster, told))]
    return pl.concat(learning), groups


def _lessons(students: pl.DataFrame) -> pl.DataFrame:
    """Where somebody without a homeroom has several lessons, those of all such learners."""
    homeless = students.filter(~pl.col("is_homeroom"), pl.col("stage").is_in(EXCLUSIVE_STAGES))
    several = homeless.filter(pl.col("class").n_unique().over("person", "place") > 1)
    return homeless.join(several.select("place").unique(), on="place", how="semi")


def _with_grades(roster: Roster, lessons: pl.DataFrame, classes: pl.DataFrame) -> pl.DataFrame:
    """One row a learner: the school of most lessons, and the grade that is said for certain."""
    users = roster.active("users").select(
        person="sourcedId", own=grades.listed(pl.col("grades")).list.first()
    )
    years = classes.select("class", "school_year", taught="grade", class_row="row")
    frame = lessons.join(users, on="person", how="left", maintain_order="left").join(
        years, on="class", how="left", maintain_order="left"
    )
    frame = frame.with_columns(
        at=pl.len().over("person", "place"), begins=_begins(), ends=day(pl.col("endDate"))
    )
    taught = pl.col("taught").drop_nulls().unique()
    one_grade = pl.when(taught.len() == 1).then(taught.first())
    last = pl.when(pl.col("ends").null_count() == 0).then(pl.col("ends").max())
    return (
        frame.sort(["at", "place", "row"], descending=[True, False, False])
        .group_by("person", maintain_order=True)
        .agg(
            pl.col(
                "row", "class_row", "place", "own", "schoolSourcedId", "from_on", "stage"
            ).first(),
            pl.col("school_year").max(),
            taught=one_grade,
            begins=pl.col("begins").min(),
            ends=last,
        )
        .with_columns(
            code=pl.coalesce(_known("own"), grades.normal(pl.col("taught"))),
            school_year=pl.coalesce("school_year", pl.lit(roster.on).pipe(school_year)),
        )
        .with_columns(stage=pl.coalesce(grades.stage(pl.col("code")), "stage"))
    )


def _begins() -> pl.Expr:
    return pl.coalesce(day(pl.col("beginDate")), "from_on")


def _known(name: str) -> pl.Expr:
    code = pl.col(name)
    return pl.when(grades.stage(code).is_not_null()).then(code)


def _refuse_unknown(unknown: pl.DataFrame, findings: Findings) -> None:
    for row, person in unknown.sort("row").select("row", "person").head(1).iter_rows():
        findings.problem(
            FILE,
            _(
                "The set has lessons only, and no grade from which a class could be formed "
                "(learners: %(count)s): send homeroom classes, or the grades of learners."
            )
            % {"count": unknown.height},
            row=row,
            column="userSourcedId",
            value=person,
        )


def _classes(told: pl.DataFrame) -> pl.DataFrame:
    title = (
        pl.when(grades.year(pl.col("code")).is_not_null())
        .then(pl.format(TITLE, grades.year(pl.col("code"))))
        .otherwise(pl.format(PRESCHOOL_TITLE, "code"))
    )
    return (
        told.with_columns(_identifier(), group=title, grade=grades.year(pl.col("code")))
        .sort("row")
        .group_by("class", maintain_order=True)
        .agg(
            pl.col("class_row", "place", "stage", "group", "school_year", "grade").first(),
            pl.col("from_on").min(),
        )
        .rename({"class_row": "row"})
        .select(CLASS)
    )


def _identifier() -> pl.Expr:
    words = pl.format(FORMED + "{}:{}:{}", "place", "school_year", "code")
    return words.alias("class")


def _ask(roster: Roster, told: pl.DataFrame, groups: pl.DataFrame, findings: Findings) -> None:
    """Once: where the sender's classes were formed before, it was said that this is right."""
    known = roster.stored.groups["sourcedId"].str.starts_with(FORMED).any()
    if groups.is_empty() or known:
        return
    example = groups.sort("place", "group")
    question = _(
        "The set has lessons and no homeroom classes for %(learners)s learners. Is one class to be "
        "formed for each grade of a school (classes: %(classes)s; the first is %(example)s)?"
    ) % {
        "learners": told.height,
        "classes": groups.height,
        "example": f"{example['group'][0]} ({example['place'][0]})",
    }
    choices = (_("Yes: form them from the learners' grades."), _("No: take nothing."))
    findings.decisions.append(Decision("lessons_only", FILE, None, question, choices))


def _enrolments(roster: Roster, told: pl.DataFrame) -> pl.DataFrame:
    """One enrolment a learner; it keeps its first day when the earliest lessons are over."""
    stored = roster.stored.enrolments.select("sourcedId", since="from_on")
    frame = told.with_columns(
        _identifier(),
        enrolment=pl.format(FORMED + "{}:{}:{}", "person", "school_year", "code"),
    ).join(stored, left_on="enrolment", right_on="sourcedId", how="left", maintain_order="left")
    return frame.with_columns(
        beginDate=pl.min_horizontal("begins", "since").dt.to_string("%Y-%m-%d"),
        endDate=pl.col("ends").dt.to_string("%Y-%m-%d"),
    )
