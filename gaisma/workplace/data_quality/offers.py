"""What this room offers to others."""

from django.utils.translation import gettext_noop

from gaisma.base.navigation import KEEPING, NavigationEntry
from gaisma.workplace.data_quality import privacy

NAVIGATION = [
    NavigationEntry(
        key="data_quality",
        title=gettext_noop("Data quality"),
        address="data_quality:overview",
        section=KEEPING,
        permission="data_quality.see",
        order=20,
    )
]
PERSONAL_DATA = privacy.PERSONAL_DATA
