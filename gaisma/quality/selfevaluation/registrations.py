"""What this room offers to others."""

from gaisma.quality.selfevaluation import questionnaires

BEGINNINGS = questionnaires.BEGINNINGS
