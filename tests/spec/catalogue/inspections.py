"""What figures about inspections count."""

from tests.spec.specs import Spec

PLANNED = """
    unit | inspection | school_year | planned_on
    2    | 1          | 2024/2025   | 2024-08-19
    3    | 2          | 2024/2025   | 2024-08-21
    4    | 3          | 2024/2025   | 2024-09-03
    3    | 4          | 2023/2024   | 2023-08-21
"""
ACTS = """
    unit | inspection | school_year | result       | from_on    | to_on
    2    | 1          | 2024/2025   | ready        | 2024-08-19 |
    3    | 2          | 2024/2025   | not_ready    | 2024-08-21 | 2024-08-27
    3    | 2          | 2024/2025   | with_defects | 2024-08-28 |
    3    | 4          | 2023/2024   | ready        | 2023-08-21 |
"""
DEFECTS = """
    unit | defect | school_year | severity  | found_on   | due_on     | mended_on  | checked_on
    3    | 1      | 2024/2025   | dangerous | 2024-08-21 | 2024-08-26 | 2024-08-25 | 2024-08-26
    3    | 2      | 2024/2025   | slight    | 2024-08-21 | 2024-08-30 | 2024-08-28 |
    3    | 3      | 2024/2025   | slight    | 2024-08-21 | 2024-08-24 |            |
    2    | 4      | 2024/2025   | serious   | 2024-08-19 | 2024-09-20 |            |
    4    | 5      | 2024/2025   | serious   | 2024-09-03 | 2024-09-20 |            |
    3    | 6      | 2023/2024   | slight    | 2023-08-21 | 2023-08-30 | 2023-08-29 | 2023-08-30
"""
DAY = "2024-08-25"

SPECS = [
    Spec(
        "inspections.planned",
        "The plan for a school year, held or not",
        tables={"inspections": PLANNED},
        as_of=DAY,
        figures="""
            filters               | by          | value
            school_year=2024/2025 |             | 3
            school_year=2024/2025 | institution | sun 1; river 1; birch 1
                                  |             | 1
        """,
    ),
    Spec(
        "inspections.count",
        "The version of the act that holds on the day, whichever it was before",
        tables={"inspection_acts": ACTS},
        as_of=DAY,
        figures="""
            filters                              | by     | value
            school_year=2024/2025                |        | 2
            school_year=2024/2025                | result | not_ready 1; ready 1
            school_year=2024/2025; result=ready, with defects to mend | | 0
            school_year=2023/2024                |        | 1
                                                 |        | 1
        """,
    ),
    Spec(
        "inspections.count",
        "A correction counts from the day on which it was signed",
        tables={"inspection_acts": ACTS},
        as_of="2024-08-28",
        figures="""
            filters               | by     | value
            school_year=2024/2025 | result | ready 1; with_defects 1
        """,
    ),
    Spec(
        "inspections.defects",
        "How a defect stands on the day; none before the act that tells it",
        tables={"inspection_defects": DEFECTS},
        as_of=DAY,
        figures="""
            filters                                    | by           | value
            school_year=2024/2025                      |              | 4
            school_year=2024/2025                      | defect_state | mended 1; open 2; overdue 1
            school_year=2024/2025; severity=slight     | defect_state | open 1; overdue 1
            school_year=2023/2024; defect_state=checked |             | 1
            school_year=2024/2025; institution=birch   |              | 0
        """,
    ),
]
