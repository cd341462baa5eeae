from django.utils.translation import gettext_noop

from gaisma.base.navigation import START, NavigationEntry

NAVIGATION = [
    NavigationEntry("home", gettext_noop("Home"), "home:home", START, "home.see", order=0),
]
