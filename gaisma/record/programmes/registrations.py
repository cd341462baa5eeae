"""What this room offers to others."""

from gaisma.record.programmes import facts, indicators

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
