"""What figures about attendance count."""

# ruff: noqa: E501  a drawn table is as wide as it is

from tests.spec.specs import Spec

DAYS = """
    unit | stage  | grade | group | school_year | month   | day        | subject | lessons | present | late | excused | unexcused
    3    | school | 5     | 1     | 2023/2024   | 2024-04 | 2024-04-15 | maths   | 20      | 16      | 2    | 1       | 1
    3    | school | 5     | 1     | 2023/2024   | 2024-04 | 2024-04-15 | sports  | 20      | 0       | 0    | 0       | 0
    3    | school | 6     | 2     | 2023/2024   | 2024-05 | 2024-05-06 | maths   | 10      | 6       | 0    | 3       | 1
    4    | school | 5     | 3     | 2023/2024   | 2024-05 | 2024-05-07 | maths   | 10      | 10      | 0    | 0       | 0
    3    | school | 5     | 4     | 2022/2023   | 2023-05 | 2023-05-08 | maths   | 10      | 5       | 0    | 0       | 5
    3    | school | 5     | 5     | 2024/2025   | 2024-09 | 2024-09-02 | maths   | 10      | 0       | 1    | 0       | 9
"""
TABLES = {"lesson_days": DAYS}
DAY = "2024-08-20"

SPECS = [
    Spec(
        "attendance.rate",
        "Present and late, of the lessons of which something was entered",
        tables=TABLES,
        as_of=DAY,
        figures="""
            filters                        | by          | value
            school_year=2023/2024          |             | 34 of 40
                                           |             | 34 of 40
            school_year=2023/2024          | institution | river 24 of 30; birch 10 of 10
            school_year=2023/2024          | grade       | 5 28 of 30; 6 6 of 10
            school_year=2023/2024          | month       | 2024-04 18 of 20; 2024-05 16 of 20
            school_year=2023/2024          | subject     | maths 34 of 40; sports no data
            school_year=2023/2024; month=2024-05; stage=school | | 16 of 20
            school_year=2022/2023          |             | 5 of 10
        """,
    ),
    Spec(
        "attendance.rate",
        "A lesson that is still to come on the day is not counted, nor is a year without a journal",
        tables=TABLES,
        as_of="2024-05-06",
        figures="""
            filters                        | by          | value
            school_year=2023/2024          |             | 24 of 30
            school_year=2021/2022          |             | no data
            school_year=2024/2025          |             | not begun
        """,
    ),
    Spec(
        "absences.unexcused",
        "Lessons missed without an excuse; where a journal came, none is a counted zero",
        tables=TABLES,
        as_of=DAY,
        figures="""
            filters                        | by          | value
            school_year=2023/2024          |             | 2
            school_year=2023/2024          | month       | 2024-04 1; 2024-05 1
            school_year=2023/2024          | grade       | 5 1; 6 1
            school_year=2023/2024; subject=sports |       | 0
            school_year=2023/2024; institution=birch |    | 0
            school_year=2022/2023          |             | 5
        """,
    ),
]
