"""What figures about boards count."""

# ruff: noqa: E501  a drawn table is as wide as it is

from tests.spec.specs import Spec

BOARDS = """
    unit | board | from_on    | to_on
    3    | 1     | 2022-09-01 |
    3    | 2     | 2024-10-01 |
    4    | 3     | 2022-09-01 | 2024-08-31
    2    | 4     | 2022-09-01 | 2024-10-01
    8    | 5     | 2022-09-01 |
"""
SEATS = """
    unit | board | member | represents | from_on    | to_on
    3    | 1     | 1      | founder    | 2022-09-01 | 2024-09-30
    3    | 1     | 2      | founder    | 2024-10-01 |
    3    | 2     | 3      | parents    | 2024-10-01 |
    4    | 3     | 4      | founder    | 2022-09-01 |
    2    | 4     | 5      | founder    | 2022-09-01 | 2024-09-30
    8    | 5     | 6      | founder    | 2022-09-01 |
"""
MEETINGS = """
    unit | board | meeting | on
    3    | 1     | 1       | 2023-12-31
    3    | 1     | 2       | 2024-01-01
    4    | 3     | 3       | 2024-10-01
    3    | 1     | 4       | 2024-10-02
"""

SPECS = [
    Spec(
        "boards.count",
        "Boards that work on the day, on its first and last day too",
        tables={"boards": BOARDS},
        figures="""
            filters               | by               | value
                                  |                  | 4
            school_year=2024/2025 |                  | 3
            school_year=2023/2024 |                  | 4
            founder=state         |                  | 1
            institution=river     |                  | 2
                                  | institution_kind | preschool 1; secondary_school 2; vocational_school 1
        """,
    ),
    Spec(
        "boards.with_founder",
        "Of these, boards in which the founder has a seat on the day, whoever sits there",
        tables={"boards": BOARDS, "board_seats": SEATS},
        figures="""
            filters               | by | value
                                  |    | 2
            school_year=2023/2024 |    | 4
            school_year=2023/2024; institution=sun | | 1
            institution=sun       |    | 0
        """,
    ),
    Spec(
        "board_meetings.count",
        "Meetings of the calendar year up to the day",
        tables={"board_meetings": MEETINGS},
        figures="""
            filters           | by               | value
            year=2024         |                  | 2
            year=2023         |                  | 1
            year=2024         | institution_kind | basic_school 1; secondary_school 1
            year=2024; institution=river |       | 1
        """,
    ),
]
