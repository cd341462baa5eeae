"""What is done in this room, as the audit knows it."""

from django.utils.translation import gettext_noop

from gaisma.base.audit import Action

OPEN = Action("observation.open", gettext_noop("Opened the page of an observation"), is_read=True)
PLAN = Action("observation.plan", gettext_noop("Planned an observation"), touches=("observations",))
CHANGE = Action(
    "observation.change",
    gettext_noop("Changed the plan of an observation"),
    touches=("observations",),
)
CANCEL = Action(
    "observation.cancel", gettext_noop("Cancelled an observation"), touches=("observations",)
)
RESTORE = Action(
    "observation.restore",
    gettext_noop("Put an observation on the plan again"),
    touches=("observations",),
)
HOLD = Action(
    "observation.hold",
    gettext_noop("Wrote down which lesson was observed"),
    touches=("observations",),
)
TALK = Action(
    "observation.talk", gettext_noop("Recorded a feedback talk"), touches=("observations",)
)
READ = Action(
    "observation.read", gettext_noop("Read what observers saw"), touches=("observations",)
)
REPLY = Action(
    "observation.reply", gettext_noop("Replied to what observers saw"), touches=("observations",)
)
PROPOSE = Action(
    "observation.propose", gettext_noop("Proposed a next step"), touches=("observations",)
)
AGREE = Action(
    "observation.agree", gettext_noop("Agreed to a next step"), touches=("observations",)
)
SIGN = Action(
    "observation.sign", gettext_noop("Signed off an observation"), touches=("observations",)
)

KEEP_SHEET = Action(
    "sheet.keep", gettext_noop("Saved a sheet of an observation"), touches=("observations",)
)
SUBMIT_SHEET = Action(
    "sheet.submit", gettext_noop("Submitted a sheet of an observation"), touches=("observations",)
)
CORRECT_SHEET = Action(
    "sheet.correct", gettext_noop("Corrected a sheet of an observation"), touches=("observations",)
)
RELEASE_SHEET = Action(
    "sheet.release",
    gettext_noop("Took back the empty sheet of an observer"),
    touches=("observations",),
)

SET_COVERAGE = Action("coverage.set", gettext_noop("Set how many teachers are to be observed"))
