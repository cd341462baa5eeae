"""Rows of the record as a report prints them."""

from datetime import date

from gaisma.evidence.reports.sections import PrintedLine, ReportSection


def lines(
    section: ReportSection, school_year: str, as_of: date, *, key: str = ""
) -> tuple[PrintedLine, ...]:
    """The rows of the section's table in the language that is active: of that key, or its only."""
    (table,) = (one for one in section.printed if not key or one.key == key)
    return table.lines(table.rows(school_year, as_of))
