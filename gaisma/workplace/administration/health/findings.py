from dataclasses import dataclass

from django.utils.translation import gettext

GOOD, DUE, BAD, SAMPLE = "good", "due", "bad", ""
"""A sample may lack what an installation must have."""


@dataclass(frozen=True)
class Finding:
    """What a check found: its title, how it is, a sentence, and what to do about it."""

    title: str
    tone: str
    found: str
    advice: str = ""

    @property
    def word(self) -> str:
        """How it is, in a word."""
        return {
            GOOD: gettext("in order"),
            DUE: gettext("needs attention"),
            BAD: gettext("not in order"),
            SAMPLE: gettext("not for a sample"),
        }[self.tone]
