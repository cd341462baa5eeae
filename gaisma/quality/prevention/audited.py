"""What is done in this room, as the audit knows it: told to those of the case alone."""

from django.utils.translation import gettext_noop

from gaisma.base.audit import Action

LAKE = ("support_cases", "support_given")
OPEN = Action("case.open", gettext_noop("Opened a support case"), touches=LAKE, is_sealed=True)
CHANGE = Action("case.change", gettext_noop("Changed a support case"), is_sealed=True)
CLOSE = Action("case.close", gettext_noop("Closed a support case"), touches=LAKE, is_sealed=True)
REOPEN = Action(
    "case.reopen", gettext_noop("Opened a closed support case again"), touches=LAKE, is_sealed=True
)
NAME = Action("case.name", gettext_noop("Named a participant of a support case"), is_sealed=True)
LET_GO = Action("case.let_go", gettext_noop("Ended a part in a support case"), is_sealed=True)
PLAN = Action("case.plan", gettext_noop("Planned support in a case"), is_sealed=True)
REPLAN = Action(
    "case.replan", gettext_noop("Changed planned support"), touches=LAKE, is_sealed=True
)
GIVE = Action("case.give", gettext_noop("Entered support given"), touches=LAKE, is_sealed=True)
TAKE_BACK = Action(
    "case.take_back", gettext_noop("Took back support entered"), touches=LAKE, is_sealed=True
)
MEET = Action("case.meet", gettext_noop("Wrote down a meeting of a case"), is_sealed=True)
SET_REVIEW = Action("case.set_review", gettext_noop("Set a review of a case"), is_sealed=True)
REVIEW = Action("case.review", gettext_noop("Reviewed a case"), is_sealed=True)
TAKE_OUT = Action(
    "case.take_out", gettext_noop("Took a list of support cases away"), is_read=True, is_sealed=True
)
READ = Action("case.read", gettext_noop("Read a support case"), is_read=True, is_sealed=True)
SET_RULE = Action("signal_rule.set", gettext_noop("Changed the threshold of a signal"))
READ_SIGNALS = Action(
    "signals.read", gettext_noop("Read signals of learners"), is_read=True, is_sealed=True
)
DISMISS = Action("signal.dismiss", gettext_noop("Dismissed a signal"), is_sealed=True)
MAKE_LINK = Action(
    "signal_link.make",
    gettext_noop("Made an address by which a family reads signals"),
    is_sealed=True,
)
WITHDRAW_LINK = Action(
    "signal_link.withdraw",
    gettext_noop("Withdrew an address by which a family reads signals"),
    is_sealed=True,
)
OPEN_LINK = Action(
    "signal_link.open",
    gettext_noop("Opened signals by an address of the family"),
    is_read=True,
    is_sealed=True,
)
ANSWER = Action("signal.answer", gettext_noop("Answered a signal"), is_sealed=True)
TAKE_BACK_ANSWER = Action(
    "signal.take_back_answer", gettext_noop("Took back the answer to a signal"), is_sealed=True
)
TAKE_STATEMENT = Action(
    "support_statement.take_out",
    gettext_noop("Took a yearly statement of support away"),
    is_read=True,
)
OUTSIDE = ("contact_attempts",)
REACH_OUT = Action(
    "outside.reach_out",
    gettext_noop("Wrote down an attempt to reach a child out of education"),
    touches=OUTSIDE,
    is_sealed=True,
)
CORRECT_ATTEMPT = Action(
    "outside.correct",
    gettext_noop("Corrected an attempt to reach a child out of education"),
    touches=OUTSIDE,
    is_sealed=True,
)
TAKE_BACK_ATTEMPT = Action(
    "outside.take_back",
    gettext_noop("Took back an attempt to reach a child out of education"),
    touches=OUTSIDE,
    is_sealed=True,
)
ENTRUST = Action(
    "outside.entrust", gettext_noop("Said who looks for a child out of education"), is_sealed=True
)
READ_OUTSIDE = Action(
    "outside.read", gettext_noop("Read of a child out of education"), is_read=True, is_sealed=True
)
TAKE_OUTSIDE = Action(
    "outside.take_out",
    gettext_noop("Took a list of children out of education away"),
    is_read=True,
    is_sealed=True,
)
ENTER_ABSENCE = Action(
    "absence.enter", gettext_noop("Entered the reason for unexcused absences"), is_sealed=True
)
ADD_STEP = Action(
    "absence.add_step",
    gettext_noop("Wrote down what was done about unexcused absences"),
    is_sealed=True,
)
TAKE_BACK_STEP = Action(
    "absence.take_back_step",
    gettext_noop("Took back what was done about unexcused absences"),
    is_sealed=True,
)
READ_ABSENCES = Action(
    "absences.read",
    gettext_noop("Read unexcused absences of learners"),
    is_read=True,
    is_sealed=True,
)
TAKE_ABSENCES = Action(
    "absences.take_out",
    gettext_noop("Took a list of unexcused absences away"),
    is_read=True,
    is_sealed=True,
)
PUBLISH_ALGORITHM = Action("algorithm.publish", gettext_noop("Published an algorithm of action"))
FOLLOW = Action("case.follow", gettext_noop("Began an algorithm in a support case"), is_sealed=True)
TICK = Action("run.tick", gettext_noop("Wrote how a step of an algorithm ended"), is_sealed=True)
UNTICK = Action("run.untick", gettext_noop("Took back a step of an algorithm"), is_sealed=True)
FINISH_RUN = Action("run.finish", gettext_noop("Finished an algorithm of action"), is_sealed=True)
