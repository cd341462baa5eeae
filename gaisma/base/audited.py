"""What is done in this room, as the audit knows it."""

from django.utils.translation import gettext_noop

from gaisma.base.audit import Action

SET_UP_INSTALLATION = Action("installation.set_up", gettext_noop("Set up the installation"))

ROTATE_KEYS = Action("keys.rotate", gettext_noop("Changed the keys of personal codes"))
