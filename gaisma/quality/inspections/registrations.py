"""What this room offers to others."""

from django.utils.translation import gettext_noop

from gaisma.base.navigation import YEAR, NavigationEntry
from gaisma.quality.inspections import acts, duties, questionnaires

BEGINNINGS = questionnaires.BEGINNINGS
DUTIES = duties.DUTIES
ACTS = acts.ACTS
NAVIGATION = [
    NavigationEntry(
        "inspections",
        gettext_noop("Inspections of readiness"),
        "inspections:list",
        YEAR,
        "inspections.see",
        order=80,
    ),
]
