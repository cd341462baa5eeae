"""What this room offers to others."""

from gaisma.base.navigation import NavigationEntry

NAVIGATION: list[NavigationEntry] = []
