"""What is done in this room, as the audit knows it."""

from django.utils.translation import gettext_noop

from gaisma.base.audit import Action

WRITE = Action("exercise.write", gettext_noop("Began a calibration exercise"))
CHANGE = Action("exercise.change", gettext_noop("Changed a calibration exercise"))
OPEN = Action("exercise.open", gettext_noop("Opened a calibration exercise"))
WITHDRAW = Action("exercise.withdraw", gettext_noop("Withdrew a calibration exercise"))
DROP = Action("exercise.drop", gettext_noop("Threw away the draft of a calibration exercise"))
REVEAL = Action("exercise.reveal", gettext_noop("Read the agreed levels of a calibration exercise"))
TAKE = Action("exercise.take", gettext_noop("Took a calibration exercise"))
