"""What the states of a work are called, and how they look."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop

from gaisma.base.works.models import CANCELLED, DONE, FAILED, REFUSED, RUNNING, WAITING

TITLES = {
    WAITING: gettext_noop("waiting"),
    RUNNING: gettext_noop("under way"),
    DONE: gettext_noop("done"),
    REFUSED: gettext_noop("refused"),
    FAILED: gettext_noop("failed"),
    CANCELLED: gettext_noop("cancelled"),
}
TONES = {RUNNING: "due", DONE: "good", REFUSED: "bad", FAILED: "bad"}


def title(state: str) -> str:
    """The state in the reader's language."""
    return gettext(TITLES[state])


def badge(state: str) -> SafeString:
    """The state as c-badge draws it, for the cell of a list."""
    return format_html('<span class="badge {}">{}</span>', TONES.get(state, ""), title(state))
