"""What this room offers to others."""

from django.utils.translation import gettext_noop

from gaisma.base.navigation import KEEPING, NavigationEntry
from gaisma.base.thresholds import Threshold
from gaisma.workplace.administration.health import WATCHED

THRESHOLDS = [
    Threshold(
        "health.backup_age",
        title=gettext_noop("A backup is too old after"),
        unit=gettext_noop("days"),
        default=2,
        least=1,
        most=90,
    ),
    Threshold(
        "health.free_space",
        title=gettext_noop("Disk space is short below"),
        unit=gettext_noop("percent of the disk"),
        default=15,
        least=2,
        most=50,
    ),
]


NAVIGATION = [
    NavigationEntry(
        "administration",
        gettext_noop("Installation"),
        "administration:overview",
        KEEPING,
        "administration.see_health",
        order=10,
    ),
    NavigationEntry(
        "audit",
        gettext_noop("Who did what"),
        "administration:audit",
        KEEPING,
        "administration.read_audit",
        order=90,
    ),
]
HEALTH = WATCHED
