"""Which exercises there are, and who took them, when and how well."""

from dataclasses import dataclass
from datetime import date

from gaisma.sample.plan import HEAD_AT

OPENED_ON = date(2023, 9, 4)
OPEN, BEGUN = ("fractions", "density"), "story"
WRITTEN_BY = "specialists"
"""The account that writes the third exercise."""

FROM_OUTSIDE = ("methodologist", "deputy_head")
FROM_INSIDE = ("head", "deputy_head")
PRACTICES_AT = (HEAD_AT, "Paraugpils Liepu ģimnāzija")
"""Schools that observe with the other questionnaire too."""


@dataclass(frozen=True)
class Taken:
    """When an exercise was taken, and the chance that a level is the agreed one."""

    on: date
    closeness: float


CLOSE, FAR = 0.86, 0.3
OUTSIDE = (
    (Taken(date(2023, 9, 12), CLOSE),),
    (Taken(date(2023, 9, 14), FAR), Taken(date(2024, 1, 16), CLOSE)),
    (Taken(date(2023, 9, 19), CLOSE), Taken(date(2024, 6, 4), CLOSE)),
    (Taken(date(2024, 4, 9), FAR),),
)
"""Of the authority's observers, in turn: run out, running out in October, valid, not passed."""
INSIDE = (
    (Taken(date(2023, 10, 3), FAR), Taken(date(2024, 2, 6), CLOSE)),
    (Taken(date(2023, 11, 7), CLOSE),),
)
"""The same of those who lead institutions."""
EVERY = 4
"""One in so many institutions has tried."""
