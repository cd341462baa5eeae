"""What was tested in 2024, and what is planned after it: how many sat, means, bands."""

from datetime import date

from gaisma.quality.assessments.terms import (
    DIAGNOSTIC,
    HIGHER,
    MONITORING,
    OPTIMAL,
    PILOT,
    STATE_EXAM,
)
from gaisma.quality.assessments.workflow import CLOSED, OPEN, PLANNED
from gaisma.sample.assessment_plan.shapes import (
    CANNOT_ANSWER,
    CANNOT_TELL,
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
    one,
    percent,
    told,
)

LATVIAN = Sitting(
    "monitoring Latvian 2024",
    MONITORING,
    (
        "Latviešu valodas prasmes monitorings 2024",
        "Monitoring of Latvian 2024",
        "Мониторинг латышского языка 2024",
    ),
    (
        Sat(
            "preschool",
            "Latvian",
            846,
            stage="preschool",
            held_on=date(2024, 4, 23),
            known_on=date(2024, 5, 31),
            bands=(
                told(CRITICAL, 24, is_low=True),
                told(LOW, 46, is_low=True),
                told(SUFFICIENT, 486),
                told(GOOD, 290),
            ),
            skills={
                "speaking": (told(CRITICAL, 90), told(SUFFICIENT, 431), told(GOOD, 325)),
            },
        ),
        Sat(
            "grade 1",
            "Latvian",
            875,
            "61.2",
            grade=1,
            maximum=50,
            bands=(
                percent(LOW, (6, 19), 162, is_low=True),
                percent(SUFFICIENT, (20, 37), 453),
                percent(GOOD, (38, 50), 260),
            ),
            skills={
                "vocabulary": (
                    told(CRITICAL, 19),
                    told(LOW, 121),
                    told(SUFFICIENT, 450),
                    told(GOOD, 285),
                ),
            },
        ),
        Sat(
            "grade 4",
            "Latvian",
            835,
            "52.4",
            grade=4,
            maximum=50,
            bands=(
                marks(VERY_LOW, (1, 2), (2, 10), 69, low=True),
                marks(LOW, (3, 4), (11, 20), 157, low=True),
                marks(OPTIMUM, (5, 8), (21, 40), 489),
                marks(HIGH, (9, 10), (41, 50), 120),
            ),
            skills={
                "reading": (told(CANNOT_ANSWER, 127), told(SUFFICIENT, 418), told(GOOD, 290)),
            },
        ),
        Sat(
            "grade 7",
            "Latvian",
            713,
            "52.5",
            grade=7,
            maximum=60,
            bands=(
                percent(CRITICAL, (3, 11), 32, is_low=True),
                percent(LOW, (12, 23), 184, is_low=True),
                percent(CONTINUES, (24, 38), 310),
                percent(MASTERED, (39, 50), 137),
                percent(IN_DEPTH, (51, 60), 50),
            ),
            skills={
                "speaking": (told(CANNOT_TELL, 22), told(SUFFICIENT, 302), told(GOOD, 389)),
            },
        ),
    ),
)


def _science(
    english: str, latvian: str, russian: str, count: int, mean: str, reference: str
) -> Sitting:
    return one(
        f"monitoring {english} secondary 2024",
        MONITORING,
        (
            f"{latvian}: monitorings vidusskolā 2024",
            f"Monitoring of {english} in secondary school 2024",
            f"{russian}: мониторинг в средней школе 2024",
        ),
        Sat(
            english.replace(" ", "-"),
            english,
            count,
            mean,
            of_grade=10,
            level=OPTIMAL,
            held_on=date(2024, 3, 19),
            known_on=date(2024, 4, 30),
            maximum=60,
            reference=reference,
        ),
    )


TASKS_OF_4 = (
    ("lasa un pieraksta skaitļus līdz 10 000", "skaitļi", 4, 0.9),
    ("saskaita un atņem rakstos", "rēķināšana", 4, 0.75),
    ("reizina un dala galvā", "rēķināšana", 4, 0.65),
    ("salīdzina daļas", "skaitļi", 4, 0.35),
    ("mēra un pārvērš garuma mērvienības", "mērīšana", 4, 0.4),
    ("aprēķina taisnstūra perimetru", "mērīšana", 4, 0.5),
    ("nolasa datus no stabiņu diagrammas", "dati", 4, 0.7),
    ("atrisina teksta uzdevumu divos soļos", "spriešana", 4, 0.3),
    ("pamato, kurš no risinājumiem ir pareizs", "spriešana", 4, 0.15),
    ("turpina virkni un nosauc likumu", "spriešana", 4, 0.45),
)

