"""What is done in this room, as the audit knows it."""

from django.utils.translation import gettext_noop

from gaisma.base.audit import Action

BEGIN = Action(
    "self_evaluation.begin", gettext_noop("Began a self-evaluation"), touches=("evaluations",)
)
WRITE = Action(
    "self_evaluation.write", gettext_noop("Wrote in a self-evaluation"), touches=("evaluations",)
)
JOIN = Action(
    "self_evaluation.join",
    gettext_noop("Joined criteria of a self-evaluation"),
    touches=("evaluations",),
)
PART = Action(
    "self_evaluation.part",
    gettext_noop("Parted criteria of a self-evaluation"),
    touches=("evaluations",),
)
ADD_EVIDENCE = Action(
    "self_evaluation.add_evidence",
    gettext_noop("Added evidence to a self-evaluation"),
)
DROP_EVIDENCE = Action(
    "self_evaluation.drop_evidence",
    gettext_noop("Took evidence away from a self-evaluation"),
)
REMARK = Action("self_evaluation.remark", gettext_noop("Remarked on a self-evaluation"))
SETTLE = Action("self_evaluation.settle", gettext_noop("Settled a remark on a self-evaluation"))
HEAR = Action(
    "self_evaluation.hear",
    gettext_noop("Noted that the council heard it"),
    touches=("evaluations",),
)
TAKE_BACK = Action(
    "self_evaluation.take_back",
    gettext_noop("Took a self-evaluation back"),
    touches=("evaluations",),
)
SIGN = Action(
    "self_evaluation.sign", gettext_noop("Signed a self-evaluation"), touches=("evaluations",)
)
AGREE = Action(
    "self_evaluation.agree", gettext_noop("Agreed to a self-evaluation"), touches=("evaluations",)
)
SEND_BACK = Action(
    "self_evaluation.send_back",
    gettext_noop("Returned a self-evaluation"),
    touches=("evaluations",),
)
PUBLISH = Action(
    "self_evaluation.publish", gettext_noop("Published a self-evaluation"), touches=("evaluations",)
)

BEGIN_OWN = Action("own_evaluation.begin", gettext_noop("Began to write about the own year"))
WRITE_OWN = Action("own_evaluation.write", gettext_noop("Wrote about the own year"))
SUBMIT_OWN = Action("own_evaluation.submit", gettext_noop("Submitted the own self-evaluation"))
TAKE_BACK_OWN = Action(
    "own_evaluation.take_back", gettext_noop("Took the own self-evaluation back")
)
LOOK_AT_OWN = Action(
    "own_evaluation.look", gettext_noop("Opened somebody's own self-evaluation"), is_read=True
)

ENTER_FINDING = Action(
    "finding.enter", gettext_noop("Entered what was found from outside"), touches=("evaluations",)
)
CHANGE_FINDING = Action(
    "finding.change", gettext_noop("Changed what was found from outside"), touches=("evaluations",)
)

LOOK_AT_APPRAISAL = Action(
    "appraisal.look", gettext_noop("Opened the appraisal of a head"), is_read=True
)
OPEN_APPRAISAL = Action(
    "appraisal.open", gettext_noop("Began the appraisal of a head"), touches=("appraisals",)
)
TELL_OF_YEAR = Action(
    "appraisal.tell", gettext_noop("Wrote about the own year as a head"), touches=("appraisals",)
)
SET_TASK = Action("appraisal.set_task", gettext_noop("Set a task to a head"))
CHANGE_TASK = Action("appraisal.change_task", gettext_noop("Changed a task of a head"))
TALK_WITH_HEAD = Action("appraisal.talk", gettext_noop("Recorded a talk with a head"))
APPRAISE = Action("appraisal.judge", gettext_noop("Appraised a head"), touches=("appraisals",))
CONCLUDE_APPRAISAL = Action(
    "appraisal.conclude", gettext_noop("Concluded the appraisal of a head"), touches=("appraisals",)
)
READ_APPRAISAL = Action(
    "appraisal.read", gettext_noop("Read the own appraisal"), touches=("appraisals",)
)
