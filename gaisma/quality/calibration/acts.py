"""What this room's acts are called where a person sees who did what."""

from django.utils.translation import gettext_noop

from gaisma.record.people.looks import ActTitle

ACTS = [
    ActTitle("exercise.write", gettext_noop("Began a calibration exercise")),
    ActTitle("exercise.change", gettext_noop("Changed a calibration exercise")),
    ActTitle("exercise.open", gettext_noop("Opened a calibration exercise")),
    ActTitle("exercise.withdraw", gettext_noop("Withdrew a calibration exercise")),
    ActTitle("exercise.drop", gettext_noop("Threw away the draft of a calibration exercise")),
    ActTitle("exercise.reveal", gettext_noop("Read the agreed levels of a calibration exercise")),
    ActTitle("exercise.take", gettext_noop("Took a calibration exercise")),
]
