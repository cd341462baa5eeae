"""What is done in this room, as the audit knows it."""

from django.utils.translation import gettext_noop

from gaisma.base.audit import Action

CALL_RIGHT = Action("data_quality.call_right", gettext_noop("Called right what looked wrong"))
TAKE_BACK = Action("data_quality.take_back", gettext_noop("Took back that something is right"))
