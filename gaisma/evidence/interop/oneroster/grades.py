"""Grades: what the codes of a set say about the stage and the year of study.

The codes are those of the Common Education Data Standards (CEDS), Entry Grade Level, which the
binding recommends: IT infant or toddler, PR preschool, PK prekindergarten, TK transitional
kindergarten, KG kindergarten, 01–12, 13, PS postsecondary, UG ungraded. Latvian journals write
years 1–12 with or without the zero, and the preschool years with PR, PK or KG: all learning before
year 1 is preschool education there. 13 and PS stand for vocational education after secondary
school; adults are ABE and AE. UG says nothing.
"""

import polars as pl

PRESCHOOL = ("IT", "PR", "PK", "TK", "KG")
YEARS = tuple(f"{year:02}" for year in range(1, 13))
STAGES = {
    **dict.fromkeys(PRESCHOOL, "preschool"),
    **dict.fromkeys(YEARS, "school"),
    "13": "vocational",
    "PS": "vocational",
    "ABE": "adult",
    "AE": "adult",
}
SILENT = ("UG", "Other")
KNOWN = (*STAGES, *SILENT)


def normal(grade: pl.Expr) -> pl.Expr:
    """A code as CEDS writes it: years of study have two digits."""
    trimmed = grade.str.strip_chars()
    return pl.when(trimmed.str.contains(r"^[0-9]$")).then("0" + trimmed).otherwise(trimmed)


def listed(grades: pl.Expr) -> pl.Expr:
    """The codes of a field, which holds several separated by commas."""
    return grades.str.split(",").list.eval(normal(pl.element()))


def stage(grades: pl.Expr) -> pl.Expr:
    """The stage of the first code that tells one; null where none does."""
    codes = listed(grades)
    stages = codes.list.eval(
        pl.element().replace_strict(STAGES, default=None, return_dtype=pl.String).drop_nulls()
    )
    return stages.list.first()


def year(grades: pl.Expr) -> pl.Expr:
    """The year of study, as text, of a class that has one only; null for preschool."""
    codes = listed(grades)
    years = codes.list.eval(
        pl.element().filter(pl.element().is_in(YEARS)).str.strip_chars_start("0")
    ).list.unique()
    return pl.when(years.list.len() == 1).then(years.list.first())


def unknown(grades: pl.Expr) -> pl.Expr:
    """Whether a field holds a code that is in no list."""
    return ~listed(grades).list.eval(pl.element().is_in(KNOWN)).list.all()
