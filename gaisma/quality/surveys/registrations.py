"""What this room offers to others."""

from gaisma.quality.surveys import acts, facts, indicators, questionnaires

ACTS = acts.ACTS
FACTS = facts.FACTS
INDICATORS = [indicators.responses, indicators.response_rate, indicators.share]
TITLES = facts.TITLES
BEGINNINGS = questionnaires.BEGINNINGS
