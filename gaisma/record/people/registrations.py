"""What this room offers to others."""

from gaisma.record.people import facts, indicators

FACTS = facts.FACTS
INDICATORS = [
    indicators.staff,
    indicators.permanent,
    indicators.teachers,
    indicators.at_several,
    indicators.qualified,
    indicators.vacancies,
]
