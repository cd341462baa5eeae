"""What taking data in offers to others: the lake's table of marks, and its place in the menu."""

from django.utils.translation import gettext_noop

from gaisma.base.navigation import EVIDENCE, NavigationEntry
from gaisma.evidence.interop.oneroster.facts import FACTS
from gaisma.evidence.interop.permissions import SEE_IMPORTS

__all__ = ["FACTS", "NAVIGATION"]

NAVIGATION = [
    NavigationEntry(
        "imports", gettext_noop("Imports"), "interop:list", EVIDENCE, SEE_IMPORTS, order=40
    ),
]
