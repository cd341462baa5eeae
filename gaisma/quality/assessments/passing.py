"""Who has passed: what a rule asks, held against the exams that somebody took."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gaisma.quality.assessments.models import PassingRule
from gaisma.quality.assessments.terms import HIGHER, LEVELS

ORDER = list(LEVELS)


@dataclass(frozen=True)
class Exam:
    """The better attempt at an exam: subject by its code, level of content, percent."""

    subject: str
    level: str
    percent: Decimal | None


@dataclass(frozen=True)
class Requirement:
    """An exam in one of the subjects, at least at a level; at any where none is named."""

    subjects: tuple[str, ...]
    level: str = ""

    def is_met(self, exams: Iterable[Exam], threshold: Decimal) -> bool:
        """Whether one of the exams is such a one, and passed."""
        return any(
            exam.subject in self.subjects
            and is_passed(exam, threshold)
            and (not self.level or _place(exam.level) >= _place(self.level))
            for exam in exams
        )

    def __str__(self) -> str:
        named = " | ".join(self.subjects)
        return f"{named}: {self.level}" if self.level else named


@dataclass(frozen=True)
class Verdict:
    """Whether somebody has passed, and what is missing of the rule."""

    missing: tuple[Requirement, ...]
    failed: tuple[Exam, ...]
    higher_missing: int

    @property
    def is_passed(self) -> bool:
        return not (self.missing or self.failed or self.higher_missing)


def requirements(lines: Sequence[str]) -> tuple[Requirement, ...]:
    """What lines “subject | subject: level” ask. Raises ValueError with the line that is none."""
    found = []
    for line in lines:
        named, _colon, level = (part.strip() for part in line.partition(":"))
        subjects = tuple(part.strip() for part in named.split("|") if part.strip())
        if not subjects or level not in ("", *LEVELS):
            raise ValueError(line)
        found.append(Requirement(subjects, level))
    return tuple(found)


def is_passed(exam: Exam, threshold: Decimal) -> bool:
    """Whether the exam has come to the threshold, which itself is enough."""
    return exam.percent is not None and exam.percent >= threshold


def verdict(exams: Sequence[Exam], rule: PassingRule) -> Verdict:
    """What the rule says of the exams; an exam that is failed and not asked for counts as well."""
    asked = requirements(rule.needs)
    missing = tuple(one for one in asked if not one.is_met(exams, rule.threshold))
    failed = tuple(one for one in exams if not is_passed(one, rule.threshold))
    higher = sum(1 for one in exams if one.level == HIGHER and is_passed(one, rule.threshold))
    return Verdict(missing, failed, max(0, rule.higher_exams - higher))


def _place(level: str) -> int:
    return ORDER.index(level) if level in ORDER else -1