MATHEMATICS = Sitting(
    "monitoring mathematics 2024",
    MONITORING,
    (
        "Matemātikas monitorings 2024",
        "Monitoring of mathematics 2024",
        "Мониторинг математики 2024",
    ),
    (
        Sat("grade 4", "mathematics", 671, "55.1", grade=4, maximum=40, tasks=TASKS_OF_4),
        Sat("grade 7", "mathematics", 664, "41.0", grade=7, maximum=40),
    ),
)
PILOTS = (
    one(
        "pilot English optimal 2024",
        PILOT,
        (
            "Piloteksāmens angļu valodā, optimālais līmenis, 2024",
            "Pilot exam in English, optimal level, 2024",
            "Пробный экзамен по английскому языку, оптимальный уровень, 2024",
        ),
        Sat("english", "English", 310, "56.58", of_grade=11, level=OPTIMAL,
            held_on=date(2024, 3, 5), known_on=date(2024, 4, 5)),
    ),
    one(
        "pilot English grade 9 2024",
        PILOT,
        (
            "Piloteksāmens angļu valodā, 9. klase, 2024",
            "Pilot exam in English, grade 9, 2024",
            "Пробный экзамен по английскому языку, 9 класс, 2024",
        ),
        Sat("english", "English", 742, "53.93", grade=9,
            held_on=date(2024, 3, 7), known_on=date(2024, 4, 5)),
    ),
    one(
        "pilot mathematics optimal 2024",
        PILOT,
        (
            "Piloteksāmens matemātikā, optimālais līmenis, 2024",
            "Pilot exam in mathematics, optimal level, 2024",
            "Пробный экзамен по математике, оптимальный уровень, 2024",
        ),
        Sat("mathematics", "mathematics", 305, "42.2", of_grade=11, level=OPTIMAL,
            held_on=date(2024, 3, 12), known_on=date(2024, 4, 12)),
    ),
    one(
        "pilot mathematics grade 9 2024",
        PILOT,
        (
            "Piloteksāmens matemātikā, 9. klase, 2024",
            "Pilot exam in mathematics, grade 9, 2024",
            "Пробный экзамен по математике, 9 класс, 2024",
        ),
        Sat("mathematics", "mathematics", 768, "32.0", grade=9,
            held_on=date(2024, 3, 14), known_on=date(2024, 4, 12)),
    ),
)  # fmt: skip
SCIENCES = (
    _science("biology", "Bioloģija", "Биология", 118, "45", "40"),
    _science("physics", "Fizika", "Физика", 96, "44", "28"),
    _science("chemistry", "Ķīmija", "Химия", 104, "44", "45"),
    _science("natural sciences", "Dabaszinības", "Естествознание", 131, "35", "28"),
)

GRADE_9 = Sitting(
    "state exam grade 9 2024",
    STATE_EXAM,
    (
        "Valsts pārbaudes darbi 9. klasei 2024",
        "State exams of grade 9, 2024",
        "Государственные экзамены 9 класса 2024",
    ),
    (
        Sat("latvian", "Latvian", 806, "63.0", grade=9, threshold="10",
            held_on=date(2024, 5, 21), reference="64.2"),
        Sat("mathematics", "mathematics", 812, "47.0", grade=9, threshold="10",
            held_on=date(2024, 5, 24), reference="50.9"),
        Sat("english", "English", 788, "66.0", grade=9, threshold="10",
            held_on=date(2024, 5, 16), reference="70.3"),
    ),
    state=OPEN,
)  # fmt: skip
BELOW_OF_9 = {
    "latvian": (*range(4, 26),),
    "mathematics": (*range(38),),
    "english": (*range(4), *range(38, 50)),
}
"""Of fifty learners those who are below the threshold, by paper."""
AGAIN, FAIL_AGAIN, SECOND_ON = 35, 3, date(2024, 8, 16)
"""Who tried mathematics again, how many of them are below the threshold again, known when."""

SECONDARY = Sitting(
    "state exam secondary 2024",
    STATE_EXAM,
    (
        "Centralizētie eksāmeni vidusskolā 2024",
        "State exams of secondary school, 2024",
        "Централизованные экзамены средней школы 2024",
    ),
    tuple(
        Sat(
            f"{subject.lower()}-{level}",
            subject,
            0,
            mean,
            of_grade=12,
            level=level,
            threshold="15",
            held_on=held_on,
            known_on=date(2024, 6, 28),
            reference=reference,
        )
        for subject, level, mean, held_on, reference in (
            ("Latvian", OPTIMAL, "57.0", date(2024, 5, 29), "60.1"),
            ("mathematics", OPTIMAL, "38.0", date(2024, 5, 31), "40.9"),
            ("English", OPTIMAL, "62.0", date(2024, 5, 14), "64.8"),
            ("Latvian", HIGHER, "58.0", date(2024, 6, 4), "59.7"),
            ("mathematics", HIGHER, "41.0", date(2024, 6, 6), "43.6"),
            ("English", HIGHER, "68.0", date(2024, 6, 11), "67.2"),
            ("biology", HIGHER, "55.0", date(2024, 6, 7), "54.1"),
            ("history", HIGHER, "52.0", date(2024, 6, 12), "50.8"),
            ("chemistry", HIGHER, "49.0", date(2024, 6, 10), "55.0"),
        )
    ),
    state=CLOSED,
)
TOOK = 531
"""So many of grade 12 took their exams."""
BELOW_OF_SECONDARY = {
    "mathematics-optimal": (*range(17),),
    "latvian-optimal": (0, 17, 18),
    "english-optimal": (1, 19, 20),
}

PLANNED_TESTS = (
    Sitting(
        "monitoring Latvian 2025",
        MONITORING,
        (
            "Latviešu valodas prasmes monitorings 2025",
            "Monitoring of Latvian 2025",
            "Мониторинг латышского языка 2025",
        ),
        tuple(
            Sat(f"grade {grade}", "Latvian", 0, grade=grade, held_on=date(2025, 4, day), maximum=50)
            for grade, day in ((1, 22), (4, 23), (7, 24))
        ),
        state=PLANNED,
        school_year="2024/2025",
    ),
    Sitting(
        "diagnostic grade 3 2025",
        DIAGNOSTIC,
        (
            "Diagnosticējošie darbi 3. klasei 2025",
            "Diagnostic tests of grade 3, 2025",
            "Диагностические работы 3 класса 2025",
        ),
        (
            Sat("latvian", "Latvian", 0, grade=3, held_on=date(2025, 2, 11), maximum=40),
            Sat("mathematics", "mathematics", 0, grade=3, held_on=date(2025, 2, 13), maximum=40),
        ),
        state=PLANNED,
        school_year="2024/2025",
    ),
)
