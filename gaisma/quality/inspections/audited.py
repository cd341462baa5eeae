"""What is done in this room, as the audit knows it."""

from django.utils.translation import gettext_noop

from gaisma.base.audit import Action

PLAN_YEAR = Action(
    "inspection.plan_year",
    gettext_noop("Planned the inspections of a year"),
    touches=("inspections",),
)
CHANGE = Action(
    "inspection.change",
    gettext_noop("Changed day or commission of an inspection"),
    touches=("inspections",),
)
CANCEL = Action(
    "inspection.cancel", gettext_noop("Took an inspection off the plan"), touches=("inspections",)
)
KEEP = Action(
    "inspection.keep", gettext_noop("Kept the sheet of an inspection"), touches=("inspections",)
)
FILL = Action(
    "inspection.fill",
    gettext_noop("Filled in the sheet of an inspection"),
    touches=("inspections",),
)
SIGN = Action(
    "inspection.sign", gettext_noop("Signed the act of an inspection"), touches=("inspections",)
)
ACKNOWLEDGE = Action(
    "inspection.acknowledge",
    gettext_noop("Acknowledged the act of an inspection"),
    touches=("inspections",),
)
REOPEN = Action(
    "inspection.reopen",
    gettext_noop("Opened the act of an inspection for correction"),
    touches=("inspections",),
)

WRITE_DOWN_DEFECT = Action(
    "defect.write_down", gettext_noop("Wrote down a defect"), touches=("inspections",)
)
CHANGE_DEFECT = Action("defect.change", gettext_noop("Changed a defect"), touches=("inspections",))
REMOVE_DEFECT = Action(
    "defect.remove", gettext_noop("Took a defect away"), touches=("inspections",)
)
MEND_DEFECT = Action(
    "defect.mend", gettext_noop("Reported a defect as mended"), touches=("inspections",)
)
POSTPONE_DEFECT = Action(
    "defect.postpone", gettext_noop("Moved the deadline of a defect"), touches=("inspections",)
)
CHECK_DEFECT = Action(
    "defect.check", gettext_noop("Checked that a defect is mended"), touches=("inspections",)
)
SEND_BACK_DEFECT = Action(
    "defect.send_back", gettext_noop("Found a defect not mended"), touches=("inspections",)
)

TAKE_PHOTO = Action("photo.take", gettext_noop("Added a photo to an inspection"))
REMOVE_PHOTO = Action("photo.remove", gettext_noop("Took a photo of an inspection away"))
