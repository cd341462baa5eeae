"""The closed lists of this room, as message ids."""

from django.utils.translation import gettext_noop

MEASURES = {
    "administrative": gettext_noop("administrative measure"),
    "methodical": gettext_noop("methodical measure"),
    "holidays": gettext_noop("school holidays"),
}
REPEATS = {
    "weekly": gettext_noop("every week"),
    "monthly": gettext_noop("every month"),
    "yearly": gettext_noop("every year"),
}
DAILY, WEEKLY = "daily", "weekly"
RHYTHMS = {
    WEEKLY: gettext_noop("on the first working day of a week"),
    DAILY: gettext_noop("on every working day"),
}
"""How often somebody is written what is due."""
DEADLINE, TERM, APPOINTMENT = "deadline", "term", "appointment"
ENTRIES = {
    **MEASURES,
    DEADLINE: gettext_noop("deadline"),
    TERM: gettext_noop("semester"),
    APPOINTMENT: gettext_noop("planned for me"),
}
"""What stands in the calendar: measures, deadlines, semesters, the reader's appointments."""
