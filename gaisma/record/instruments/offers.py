"""What this room offers to others."""

from django.utils.translation import gettext_noop

from gaisma.base.navigation import RECORD, NavigationEntry
from gaisma.record.instruments.permissions import SEE_INSTRUMENTS

NAVIGATION = [
    NavigationEntry(
        "instruments",
        gettext_noop("Instruments"),
        "instruments:instruments",
        RECORD,
        SEE_INSTRUMENTS,
        order=60,
    )
]
