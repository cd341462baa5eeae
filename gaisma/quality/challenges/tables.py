"""Closed lists of the room."""

from django.utils.translation import gettext_noop

OVERCOME, LESSENED, UNCHANGED, GROWN = ("overcome", "lessened", "unchanged", "grown")
OUTCOMES = {
    OVERCOME: gettext_noop("overcome"),
    LESSENED: gettext_noop("lessened"),
    UNCHANGED: gettext_noop("as it was"),
    GROWN: gettext_noop("grown"),
}
"""What became of a challenge, the best first."""

TONES = {OVERCOME: "good", LESSENED: "good", UNCHANGED: "due", GROWN: "bad"}
