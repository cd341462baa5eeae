"""What figures about safety, career guidance and the state language count."""

from tests.spec.specs import Spec

HELD = """
    unit | activity | activity_kind     | held_on    | learners | adults | hours
    2    | 1        | raid              | 2024-09-10 | 30       | 2      | 1.00
    2    | 2        | talk              | 2024-09-12 | 24       | 1      | 0.75
    3    | 3        | talk              | 2024-10-01 | 26       | 1      | 0.75
    3    | 4        | police_visit      | 2023-10-03 | 25       | 2      | 2.00
    2    | 5        | shadow_day        | 2024-09-16 | 12       | 0      | 6.00
    3    | 6        | career_lesson     | 2024-09-17 | 20       | 1      | 1.00
    2    | 7        | language_course   | 2024-09-18 | 9        | 0      | 1.50
    3    | 8        | teacher_support   | 2024-09-19 | 0        | 14     | 2.25
    3    | 9        | language_course   | 2024-09-21 | 8        | 0      | 1.50
"""
DAY = "2024-09-20"

SPECS = [
    Spec(
        "safety.activities",
        "Held in the school year by the day; those of other areas and of later days do not count",
        tables={"support_activities": HELD},
        as_of=DAY,
        figures="""
            filters                                      | by            | value
                                                         |               | 2
            school_year=2024/2025                        | activity_kind | raid 1; talk 1
            school_year=2024/2025                        | institution   | sun 2
            school_year=2024/2025; activity_kind=raid    |               | 1
            school_year=2023/2024                        |               | 1
        """,
    ),
    Spec(
        "safety.learners",
        "Learners are counted anew by each activity",
        tables={"support_activities": HELD},
        as_of=DAY,
        figures="""
            filters               | by            | value
            school_year=2024/2025 |               | 54
            school_year=2024/2025 | activity_kind | raid 30; talk 24
            school_year=2023/2024 |               | 25
        """,
    ),
    Spec(
        "career.activities",
        "Of career guidance alone",
        tables={"support_activities": HELD},
        as_of=DAY,
        figures="""
            filters               | by            | value
            school_year=2024/2025 |               | 2
            school_year=2024/2025 | activity_kind | career_lesson 1; shadow_day 1
        """,
    ),
    Spec(
        "career.learners",
        "Learners at career guidance",
        tables={"support_activities": HELD},
        as_of=DAY,
        figures="""
            filters               | by          | value
            school_year=2024/2025 |             | 32
            school_year=2024/2025 | institution | sun 12; river 20
        """,
    ),
    Spec(
        "language_support.hours",
        "Hours to a quarter, of courses, groups and support to teachers",
        tables={"support_activities": HELD},
        as_of=DAY,
        figures="""
            filters               | by            | value
            school_year=2024/2025 |               | 3.75
            school_year=2024/2025 | activity_kind | language_course 1.50; teacher_support 2.25
        """,
    ),
]
