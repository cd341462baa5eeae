"""What is done in this room, as the audit knows it."""

from django.utils.translation import gettext_noop

from gaisma.base.audit import ADMINISTRATORS, Action

CHANGE_INSTALLATION = Action(
    "installation.change",
    gettext_noop("Changed the settings of the installation"),
    news_for=(ADMINISTRATORS,),
)
CHANGE_RETENTION = Action(
    "installation.change_retention", gettext_noop("Changed how long records are kept")
)

ADD_SCHOOL_YEAR = Action(
    "school_year.add", gettext_noop("Added a school year"), touches=("school_years",)
)
REMOVE_SCHOOL_YEAR = Action(
    "school_year.remove", gettext_noop("Removed a school year"), touches=("school_years",)
)

ADD_TERM = Action("term.add", gettext_noop("Added a term"), touches=("school_years",))
CHANGE_TERM = Action("term.change", gettext_noop("Changed a term"), touches=("school_years",))
REMOVE_TERM = Action("term.remove", gettext_noop("Removed a term"), touches=("school_years",))

ADD_MOVED_DAY = Action(
    "moved_day.add", gettext_noop("Recorded a moved working day"), touches=("school_years",)
)
CHANGE_MOVED_DAY = Action(
    "moved_day.change", gettext_noop("Changed a moved working day"), touches=("school_years",)
)
REMOVE_MOVED_DAY = Action(
    "moved_day.remove", gettext_noop("Removed a moved working day"), touches=("school_years",)
)

ADD_SUBJECT = Action("subject.add", gettext_noop("Added a subject"))
CHANGE_SUBJECT = Action("subject.change", gettext_noop("Changed a subject"), touches=("subjects",))
REMOVE_SUBJECT = Action("subject.remove", gettext_noop("Removed a subject"))
