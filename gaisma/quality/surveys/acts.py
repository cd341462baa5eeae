"""What this room's acts are called where a person sees who did what."""

from django.utils.translation import gettext_noop

from gaisma.record.people.looks import ActTitle

ACTS = [
    ActTitle("survey.prepare", gettext_noop("Prepared a survey")),
    ActTitle("survey.change", gettext_noop("Changed a survey")),
    ActTitle("survey.ask", gettext_noop("Chose what a survey asks an audience")),
    ActTitle("survey.leave_out", gettext_noop("Left an audience out of a survey")),
    ActTitle("survey.start", gettext_noop("Started a survey")),
    ActTitle("survey.drop", gettext_noop("Dropped a survey")),
    ActTitle("survey.issue_codes", gettext_noop("Gave out codes of a survey")),
    ActTitle(
        "survey.print_codes", gettext_noop("Opened a sheet with codes of a survey"), is_read=True
    ),
    ActTitle("survey.remind", gettext_noop("Reminded people of a survey")),
    ActTitle("survey.clear_letters", gettext_noop("Forgot addresses that a survey did not reach")),
    ActTitle("survey.enter_paper", gettext_noop("Entered answers that were given on paper")),
    ActTitle("survey.close", gettext_noop("Closed a survey")),
    ActTitle("survey.read_texts", gettext_noop("Read what was written in a survey"), is_read=True),
    ActTitle(
        "survey.take_texts", gettext_noop("Took away what was written in a survey"), is_read=True
    ),
]
