"""What this room offers to others."""

from django.utils.translation import gettext_noop

from gaisma.base.navigation import EVIDENCE, NavigationEntry

NAVIGATION = [
    NavigationEntry(
        "figures", gettext_noop("Figures"), "figures:list", EVIDENCE, "figures.see", order=10
    ),
]
