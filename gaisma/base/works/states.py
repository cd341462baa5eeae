"""What the states of a work are called, and how they look."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from gaisma.base.works.models import CANCELLED, DONE, FAILED, REFUSED, RUNNING, WAITING

TITLES = {
    WAITING: pgettext_lazy("work", "waiting"),
    RUNNING: pgettext_lazy("work", "under way"),
    DONE: pgettext_lazy("work", "done"),
    REFUSED: pgettext_lazy("work", "refused"),
    FAILED: pgettext_lazy("work", "failed"),
    CANCELLED: pgettext_lazy("work", "cancelled"),
}
TONES = {RUNNING: "due", DONE: "good", REFUSED: "bad", FAILED: "bad"}


def title(state: str) -> str:
    """The state in the reader's language."""
    return str(TITLES[state])


def badge(state: str) -> SafeString:
    """The state as c-badge draws it, for the cell of a list."""
    return format_html('<span class="badge {}">{}</span>', TONES.get(state, ""), title(state))
