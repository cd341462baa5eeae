"""What figures about social and emotional learning count."""

from tests.spec.specs import Spec

LESSONS = """
    unit | group | school_year | stage  | grade | lesson | held_on    | lessons
    3    | 1     | 2023/2024   | school | 5     | 1      | 2023-10-02 | 2
    3    | 1     | 2023/2024   | school | 5     | 2      | 2024-02-05 | 1
    4    | 2     | 2023/2024   | school | 6     | 3      | 2023-11-06 | 1
    3    | 5     | 2022/2023   | school | 5     | 4      | 2023-02-06 | 4
"""
GROUPS = """
    group | unit | stage     | school_year | grade | from_on    | to_on
    1     | 3    | school    | 2023/2024   | 5     | 2023-09-01 | 2024-08-31
    2     | 4    | school    | 2023/2024   | 6     | 2023-09-01 | 2024-08-31
    3     | 4    | school    | 2023/2024   | 1     | 2023-09-01 | 2024-08-31
    4     | 3    | school    | 2023/2024   | 10    | 2023-09-01 | 2024-08-31
    5     | 3    | school    | 2022/2023   | 5     | 2022-09-01 | 2023-08-31
    6     | 2    | preschool | 2023/2024   |       | 2023-09-01 | 2024-08-31
    7     | 3    | school    | 2021/2022   | 5     | 2021-09-01 | 2022-08-31
"""
NORMS = """
    school_year | from_on    | to_on      | lessons | talks | last_on
    2021/2022   | 2021-09-01 |            | 4       | 2     | 2022-05-31
    2022/2023   | 2022-09-01 |            | 4       | 2     | 2023-05-31
    2023/2024   | 2023-09-01 | 2023-11-30 | 0       | 2     | 2024-05-31
    2023/2024   | 2023-12-01 | 2024-02-29 | 2       | 2     | 2024-05-31
    2023/2024   | 2024-03-01 |            | 3       | 2     | 2024-05-31
"""
ENROLMENTS = """
    person | unit | group | stage  | school_year | grade | from_on    | to_on
    11     | 3    | 1     | school | 2023/2024   | 5     | 2023-09-01 | 2024-08-31
    12     | 3    | 1     | school | 2023/2024   | 5     | 2023-09-01 | 2024-06-14
    13     | 4    | 2     | school | 2023/2024   | 6     | 2023-09-01 | 2024-08-31
    14     | 4    | 2     | school | 2023/2024   | 6     | 2023-09-01 | 2024-01-31
    15     | 3    | 4     | school | 2023/2024   | 10    | 2023-09-01 | 2024-08-31
"""
TALKS = """
    unit | group | school_year | stage  | grade | person | held_on
    3    | 1     | 2023/2024   | school | 5     | 11     | 2023-10-10
    3    | 1     | 2023/2024   | school | 5     | 11     | 2024-04-10
    3    | 1     | 2023/2024   | school | 5     | 12     | 2023-10-11
    4    | 2     | 2023/2024   | school | 6     | 14     | 2023-10-12
    4    | 2     | 2023/2024   | school | 6     | 14     | 2023-11-12
"""
BEHIND = {"class_lessons": LESSONS, "groups": GROUPS, "social_emotional_norms": NORMS}
TALKED = {
    "family_talks": TALKS,
    "enrolments": ENROLMENTS,
    "social_emotional_norms": NORMS,
}
DAY = "2024-08-20"

SPECS = [
    Spec(
        "social_emotional.lessons",
        "As long as they were, in the year of the question and by its day",
        tables=BEHIND,
        as_of=DAY,
        figures="""
            filters               | by          | value
                                  |             | 4
            school_year=2023/2024 | institution | river 3; birch 1
            school_year=2023/2024 | grade       | 5 3; 6 1
            school_year=2022/2023 |             | 4
            school_year=2021/2022 |             | no data
        """,
    ),
    Spec(
        "social_emotional.classes_behind",
        "Fewer lessons than are due; grade 10 and preschools are not asked, nor a year without any",
        tables=BEHIND,
        as_of=DAY,
        figures="""
            filters               | by          | value
            school_year=2023/2024 |             | 2
            school_year=2023/2024 | institution | birch 2
            school_year=2023/2024 | grade       | 1 1; 6 1
            school_year=2023/2024; grade=5 |    | 0
            school_year=2022/2023 |             | 0
            school_year=2021/2022 |             | no data
        """,
    ),
    Spec(
        "social_emotional.classes_behind",
        "What is due grows with the school days, and the lessons of later days do not count",
        tables=BEHIND,
        as_of="2024-01-15",
        figures="""
            filters               | by          | value
            school_year=2023/2024 |             | 2
            school_year=2023/2024; grade=5 |    | 0
        """,
    ),
    Spec(
        "social_emotional.classes_behind",
        "While nothing is due, none is behind",
        tables=BEHIND,
        as_of="2023-11-30",
        figures="""
            filters               | by          | value
            school_year=2023/2024 |             | 0
        """,
    ),
    Spec(
        "social_emotional.families_talked",
        "Of those who learn on the last school day, whose family had all talks",
        tables=TALKED,
        as_of=DAY,
        figures="""
            filters               | by          | value
                                  |             | 1 of 3
            school_year=2023/2024 | institution | river 1 of 2; birch 0 of 1
            school_year=2023/2024 | grade       | 5 1 of 2; 6 0 of 1
            school_year=2022/2023 |             | no data
        """,
    ),
    Spec(
        "social_emotional.families_talked",
        "Of those who learn on the day, with the talks held by then",
        tables=TALKED,
        as_of="2024-01-15",
        figures="""
            filters               | by          | value
            school_year=2023/2024 |             | 1 of 4
        """,
    ),
]
