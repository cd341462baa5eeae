"""What this room offers to others."""

from django.utils.translation import gettext_noop

from gaisma.base.navigation import RECORD, START, NavigationEntry
from gaisma.record.people import (
    coded,
    development,
    duties,
    evidence,
    facts,
    guardians,
    imports,
    indicators,
    merging,
    privacy,
    report,
    roles,
    subjects,
    titles,
    visibility,
)
from gaisma.record.people.queries import of_institution, pages

FACTS = facts.FACTS
INDICATORS = [
    indicators.staff,
    indicators.loads,
    indicators.permanent,
    indicators.teachers,
    indicators.at_several,
    indicators.qualified,
    indicators.vacancies,
    *development.INDICATORS,
]
EVIDENCE_OFFERS = evidence.OFFERS
REPORT_SECTIONS = report.SECTIONS
SUBJECTS = subjects.SUBJECTS
TITLES = titles.TITLES
TABLE_KINDS = [*imports.TABLE_KINDS, *guardians.TABLE_KINDS]
PERSONAL_DATA = privacy.PERSONAL_DATA
RETENTION = privacy.RETENTION
SIGHTS = visibility.SIGHTS
UNDER_KEYS = coded.UNDER_KEYS
MERGE_OBSTACLES = merging.OBSTACLES
PERSON_PARTS = pages.PARTS
INSTITUTION_PARTS = of_institution.INSTITUTION_PARTS
DUTIES = duties.DUTIES
NAVIGATION = [
    NavigationEntry(
        "staff", gettext_noop("Staff"), "people:staff", RECORD, "people.see_staff", order=40
    ),
    NavigationEntry("me", gettext_noop("My data"), "people:me", START, "people.see_own", order=900),
]
GRANT_TIES = roles.GRANT_TIES
