"""What is done in this room, as the audit knows it."""

from django.utils.translation import gettext_noop

from gaisma.base.audit import Action

ENTER = Action("instrument.enter", gettext_noop("Entered an instrument"), touches=("instruments",))
BEGIN = Action(
    "instrument.begin", gettext_noop("Began a version of an instrument"), touches=("instruments",)
)
WRITE = Action(
    "instrument.write", gettext_noop("Wrote a draft of an instrument"), touches=("instruments",)
)
PUT_INTO_USE = Action(
    "instrument.put_into_use",
    gettext_noop("Put a version of an instrument into use"),
    touches=("instruments",),
)
DROP = Action(
    "instrument.drop", gettext_noop("Dropped a draft of an instrument"), touches=("instruments",)
)
RETIRE = Action(
    "instrument.retire", gettext_noop("Retired an instrument"), touches=("instruments",)
)
BRING_BACK = Action(
    "instrument.bring_back", gettext_noop("Brought an instrument back"), touches=("instruments",)
)
