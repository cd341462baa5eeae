"""What this room offers to others."""

from gaisma.record.organisations.actions.institutions import TakeOver
from gaisma.record.programmes import (
    facts,
    imports,
    indicators,
    merging,
    personal,
    report,
    retention,
    sight,
    subjects,
)
from gaisma.record.programmes.actions import programmes

FACTS = facts.FACTS
INDICATORS = [
    indicators.learners,
    indicators.learners_change,
    indicators.groups,
    indicators.groups_change,
    indicators.within_limits,
    indicators.free_places,
    indicators.programmes,
    indicators.queue,
]
TAKEOVERS = [TakeOver("programmes", programmes.take_over, imports.offer.plan_take_over)]
REPORT_SECTIONS = report.SECTIONS
SUBJECTS = subjects.SUBJECTS
TABLE_KINDS = imports.TABLE_KINDS
PERSONAL_DATA = personal.PERSONAL_DATA
RETENTION = retention.RETENTION
SIGHTS = sight.SIGHTS
MERGE_OBSTACLES = merging.OBSTACLES
