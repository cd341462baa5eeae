"""What is done in this room, as the audit knows it."""

from django.utils.translation import gettext_noop

from gaisma.base.audit import Action

DEFINED, ENTERED = ("assessments",), ("assessments", "assessment_results")

PLAN = Action("assessment.plan", gettext_noop("Planned an assessment"), touches=DEFINED)
CHANGE = Action("assessment.change", gettext_noop("Changed an assessment"), touches=DEFINED)
CANCEL = Action(
    "assessment.cancel", gettext_noop("Took an assessment off the plan"), touches=DEFINED
)
OPEN = Action("assessment.open", gettext_noop("Opened an assessment for results"), touches=DEFINED)
CLOSE = Action(
    "assessment.close", gettext_noop("Made the results of an assessment final"), touches=ENTERED
)
REOPEN = Action("assessment.reopen", gettext_noop("Opened an assessment anew"), touches=DEFINED)
TELL = Action(
    "assessment.tell", gettext_noop("Opened the results of an assessment to families"), DEFINED
)
WITHHOLD = Action(
    "assessment.withhold", gettext_noop("Closed the results of an assessment to families"), DEFINED
)
MAKE_SLIPS = Action("family_link.make", gettext_noop("Made slips by which families read results"))

ADD_PAPER = Action("assessment.add_paper", gettext_noop("Added a paper"), touches=DEFINED)
CHANGE_PAPER = Action("assessment.change_paper", gettext_noop("Changed a paper"), touches=DEFINED)
REMOVE_PAPER = Action("assessment.remove_paper", gettext_noop("Took a paper away"), touches=DEFINED)
ADD_REFERENCE = Action(
    "assessment.add_reference", gettext_noop("Added a reference value"), touches=DEFINED
)
REMOVE_REFERENCE = Action(
    "assessment.remove_reference", gettext_noop("Took a reference value away"), touches=DEFINED
)
ADD_AVERAGE = Action(
    "assessment.add_average", gettext_noop("Wrote down a published average of an institution")
)
REMOVE_AVERAGE = Action(
    "assessment.remove_average",
    gettext_noop("Took a published average of an institution away"),
)
SETTLE_AVERAGE = Action(
    "assessment.settle_average", gettext_noop("Said which of several published averages holds")
)
ADD_RULE = Action("passing_rule.add", gettext_noop("Added a rule of passing"))
CHANGE_RULE = Action("passing_rule.change", gettext_noop("Changed a rule of passing"))
REMOVE_RULE = Action("passing_rule.remove", gettext_noop("Took a rule of passing away"))

ENTER = Action("result.enter", gettext_noop("Entered a result"), touches=ENTERED)
CORRECT = Action("result.correct", gettext_noop("Corrected a result"), touches=ENTERED)
APPEAL = Action("result.appeal", gettext_noop("Noted an appeal against a result"), touches=ENTERED)
DECIDE = Action("result.decide", gettext_noop("Decided an appeal"), touches=ENTERED)
CONFIRM = Action("result.confirm", gettext_noop("Made a result final"), touches=ENTERED)
REMOVE = Action("result.remove", gettext_noop("Took a result away"), touches=ENTERED)
LOOK = Action("result.look", gettext_noop("Looked at results by name"), is_read=True)
