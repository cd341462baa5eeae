"""What this room offers to others."""

from django.utils.translation import gettext_noop

from gaisma.base.act_titles import ActTitle
from gaisma.base.navigation import RECORD, NavigationEntry
from gaisma.record.instruments.permissions import SEE_INSTRUMENTS

ACTS = [
    ActTitle("instrument.enter", gettext_noop("Entered an instrument")),
    ActTitle("instrument.begin", gettext_noop("Began a version of an instrument")),
    ActTitle("instrument.write", gettext_noop("Wrote a draft of an instrument")),
    ActTitle("instrument.put_into_use", gettext_noop("Put a version of an instrument into use")),
    ActTitle("instrument.drop", gettext_noop("Dropped a draft of an instrument")),
    ActTitle("instrument.retire", gettext_noop("Retired an instrument")),
    ActTitle("instrument.bring_back", gettext_noop("Brought an instrument back")),
]
NAVIGATION = [
    NavigationEntry(
        "instruments",
        gettext_noop("Instruments"),
        "instruments:instruments",
        RECORD,
        SEE_INSTRUMENTS,
        order=60,
    )
]
