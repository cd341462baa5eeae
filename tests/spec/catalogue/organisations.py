"""What figures about institutions count."""

# ruff: noqa: E501  a drawn table is as wide as it is

from tests.spec.specs import Spec

GROUPS = """
    group | unit | programme | stage     | school_year
    1     | 2    | 1         | preschool | 2024/2025
    2     | 3    | 2         | preschool | 2024/2025
    3     | 3    | 3         | school    | 2024/2025
    4     | 4    | 4         | school    | 2024/2025
    5     | 4    | 5         | preschool | 2023/2024
"""
STATUSES = """
    unit | status           | from_on    | to_on
    2    | etwinning_school | 2023-09-01 | 2024-12-31
    2    | etwinning_school | 2022-09-01 | 2024-12-31
    3    | etwinning_school | 2024-10-02 |
    4    | etwinning_school | 2020-09-01 | 2024-10-01
    6    | etwinning_school | 2020-09-01 | 2024-09-30
"""
SUCCESSIONS = """
    unit | successor_unit | on         | from_on    | to_on
    5    | 4              | 2024-02-22 | 2024-02-22 | 2024-08-31
    5    | 3              | 2024-02-22 | 2024-09-01 |
    8    | 3              | 2025-09-01 | 2025-09-01 |
"""

SPECS = [
    Spec(
        "institutions.count",
        "Institutions that are open, neither units nor the authority",
        figures="""
            filters                | by               | value
            school_year=2024/2025  |                  | 5
            school_year=2023/2024  |                  | 6
                                   |                  | 5
            founder=state          |                  | 1
            founder=municipality   | institution_kind | basic_school 1; interest_institution 1; preschool 1; secondary_school 1
        """,
    ),
    Spec(
        "institutions.count",
        "A kind may be a unit's, a group of kinds, or one of several",
        figures="""
            filters                                        | by | value
            institution_kind=innovation centre             |    | 1
            institution_kind=general school                |    | 2
            institution_kind=preschool or secondary school |    | 2
            institution=youth                              |    | 1
        """,
    ),
    Spec(
        "institutions.count",
        "Offers keeps those that have a group of the stage in that year",
        tables={"groups": GROUPS},
        figures="""
            filters                                                                 | by | value
            school_year=2024/2025; offers=preschool                                 |    | 2
            school_year=2024/2025; offers=preschool; institution_kind=general school |   | 1
            school_year=2023/2024; offers=preschool                                 |    | 1
            school_year=2024/2025; offers=preschool or school                       |    | 3
        """,
    ),
    Spec(
        "institutions.with_status",
        "A status holds on both its first and its last day, and counts an institution once",
        tables={"statuses": STATUSES},
        figures="""
            filters                 | by          | value
            status=eTwinning school |             | 2
            status=eTwinning school | institution | sun 1; birch 1
            founder=state           |             | 0
        """,
    ),
    Spec(
        "institutions.merged",
        "Institutions taken over in the calendar year, each once, up to the day",
        tables={"successions": SUCCESSIONS},
        figures="""
            filters   | by               | value
            year=2024 |                  | 1
            year=2024 | institution_kind | basic_school 1
            year=2023 |                  | 0
            year=2025 |                  | not begun
        """,
    ),
]
