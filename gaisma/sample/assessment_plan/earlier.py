"""What was tested in the springs before: those who sit an exam now, two years and a year ago.

Only who learned in the city in spring 2024 has results of then; fewer sat than learn now, since
some came later. Each paper is like one of 2024, so that years stand beside each other.
"""

from datetime import date

from gaisma.quality.assessments.terms import MONITORING, OPTIMAL, PILOT, STATE_EXAM
from gaisma.quality.assessments.workflow import CLOSED
from gaisma.sample.assessment_plan.shapes import (
    CONTINUES,
    CRITICAL,
    GOOD,
    HIGH,
    IN_DEPTH,
    LOW,
    MASTERED,
    OPTIMUM,
    SUFFICIENT,
    VERY_LOW,
    Sat,
    Sitting,
    marks,
    percent,
)


def _latvian(year: int, papers: tuple[Sat, ...]) -> Sitting:
    titles = (
        f"Latviešu valodas prasmes monitorings {year}",
        f"Monitoring of Latvian {year}",
        f"Мониторинг латышского языка {year}",
    )
    return _of(year, f"monitoring Latvian {year}", MONITORING, titles, papers)


def _mathematics(year: int, papers: tuple[Sat, ...]) -> Sitting:
    titles = (
        f"Matemātikas monitorings {year}",
        f"Monitoring of mathematics {year}",
        f"Мониторинг математики {year}",
    )
    return _of(year, f"monitoring mathematics {year}", MONITORING, titles, papers)


def _of(
    year: int, key: str, kind: str, titles: tuple[str, str, str], papers: tuple[Sat, ...]
) -> Sitting:
    return Sitting(key, kind, titles, papers, state=CLOSED, school_year=f"{year - 1}/{year}")


def _latvian_of_7(held_on: date, known_on: date, mean: str, counts: tuple[int, ...]) -> Sat:
    words = (CRITICAL, LOW, CONTINUES, MASTERED, IN_DEPTH)
    points = ((3, 11), (12, 23), (24, 38), (39, 50), (51, 60))
    each = enumerate(zip(words, points, counts, strict=True))
    bands = tuple(
        percent(word, bounds, count, is_low=place < 2) for place, (word, bounds, count) in each
    )
    return Sat(
        "grade 7",
        "Latvian",
        sum(counts),
        mean,
        grade=7,
        held_on=held_on,
        known_on=known_on,
        maximum=60,
        bands=bands,
    )


LATVIAN_2022 = _latvian(
    2022, (_latvian_of_7(date(2022, 5, 12), date(2022, 6, 10), "50.4", (40, 192, 301, 121, 46)),)
)
MATHEMATICS_2022 = _mathematics(
    2022,
    (
        Sat("grade 7", "mathematics", 688, "38.6", grade=7, maximum=40,
            held_on=date(2022, 5, 17), known_on=date(2022, 6, 10)),
    ),
)  # fmt: skip
LATVIAN_2023 = _latvian(
    2023,
    (
        Sat(
            "grade 1",
            "Latvian",
            838,
            "59.8",
            grade=1,
            held_on=date(2023, 5, 11),
            known_on=date(2023, 6, 9),
            maximum=50,
            bands=(
                percent(LOW, (6, 19), 171, is_low=True),
                percent(SUFFICIENT, (20, 37), 429),
                percent(GOOD, (38, 50), 238),
            ),
        ),
        Sat(
            "grade 4",
            "Latvian",
            787,
            "51.1",
            grade=4,
            held_on=date(2023, 5, 11),
            known_on=date(2023, 6, 9),
            maximum=50,
            bands=(
                marks(VERY_LOW, (1, 2), (2, 10), 73, low=True),
                marks(LOW, (3, 4), (11, 20), 158, low=True),
                marks(OPTIMUM, (5, 8), (21, 40), 449),
                marks(HIGH, (9, 10), (41, 50), 107),
            ),
        ),
        _latvian_of_7(date(2023, 5, 11), date(2023, 6, 9), "51.3", (37, 188, 305, 127, 47)),
    ),
)
MATHEMATICS_2023 = _mathematics(
    2023,
    (
        Sat("grade 4", "mathematics", 634, "53.0", grade=4, maximum=40,
            held_on=date(2023, 5, 16), known_on=date(2023, 6, 9)),
        Sat("grade 7", "mathematics", 649, "39.5", grade=7, maximum=40,
            held_on=date(2023, 5, 16), known_on=date(2023, 6, 9)),
    ),
)  # fmt: skip
PILOT_2023 = _of(
    2023,
    "pilot mathematics optimal 2023",
    PILOT,
    (
        "Piloteksāmens matemātikā, optimālais līmenis, 2023",
        "Pilot exam in mathematics, optimal level, 2023",
        "Пробный экзамен по математике, оптимальный уровень, 2023",
    ),
    (
        Sat("mathematics", "mathematics", 297, "40.3", of_grade=11, level=OPTIMAL,
            held_on=date(2023, 3, 14), known_on=date(2023, 4, 14)),
    ),
)  # fmt: skip
GRADE_9_OF_2023 = _of(
    2023,
    "state exam grade 9 2023",
    STATE_EXAM,
    (
        "Valsts pārbaudes darbi 9. klasei 2023",
        "State exams of grade 9, 2023",
        "Государственные экзамены 9 класса 2023",
    ),
    (
        Sat("latvian", "Latvian", 688, "61.2", grade=9, threshold="10",
            held_on=date(2023, 5, 23), known_on=date(2023, 6, 16), reference="62.7"),
        Sat("mathematics", "mathematics", 693, "44.1", grade=9, threshold="10",
            held_on=date(2023, 5, 26), known_on=date(2023, 6, 16), reference="48.3"),
        Sat("english", "English", 671, "64.4", grade=9, threshold="10",
            held_on=date(2023, 5, 18), known_on=date(2023, 6, 16), reference="68.8"),
    ),
)  # fmt: skip
BELOW_OF_9_IN_2023 = {
    "latvian": (*range(3, 19),),
    "mathematics": (*range(29),),
    "english": (*range(3), *range(29, 37)),
}
"""Of the fifty weakest those who were below the threshold, by paper."""
SITTINGS = (
    LATVIAN_2022,
    MATHEMATICS_2022,
    LATVIAN_2023,
    MATHEMATICS_2023,
    PILOT_2023,
    GRADE_9_OF_2023,
)
