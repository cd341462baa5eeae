"""The closed lists of this room, as message ids."""

from django.utils.translation import gettext_noop

STATES = {
    "draft": gettext_noop("draft"),
    "open": gettext_noop("open to observers"),
    "withdrawn": gettext_noop("withdrawn"),
}
TONES = {"draft": "due", "open": "good", "withdrawn": ""}
