"""What is done in this room, as the audit knows it."""

from django.utils.translation import gettext_noop

from gaisma.base.audit import ADMINISTRATORS, Action

MAKE_BACKUP = Action("backup.make", gettext_noop("Made a backup"), news_for=(ADMINISTRATORS,))
RESTORE_BACKUP = Action("backup.restore", gettext_noop("Brought back a backup"))
