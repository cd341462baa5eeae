"""What is done in this room, as the audit knows it."""

from django.utils.translation import gettext_noop

from gaisma.base.audit import EVERYBODY, OFFICIALS, Action

ADOPT = Action(
    "reports.adopt",
    gettext_noop("Recorded that the council adopted a report"),
    news_for=(OFFICIALS,),
    page="reports:list",
)
APPROVE = Action(
    "reports.approve", gettext_noop("Approved a report"), news_for=(OFFICIALS,), page="reports:list"
)
BUILD = Action("reports.build", gettext_noop("Built a report"))
CHANGE_DAY = Action("reports.change_day", gettext_noop("Changed the day of a report"))
COMMENT = Action("reports.comment", gettext_noop("Commented on a report"))
DRAFT = Action("reports.draft", gettext_noop("Began a report"))
PUBLISH = Action(
    "reports.publish",
    gettext_noop("Published a report"),
    news_for=(EVERYBODY,),
    page="reports:list",
)
REOPEN_COMMENT = Action(
    "reports.reopen_comment", gettext_noop("Opened a comment on a report again")
)
RESOLVE_COMMENT = Action("reports.resolve_comment", gettext_noop("Settled a comment on a report"))
RETURN_TO_DRAFT = Action("reports.return_to_draft", gettext_noop("Returned a report to be mended"))
SEND_FOR_REVIEW = Action("reports.send_for_review", gettext_noop("Sent a report for review"))
WRITE = Action("reports.write", gettext_noop("Wrote in a report"))
JUSTIFY = Action("reports.justify", gettext_noop("Said why a figure of a report's texts may stay"))
WITHDRAW_JUSTIFICATION = Action(
    "reports.withdraw_justification",
    gettext_noop("Took back why a figure of a report's texts may stay"),
)
