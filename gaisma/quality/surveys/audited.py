"""What is done in this room, as the audit knows it."""

from django.utils.translation import gettext_noop

from gaisma.base.audit import Action

PREPARE = Action("survey.prepare", gettext_noop("Prepared a survey"))
CHANGE = Action("survey.change", gettext_noop("Changed a survey"))
ASK = Action("survey.ask", gettext_noop("Chose what a survey asks an audience"))
LEAVE_OUT = Action("survey.leave_out", gettext_noop("Left an audience out of a survey"))
START = Action("survey.start", gettext_noop("Started a survey"))
DROP = Action("survey.drop", gettext_noop("Dropped a survey"))
ISSUE_CODES = Action("survey.issue_codes", gettext_noop("Gave out codes of a survey"))
PRINT_CODES = Action(
    "survey.print_codes", gettext_noop("Opened a sheet with codes of a survey"), is_read=True
)
REMIND = Action("survey.remind", gettext_noop("Reminded people of a survey"))
CLEAR_LETTERS = Action(
    "survey.clear_letters", gettext_noop("Forgot addresses that a survey did not reach")
)
ENTER_PAPER = Action("survey.enter_paper", gettext_noop("Entered answers that were given on paper"))
CLOSE = Action("survey.close", gettext_noop("Closed a survey"), touches=("surveys",))
READ_TEXTS = Action(
    "survey.read_texts", gettext_noop("Read what was written in a survey"), is_read=True
)
TAKE_TEXTS = Action(
    "survey.take_texts", gettext_noop("Took away what was written in a survey"), is_read=True
)
