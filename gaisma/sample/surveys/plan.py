"""How many people of Paraugpils answered the survey of spring 2024, and what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

NAME, CODE, SERIES = "Labbūtība 2024", "wellbeing 2024", "Labbūtība"
OPENS_ON, CLOSES_ON, COUNTED_ON = date(2024, 4, 22), date(2024, 5, 31), date(2024, 5, 7)
STARTED_AT = datetime(2024, 4, 19, 12, tzinfo=ZoneInfo("Europe/Riga"))
CLOSED_AT = datetime(2024, 6, 3, 10, tzinfo=ZoneInfo("Europe/Riga"))
KINDS = (
    "preschool",
    "basic_school",
    "secondary_school",
    "gymnasium",
    "vocational_school",
)
"""Where people were asked."""
OPEN_SHARE = 0.03
"""About so many of those who answer at all leave an item open."""
WRITTEN_SHARE = 0.07
"""About so many write something in words."""


@dataclass(frozen=True)
class Answered:
    """How many of an audience answered, and until when."""

    responses: int
    last_on: date = CLOSES_ON


ANSWERED = {
    "teachers": Answered(950, COUNTED_ON),
    "pupils_grades_3_4": Answered(814),
    "pupils_grades_5_12": Answered(2427),
    "parents_of_school": Answered(2430),
    "parents_of_preschool": Answered(1485),
}


@dataclass(frozen=True)
class Published:
    """What the city published of an item: the share of each answer, in percent, to the decimals.

    Of several audiences together the share is that of all who answered. Answers that are joined
    by a bar were published together.
    """

    audiences: tuple[str, ...]
    item: str
    shares: Mapping[str, float]
    decimals: int = 2
    others: Mapping[str, float] = field(default_factory=dict)
    """How the other answers lie to each other; those of the list alike where it is empty."""


PARENTS = ("parents_of_school", "parents_of_preschool")
SCHOOL, PRESCHOOL = ((audience,) for audience in PARENTS)
PUPILS = ("pupils_grades_5_12",)
TEACHERS = ("teachers",)
RARE = {"sometimes": 6, "rarely": 2, "never": 1, "hard_to_say": 1}
FEW = {"partly": 5, "no": 2, "hard_to_say": 1}
NOT = {"no": 2, "hard_to_say": 1}

PUBLISHED = (
    Published(TEACHERS, "likes_work", {"always|often": 83.89}, others=RARE),
    Published(TEACHERS, "equality", {"always|often": 89.37}, others=RARE),
    Published(PUPILS, "likes_school", {"always": 12.9, "often": 34.24}, others=RARE),
    Published(
        ("pupils_grades_3_4",), "likes_school", {"often": 38.72}, others={"always": 9} | RARE
    ),
    Published(PARENTS, "likes", {"always": 45, "often": 42}, decimals=0, others=RARE),
    Published(PUPILS, "emotionally_safe", {"yes": 70.34}, others=FEW),
    Published(PUPILS, "no_violence", {"yes": 84.98}, others=FEW),
    Published(SCHOOL, "emotionally_safe", {"yes": 66.74, "partly": 29.45}, others=NOT),
    Published(PRESCHOOL, "emotionally_safe", {"yes": 89.88, "partly": 4.63}, others=NOT),
    Published(SCHOOL, "no_violence", {"yes": 91.56}, others=FEW),
    Published(PRESCHOOL, "no_violence", {"yes": 93.88}, others=FEW),
    Published(PARENTS, "welcome", {"always": 82.98}, others={"often": 8} | RARE),
    Published(PARENTS, "choice", {"yes": 80}, decimals=0, others=FEW),
    Published(SCHOOL, "cooperation", {"yes": 67.8}, others=FEW),
    Published(PRESCHOOL, "cooperation", {"yes": 81.02}, others=FEW),
)
USUAL = {
    "often": {
        "always": 30,
        "often": 40,
        "sometimes": 18,
        "rarely": 7,
        "never": 2,
        "hard_to_say": 3,
    },
    "agrees": {"yes": 68, "partly": 22, "no": 6, "hard_to_say": 4},
}
"""How answers to other items lie to each other, by the list that they are chosen from."""
