"""What figures about support count."""

from tests.spec.specs import Spec

CASES = """
    unit | case | person | from_on    | to_on      | case_outcome
    2    | 1    | 11     | 2023-10-02 |            |
    2    | 2    | 12     | 2023-11-01 | 2024-02-29 | stays
    3    | 3    | 13     | 2023-09-18 | 2024-05-31 | left
    3    | 4    | 13     | 2024-06-10 |            |
    3    | 5    | 14     | 2022-10-01 | 2023-05-31 | moved
"""
GIVEN = """
    unit | case | person | support_kind | funding        | given_on   | hours | amount
    2    | 1    | 11     | consultation | institution    | 2023-10-09 | 1.50  |
    2    | 1    | 11     | psychologist | institution    | 2023-10-16 | 1.00  |
    2    | 2    | 12     | consultation | european_union | 2023-12-04 | 2.00  |
    3    | 3    | 13     | transport    | municipality   | 2024-01-31 |       | 24.00
    3    | 5    | 14     | consultation | institution    | 2023-03-01 | 8.00  |
    2    | 1    | 11     | consultation | institution    | 2024-09-09 | 1.00  |
"""
LISTED = """
    person | from_on    | to_on
    11     | 2023-10-01 |
    15     | 2023-10-01 |
"""
OUTSIDE = """
    person | age_group        | protection | tracing       | from_on    | to_on
    11     | seven_to_fifteen | declared   | not_contacted | 2023-10-01 | 2023-10-19
    11     | seven_to_fifteen | declared   | contacted     | 2023-10-20 | 2024-01-07
    12     | five_to_six      | temporary  | not_contacted | 2023-11-01 | 2024-08-31
    13     | seven_to_fifteen | temporary  | abroad        | 2024-06-15 | 2030-02-01
    14     | sixteen_to_seventeen | declared | exempt      | 2024-06-16 | 2025-02-01
"""
DAY = "2024-06-15"

SPECS = [
    Spec(
        "prevention.cases",
        "Open on the day, the last day included",
        tables={"support_cases": CASES},
        as_of="2024-05-31",
        figures="""
            filters | by          | value
                    |             | 2
                    | institution | sun 1; river 1
        """,
    ),
    Spec(
        "prevention.learners",
        "Each learner once, in the year of the question and by its day",
        tables={"support_cases": CASES, "support_given": GIVEN},
        as_of=DAY,
        figures="""
            filters                 | by           | value
                                    |              | 3
            school_year=2023/2024   | support_kind | consultation 2; psychologist 1; transport 1
            school_year=2022/2023   |              | 1
            funding=European Union funds |         | 1
        """,
    ),
    Spec(
        "prevention.hours",
        "Hours as they were entered; money has none",
        tables={"support_cases": CASES, "support_given": GIVEN},
        as_of=DAY,
        figures="""
            filters               | by           | value
                                  |              | 4.50
                                  | support_kind | consultation 3.50; psychologist 1.00
            school_year=2022/2023 |              | 8.00
        """,
    ),
    Spec(
        "prevention.outcomes",
        "Cases closed in the year, by what became of them",
        tables={"support_cases": CASES},
        as_of=DAY,
        figures="""
            filters               | by           | value
                                  |              | 2
                                  | case_outcome | left 1; stays 1
            school_year=2022/2023 | case_outcome | moved 1
        """,
    ),
    Spec(
        "out_of_education.count",
        "In a time without learning on the day, both its ends included",
        tables={"declared_children": LISTED, "out_of_education": OUTSIDE},
        as_of=DAY,
        figures="""
            filters               | by         | value
                                  |            | 2
                                  | age_group  | five_to_six 1; seven_to_fifteen 1
                                  | protection | temporary 2
                                  | tracing    | abroad 1; not_contacted 1
            tracing=learns abroad |            | 1
        """,
    ),
    Spec(
        "out_of_education.count",
        "What was known then; once lists were taken in, nobody is a counted zero",
        tables={"declared_children": LISTED, "out_of_education": OUTSIDE},
        as_of="2023-10-20",
        figures="""
            filters             | by      | value
                                | tracing | contacted 1
            protection=temporary |        | 0
        """,
    ),
]
