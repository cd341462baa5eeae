"""What is done in this room, as the audit knows it."""

from django.utils.translation import gettext_noop

from gaisma.base.audit import Action

READ_CLASS = Action(
    "attendance.read_class", gettext_noop("Opened the attendance of the class"), is_read=True
)
READ_LEARNER = Action(
    "attendance.read_learner", gettext_noop("Opened the attendance of the person"), is_read=True
)
READ_UNEXCUSED = Action(
    "attendance.read_unexcused", gettext_noop("Opened the list of unexcused lessons"), is_read=True
)
