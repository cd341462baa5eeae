"""What this room offers to others."""

from gaisma.record.organisations import facts, indicators

FACTS = facts.FACTS
INDICATORS = [
    indicators.institutions,
    indicators.with_status,
    indicators.merged,
]
