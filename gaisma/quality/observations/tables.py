"""The closed lists of this room, as message ids."""

from django.utils.translation import gettext_noop

OBSERVERS = {
    "external": gettext_noop("the authority's specialist"),
    "internal": gettext_noop("the institution's leadership"),
    "peer": gettext_noop("another teacher"),
}
"""Who observes: the authority from outside, leaders of the institution, teachers each other."""

PURPOSES = {
    "quality": gettext_noop("monitoring of quality"),
    "support": gettext_noop("support for a teacher"),
    "next_step": gettext_noop("looking at an agreed next step"),
    "exchange": gettext_noop("exchange of experience"),
    "appraisal": gettext_noop("appraisal"),
    "complaint": gettext_noop("a question that was raised"),
}

REACHED = (
    ("cancelled", "cancelled_on"),
    ("signed", "signed_at"),
    ("agreed", "agreed_at"),
    ("replied", "replied_at"),
    ("talked", "talked_on"),
    ("held", "held_on"),
)
"""What tells each state, the furthest first: the first that is set says it; none is planned."""
