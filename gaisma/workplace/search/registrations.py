"""What can be found, in the order in which it is shown; a room may list its own SEARCHES."""

from django.utils.translation import gettext_noop

from gaisma.base.searching import Search
from gaisma.workplace.search.sources import (
    acts,
    deadlines,
    evidence,
    groups,
    institutions,
    pages,
    persons,
)

SEARCHES = [
    Search("pages", gettext_noop("Pages"), "search.search", pages.find, order=10),
    Search(
        "institutions",
        gettext_noop("Institutions"),
        "organisations.see",
        institutions.find,
        order=20,
    ),
    Search(
        "learners",
        gettext_noop("Learners"),
        "programmes.see_learners",
        persons.learners,
        order=30,
        is_personal=True,
    ),
    Search(
        "staff",
        gettext_noop("Staff"),
        "people.see_staff",
        persons.staff,
        order=40,
        is_personal=True,
    ),
    Search("groups", gettext_noop("Groups"), "programmes.see_groups", groups.find, order=50),
    Search("figures", gettext_noop("Figures"), "figures.see", evidence.figures, order=60),
    Search("reports", gettext_noop("Reports"), "reports.read", evidence.reports, order=70),
    Search("acts", gettext_noop("Legal acts"), "governance.see_acts", acts.find, order=80),
    Search("deadlines", gettext_noop("Deadlines"), "calendar.see", deadlines.find, order=90),
]
