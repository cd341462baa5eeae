"""What this room's acts are called where a person sees who did what."""

from django.utils.translation import gettext_noop

from gaisma.record.people.looks import ActTitle

ACTS = [
    ActTitle("group.read", gettext_noop("Opened the page of the group"), is_read=True),
    ActTitle("enrolment.begin", gettext_noop("Enrolled the learner")),
    ActTitle("enrolment.change", gettext_noop("Changed the enrolment")),
    ActTitle("enrolment.end", gettext_noop("Ended the enrolment")),
    ActTitle("enrolment.transfer", gettext_noop("Moved the learner to another group")),
    ActTitle("transfer.offer", gettext_noop("Offered the learner to another institution")),
    ActTitle("transfer.accepted", gettext_noop("Accepted the learner")),
    ActTitle("transfer.declined", gettext_noop("Declined to take the learner")),
    ActTitle("transfer.withdrawn", gettext_noop("Withdrew the offer")),
    ActTitle("group_teacher.begin", gettext_noop("Gave a group to teach")),
    ActTitle("group_teacher.end", gettext_noop("Ended the teaching of a group")),
    ActTitle("queue.join", gettext_noop("Entered into the queue")),
    ActTitle("queue.leave", gettext_noop("Took out of the queue")),
]
