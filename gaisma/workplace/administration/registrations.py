"""What this room offers to others."""

from django.utils.translation import gettext_noop

from gaisma.base.navigation import KEEPING, NavigationEntry
from gaisma.workplace.administration.health import WATCHED, thresholds

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
THRESHOLDS = thresholds.THRESHOLDS
