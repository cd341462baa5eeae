"""What the constructs of the surveys that ship are called; another is called by its code."""

from django.utils.translation import gettext, gettext_noop

TITLES = {
    "belonging": gettext_noop("Belonging"),
    "safety": gettext_noop("Safety"),
    "relations": gettext_noop("Relations"),
    "learning": gettext_noop("Learning"),
    "cooperation": gettext_noop("Cooperation with the institution"),
    "leadership": gettext_noop("Support by the leadership"),
    "load": gettext_noop("Workload one can bear"),
}


def title(construct: str) -> str:
    """The construct in the reader's language."""
    known = TITLES.get(construct)
    return gettext(known) if known else construct.replace("_", " ").capitalize()
