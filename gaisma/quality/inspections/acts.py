"""What this room's acts are called where a person sees who did what."""

from django.utils.translation import gettext_noop

from gaisma.record.people.looks import ActTitle

ACTS = [
    ActTitle("inspection.plan_year", gettext_noop("Planned the inspections of a year")),
    ActTitle("inspection.change", gettext_noop("Changed day or commission of an inspection")),
    ActTitle("inspection.cancel", gettext_noop("Took an inspection off the plan")),
    ActTitle("inspection.keep", gettext_noop("Kept the sheet of an inspection")),
    ActTitle("inspection.fill", gettext_noop("Filled in the sheet of an inspection")),
    ActTitle("inspection.sign", gettext_noop("Signed the act of an inspection")),
    ActTitle("inspection.acknowledge", gettext_noop("Acknowledged the act of an inspection")),
    ActTitle("inspection.reopen", gettext_noop("Opened the act of an inspection for correction")),
    ActTitle("defect.write_down", gettext_noop("Wrote down a defect")),
    ActTitle("defect.change", gettext_noop("Changed a defect")),
    ActTitle("defect.remove", gettext_noop("Took a defect away")),
    ActTitle("defect.mend", gettext_noop("Reported a defect as mended")),
    ActTitle("defect.postpone", gettext_noop("Moved the deadline of a defect")),
    ActTitle("defect.check", gettext_noop("Checked that a defect is mended")),
    ActTitle("defect.send_back", gettext_noop("Found a defect not mended")),
    ActTitle("photo.take", gettext_noop("Added a photo to an inspection")),
    ActTitle("photo.remove", gettext_noop("Took a photo of an inspection away")),
]
