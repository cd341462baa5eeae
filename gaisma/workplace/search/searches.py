"""What can be found, in the order in which it is shown."""

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
    Search("pages", gettext_noop("Pages"), "search.search", pages.find),
    Search(
        "institutions",
        gettext_noop("Institutions"),
        "organisations.see",
        institutions.find,
    ),
    Search(
        "learners",
        gettext_noop("Learners"),
        "programmes.see_learners",
        persons.learners,
        is_personal=True,
    ),
    Search(
        "staff",
        gettext_noop("Staff"),
        "people.see_staff",
        persons.staff,
        is_personal=True,
    ),
    Search("groups", gettext_noop("Groups"), "programmes.see_groups", groups.find),
    Search("figures", gettext_noop("Figures"), "figures.see", evidence.figures),
    Search("reports", gettext_noop("Reports"), "reports.read", evidence.reports),
    Search("acts", gettext_noop("Legal acts"), "governance.see_acts", acts.find),
    Search("deadlines", gettext_noop("Deadlines"), "calendar.see", deadlines.find),
]
