"""What this room offers to others."""

from gaisma.record.people import (
    facts,
    guardians,
    imports,
    indicators,
    merging,
    personal,
    report,
    retention,
    sight,
    subjects,
)

FACTS = facts.FACTS
INDICATORS = [
    indicators.staff,
    indicators.permanent,
    indicators.teachers,
    indicators.at_several,
    indicators.qualified,
    indicators.vacancies,
]
REPORT_SECTIONS = report.SECTIONS
SUBJECTS = subjects.SUBJECTS
TABLE_KINDS = [*imports.TABLE_KINDS, *guardians.TABLE_KINDS]
PERSONAL_DATA = personal.PERSONAL_DATA
RETENTION = retention.RETENTION
SIGHTS = sight.SIGHTS
MERGE_OBSTACLES = merging.OBSTACLES
