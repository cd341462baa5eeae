"""How the plan of tests and exams is told: sittings, papers, bands, and words of levels."""

from dataclasses import dataclass, field
from datetime import date

from gaisma.quality.assessments.terms import MARK, PERCENT, TOLD
from gaisma.quality.assessments.workflow import TOLD as OPEN_TO_FAMILIES

Words = tuple[str, str, str]
"""A title in Latvian, English, Russian."""


@dataclass(frozen=True)
class Level:
    """A band: its code, titles, from and to in points of the paper, how many fall into it.

    Of what the examiner tells there is no from and no to.
    """

    code: str
    titles: Words
    points: tuple[int, int] | None
    count: int
    is_low: bool = False
    shown: tuple[int, int] | None = None
    basis: str = PERCENT


@dataclass(frozen=True)
class Sat:
    """A paper: who sat, the mean in percent that comes out, bands of the whole and of skills."""

    code: str
    subject: str
    count: int
    mean: str = ""
    stage: str = "school"
    grade: int | None = None
    of_grade: int | None = None
    level: str = ""
    held_on: date = date(2024, 5, 14)
    known_on: date = date(2024, 6, 14)
    maximum: int = 100
    threshold: str = ""
    bands: tuple[Level, ...] = ()
    skills: dict[str, tuple[Level, ...]] = field(default_factory=dict)
    reference: str = ""
    tasks: tuple[tuple[str, str, int, float], ...] = ()
    """What each tests, the skill, its points, and how easy it is."""


@dataclass(frozen=True)
class Sitting:
    """An assessment with its papers."""

    key: str
    kind: str
    titles: Words
    papers: tuple[Sat, ...]
    state: str = OPEN_TO_FAMILIES
    school_year: str = "2023/2024"


CRITICAL = ("kritiski zems", "critically low", "критически низкий")
LOW = ("zems", "low", "низкий")
VERY_LOW = ("ļoti zems", "very low", "очень низкий")
SUFFICIENT = ("pietiekams", "sufficient", "достаточный")
GOOD = ("labs", "good", "хороший")
OPTIMUM = ("optimāls", "optimal", "оптимальный")
HIGH = ("augsts", "high", "высокий")
CONTINUES = ("turpina apgūt", "continues to master", "продолжает осваивать")
MASTERED = ("apguvis", "mastered", "освоил")
IN_DEPTH = ("apguvis padziļināti", "mastered in depth", "освоил углублённо")
CANNOT_ANSWER = ("neatbild uz jautājumiem", "cannot answer", "не отвечает на вопросы")
CANNOT_TELL = ("nespēj pastāstīt", "cannot tell", "не может рассказать")


def told(words: Words, count: int, *, is_low: bool = False) -> Level:
    """A band that the examiner tells."""
    return Level(words[1], words, None, count, is_low, basis=TOLD)


def percent(words: Words, points: tuple[int, int], count: int, *, is_low: bool = False) -> Level:
    """A band from and to such percent, given in points."""
    return Level(words[1], words, points, count, is_low)


def marks(
    words: Words, marks: tuple[int, int], points: tuple[int, int], count: int, *, low: bool = False
) -> Level:
    """A band of marks, given in points as well."""
    return Level(words[1], words, points, count, low, marks, MARK)


def one(key: str, kind: str, titles: Words, paper: Sat) -> Sitting:
    """A sitting of a single paper."""
    return Sitting(key, kind, titles, (paper,))
