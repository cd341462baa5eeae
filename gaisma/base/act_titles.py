"""What the acts of the audit are called.

Rooms list theirs under ACTS in `registrations.py`:

    ACTS = [ActTitle("lesson.observe", gettext_noop("Observed a lesson"))]

What no room names is named by the page of the audit, under OTHER_ACTS; a test reads the code for
acts and fails on one without a title.
"""

from dataclasses import dataclass

from django.utils.translation import gettext

from gaisma.base import audit, sorting
from gaisma.base.registry import gathered

LISTS = ("OTHER_ACTS", "ACTS")
"""What a room itself says comes last, for it goes before what is said of it elsewhere."""


@dataclass(frozen=True)
class ActTitle:
    """What an act is called, by its key in the audit; whether it only read."""

    key: str
    title: str
    is_read: bool = False


def titles() -> dict[str, str]:
    """The message id of the title of each act."""
    told = {one.key: one.title for name in LISTS for one in gathered(name)}
    return told | {one.key: one.title for one in audit.actions()}


def title(action: str) -> str:
    """What was done, in the reader's language; an act without a title is its own."""
    known = titles()
    return gettext(known[action]) if action in known else action


def choices() -> list[tuple[str, str]]:
    """The acts by their titles in the reader's language, as a form offers them."""
    known = ((key, gettext(title)) for key, title in titles().items())
    return sorted(known, key=lambda choice: sorting.natural(choice[1]))
