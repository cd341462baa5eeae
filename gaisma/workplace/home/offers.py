"""What this room offers to others."""

from django.utils.translation import gettext_noop

from gaisma.base.jobs.cache_warming import Warmed
from gaisma.base.navigation import START, NavigationEntry
from gaisma.workplace.home import queries

NAVIGATION = [
    NavigationEntry("home", gettext_noop("Home"), "home:home", START, "home.see", order=0),
]
WARMED = [Warmed("home", queries.warm)]
