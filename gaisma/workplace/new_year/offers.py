"""What this room offers to others."""

from django.utils.translation import gettext_noop

from gaisma.base.navigation import YEAR, NavigationEntry
from gaisma.workplace.new_year import privacy, workflow
from gaisma.workplace.new_year.queries import confirmations

WORKFLOWS = [workflow.PLAN]
NAVIGATION = [
    NavigationEntry(
        key="new_year",
        title=gettext_noop("New school year"),
        address="new_year:plans",
        section=YEAR,
        permission="new_year.see",
        order=30,
    )
]
DUTIES = [confirmations.duty(gettext_noop("Confirm the register"))]
PERSONAL_DATA = privacy.PERSONAL_DATA
