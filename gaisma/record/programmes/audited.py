"""What is done in this room, as the audit knows it."""

from django.utils.translation import gettext_noop

from gaisma.base.audit import INSTITUTION, Action

CHANGE_GROUP = Action("group.change", gettext_noop("Changed a group"), touches=("groups",))
OPEN_GROUP = Action(
    "group.open", gettext_noop("Opened a group"), touches=("groups",), news_for=(INSTITUTION,)
)
READ_GROUP = Action("group.read", gettext_noop("Opened the page of the group"), is_read=True)

ENROL = Action("enrolment.begin", gettext_noop("Enrolled the learner"), touches=("enrolments",))
CHANGE_ENROLMENT = Action(
    "enrolment.change", gettext_noop("Changed the enrolment"), touches=("enrolments",)
)
END_ENROLMENT = Action(
    "enrolment.end", gettext_noop("Ended the enrolment"), touches=("enrolments",)
)
TRANSFER = Action(
    "enrolment.transfer",
    gettext_noop("Moved the learner to another group"),
    touches=("enrolments",),
    news_for=(INSTITUTION,),
)

ACCEPT_TRANSFER = Action("transfer.accepted", gettext_noop("Accepted the learner"))
OFFER_TRANSFER = Action(
    "transfer.offer", gettext_noop("Offered the learner to another institution")
)
WITHDRAW_TRANSFER = Action("transfer.withdrawn", gettext_noop("Withdrew the offer"))
DECLINE_TRANSFER = Action("transfer.declined", gettext_noop("Declined to take the learner"))

BEGIN_TEACHING = Action("group_teacher.begin", gettext_noop("Gave a group to teach"))
END_TEACHING = Action("group_teacher.end", gettext_noop("Ended the teaching of a group"))

JOIN_QUEUE = Action("queue.join", gettext_noop("Entered into the queue"), touches=("queue",))
LEAVE_QUEUE = Action("queue.leave", gettext_noop("Took out of the queue"), touches=("queue",))
