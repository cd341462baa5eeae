"""What this room's acts are called where a person sees who did what."""

from django.utils.translation import gettext_noop

from gaisma.record.people.looks import ActTitle

ACTS = [
    ActTitle("observation.open", gettext_noop("Opened the page of an observation"), is_read=True),
    ActTitle("observation.plan", gettext_noop("Planned an observation")),
    ActTitle("observation.change", gettext_noop("Changed the plan of an observation")),
    ActTitle("observation.cancel", gettext_noop("Cancelled an observation")),
    ActTitle("observation.restore", gettext_noop("Put an observation on the plan again")),
    ActTitle("observation.hold", gettext_noop("Wrote down which lesson was observed")),
    ActTitle("observation.talk", gettext_noop("Recorded a feedback talk")),
    ActTitle("observation.read", gettext_noop("Read what observers saw")),
    ActTitle("observation.reply", gettext_noop("Replied to what observers saw")),
    ActTitle("observation.propose", gettext_noop("Proposed a next step")),
    ActTitle("observation.agree", gettext_noop("Agreed to a next step")),
    ActTitle("observation.sign", gettext_noop("Signed off an observation")),
    ActTitle("sheet.keep", gettext_noop("Saved a sheet of an observation")),
    ActTitle("sheet.submit", gettext_noop("Submitted a sheet of an observation")),
    ActTitle("sheet.correct", gettext_noop("Corrected a sheet of an observation")),
    ActTitle("sheet.release", gettext_noop("Took back the empty sheet of an observer")),
    ActTitle("coverage.set", gettext_noop("Set how many teachers are to be observed")),
]
