"""The table of a state exam, typed in as one would from the paper: figures come out as printed.

The numbers are those of the readiness report of 2024: how many people stayed below the threshold,
each once and exam by exam, and how many at the second attempt too. How the exams overlap it does
not print; any overlap with these totals is right.
"""

from collections.abc import Iterator
from fractions import Fraction

import pytest

from gaisma.evidence.figures import asking, evidence
from gaisma.evidence.interop.delivery import TAKEN
from gaisma.evidence.lake import actions as lake
from gaisma.quality.assessments.facts import FACTS
from gaisma.quality.assessments.models import Result
from tests import factories
from tests.integration.assessments.test_imports import KEY, line, take

pytestmark = pytest.mark.django_db
SCHOOL = "Paraugpils 1. vidusskola"
PRINTED = {"": 50, "mathematics": 38, "english": 16, "latvian": 22}
"""By exam, how many stayed below the threshold; without one, people."""
SECOND_FAILURES = 3
FAILED = [
    *18 * [("mathematics", "latvian")],
    *8 * [("mathematics", "english")],
    *12 * [("mathematics",)],
    *4 * [("latvian",)],
    *8 * [("english",)],
]
PASSED, ALMOST, JUST = 31, "1.9", "2"
"""Others who passed all; points of twenty below and at a tenth."""
SUBJECTS = {"mathematics": "Matemātika", "english": "Svešvaloda (angļu)", "latvian": "Latviešu"}


@pytest.fixture(autouse=True)
def exams(paper, school, own_class, settings, tmp_path):
    settings.GAISMA_HOME = tmp_path
    school.name = SCHOOL
    school.save()
    for code in ("english", "latvian"):
        subject = factories.subject(code=code, title=SUBJECTS[code])
        factories.paper(assessment=paper.assessment, subject=subject, code=code)
    for number in range(len(FAILED) + PASSED):
        person = factories.person(given_name="Anna", family_name=f"Kalniņa {word(number)}")
        factories.enrolment(group=own_class, person=person)


def word(number: int) -> str:
    """A name of letters, as people have."""
    return "Aa" + "".join(chr(ord("a") + int(digit)) for digit in f"{number:03}")


def typed() -> Iterator[dict[str, str]]:
    """A line for each exam of each learner, in the order of the class; then the second attempts."""
    again = 0
    for number in range(len(FAILED) + PASSED):
        failed = FAILED[number] if number < len(FAILED) else ()
        for code in SUBJECTS:
            points = ALMOST if code in failed else JUST if number % 2 else str(3 + number % 17)
            yield line(family=f"Kalniņa {word(number)}", paper=code, points=points)
        if "mathematics" in failed:
            again += 1
            second = ALMOST if again <= SECOND_FAILURES else "14"
            name = f"Kalniņa {word(number)}"
            yield line(family=name, paper="mathematics", points=second, attempt="2")


def figure(key: str, subject: str = "") -> Fraction:
    filters = {"school_year": "2023/2024", "assessment": KEY}
    if subject:
        filters["subject"] = subject
    value = asking.one(key, evidence=evidence.current(), filters=filters).value
    assert value is not None
    return Fraction(value)


def test_figures_come_out_as_printed(paper):
    rows = list(typed())

    assert take(*rows).status == TAKEN

    lake.touch(*(fact.table.key for fact in FACTS))
    below = {subject: figure("assessments.below_threshold", subject) for subject in PRINTED}
    assert below == PRINTED
    assert figure("assessments.second_failures") == SECOND_FAILURES
    assert figure("assessments.learners") == len(FAILED) + PASSED
    for code in SUBJECTS:
        exam = [row for row in rows if row["paper"] == code and "attempt" not in row]
        firsts = [Fraction(row["points"]) * 5 for row in exam]
        assert figure("assessments.mean_percent", code) == sum(firsts) / len(firsts)
    assert Result.objects.filter(attempt=2).count() == PRINTED["mathematics"]
