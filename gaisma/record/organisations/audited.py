"""What is done in this room, as the audit knows it."""

from django.utils.translation import gettext_noop

from gaisma.base.audit import INSTITUTION, Action

CHANGE_INSTITUTION = Action(
    "institution.change", gettext_noop("Changed an institution"), touches=("organisations",)
)
CHANGE_CONTACTS = Action(
    "institution.change_contacts",
    gettext_noop("Changed an institution's contacts"),
    touches=("organisations",),
)
CLOSE_INSTITUTION = Action(
    "institution.close",
    gettext_noop("Closed an institution"),
    touches=("organisations",),
    news_for=(INSTITUTION,),
)
ESTABLISH_INSTITUTION = Action(
    "institution.establish",
    gettext_noop("Established an institution"),
    touches=("organisations",),
    news_for=(INSTITUTION,),
)
MERGE_INSTITUTIONS = Action(
    "institution.merge",
    gettext_noop("Merged institutions"),
    touches=("organisations", "successions"),
    touches_what_it_finds=True,
    news_for=(INSTITUTION,),
)

ADD_SITE = Action("site.add", gettext_noop("Added a site"), touches=("sites",))
CHANGE_SITE = Action("site.change", gettext_noop("Changed a site"), touches=("sites",))

CHANGE_LICENCE = Action("licence.change", gettext_noop("Changed a licence"))
END_LICENCE = Action("licence.end", gettext_noop("Ended a licence"))
GRANT_LICENCE = Action("licence.grant", gettext_noop("Recorded a licence"), news_for=(INSTITUTION,))

END_STATUS = Action("status.end", gettext_noop("Ended a status"), touches=("statuses",))
GRANT_STATUS = Action(
    "status.grant",
    gettext_noop("Recorded a status"),
    touches=("statuses",),
    news_for=(INSTITUTION,),
)
