"""What this room offers to others."""

from gaisma.quality.surveys import acts, facts, indicators, questionnaires, report

ACTS = acts.ACTS
FACTS = facts.FACTS
INDICATORS = [indicators.responses, indicators.response_rate, indicators.share]
REPORT_SECTIONS = report.SECTIONS
TITLES = facts.TITLES
BEGINNINGS = questionnaires.BEGINNINGS
