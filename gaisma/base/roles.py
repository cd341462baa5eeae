"""What roles are called."""

from django.utils.translation import gettext, gettext_noop

TITLES = {
    "specialist": gettext_noop("authority specialist"),
    "manager": gettext_noop("authority manager"),
    "founder": gettext_noop("founder's representative"),
    "head": gettext_noop("head of institution"),
    "deputy": gettext_noop("deputy head"),
    "methodologist": gettext_noop("methodologist"),
    "class_teacher": gettext_noop("class teacher"),
    "teacher": gettext_noop("teacher"),
    "support": gettext_noop("support specialist"),
    "centre_staff": gettext_noop("centre staff"),
    "finance": gettext_noop("finance specialist"),
    "project_manager": gettext_noop("project manager"),
    "auditor": gettext_noop("auditor"),
    "administrator": gettext_noop("administrator"),
}


def title(role: str) -> str:
    """The role in the reader's language."""
    return gettext(TITLES[role])
