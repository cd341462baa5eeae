"""What is done in this room, as the audit knows it."""

from django.utils.translation import gettext_noop

from gaisma.base.audit import Action

CHANGE = Action("thresholds.change", gettext_noop("Changed thresholds"))
