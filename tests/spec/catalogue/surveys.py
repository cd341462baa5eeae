"""What figures about surveys count."""

# ruff: noqa: E501  a drawn table is as wide as it is

from tests.spec.specs import Spec

ANSWERS = """
    unit | survey         | audience             | response | item          | answer | is_open | given_on
    3    | wellbeing 2024 | teachers             | 1        | I feel heard  | always | no      | 2024-05-02
    3    | wellbeing 2024 | teachers             | 2        | I feel heard  | often  | no      | 2024-05-02
    3    | wellbeing 2024 | teachers             | 3        | I feel heard  | often  | no      | 2024-05-03
    3    | wellbeing 2024 | teachers             | 4        | I feel heard  | never  | no      | 2024-05-03
    3    | wellbeing 2024 | teachers             | 5        | I feel heard  | rarely | no      | 2024-05-03
    3    | wellbeing 2024 | teachers             | 6        | I feel heard  | always | no      | 2024-05-03
    3    | wellbeing 2024 | teachers             | 7        | I feel heard  | always | no      | 2024-05-03
    3    | wellbeing 2024 | teachers             | 8        | I feel heard  | hard_to_say | yes | 2024-05-03
    4    | wellbeing 2024 | teachers             | 9        | I feel heard  | never  | no      | 2024-05-03
    4    | wellbeing 2024 | teachers             | 10       | I feel heard  | never  | no      | 2024-05-04
    4    | wellbeing 2024 | teachers             | 11       | I am not sure | yes    | no      | 2024-05-04
    3    | wellbeing 2024 | parents_of_school    | 21       | I feel heard  | always | no      | 2024-05-04
    2    | wellbeing 2024 | parents_of_preschool | 22       | I feel heard  | never  | no      | 2024-05-31
    3    | wellbeing 2023 | teachers             | 31       | I feel heard  | never  | no      | 2023-05-04
"""
GIVEN = {"survey_answers": ANSWERS}
ASKED = {
    **GIVEN,
    "survey_populations": """
        unit | survey         | audience             | people
        3    | wellbeing 2024 | teachers             | 12
        4    | wellbeing 2024 | teachers             | 10
        3    | wellbeing 2024 | parents_of_school    | 4
        2    | wellbeing 2024 | parents_of_preschool | 1
    """,
}
TOLD = {
    "survey_results": """
        unit | survey         | audience | item         | takes_many | answer  | given | people | school_year | closed_on
        3    | wellbeing 2024 | teachers | I feel heard | no         | always  | 9     | 20     | 2023/2024   | 2024-06-07
        3    | wellbeing 2024 | teachers | I feel heard | no         | often   | 6     | 0      | 2023/2024   | 2024-06-07
        3    | wellbeing 2024 | teachers | I feel heard | no         | never   | 5     | 0      | 2023/2024   | 2024-06-07
        3    | wellbeing 2024 | teachers | What helps   | yes        | talking | 15    | 20     | 2023/2024   | 2024-06-07
        3    | wellbeing 2024 | teachers | What helps   | yes        | reading | 12    | 0      | 2023/2024   | 2024-06-07
        4    | wellbeing 2024 | teachers | I feel heard | no         | always  | 1     | 10     | 2023/2024   | 2024-06-07
        4    | wellbeing 2024 | teachers | I feel heard | no         | never   | 9     | 0      | 2023/2024   | 2024-06-07
        3    | wellbeing 2023 | teachers | I feel heard | no         | never   | 12    | 12     | 2022/2023   | 2023-06-07
    """
}
OF_CITY = {
    "survey_city_results": """
        survey         | audience             | item         | takes_many | answer      | given | people | answered_on
        wellbeing 2024 | teachers             | I feel heard | no         | always      | 30    | 100    | 2024-05-07
        wellbeing 2024 | teachers             | I feel heard | no         | often       | 20    | 0      | 2024-05-07
        wellbeing 2024 | teachers             | I feel heard | no         | never       | 40    | 0      | 2024-05-07
        wellbeing 2024 | teachers             | I feel heard | no         | hard_to_say | 10    | 0      | 2024-05-07
        wellbeing 2024 | teachers             | What helps   | yes        | talking     | 60    | 80     | 2024-05-07
        wellbeing 2024 | teachers             | What helps   | yes        | reading     | 50    | 0      | 2024-05-07
        wellbeing 2024 | parents_of_school    | I feel heard | no         | always      | 15    | 40     | 2024-05-31
        wellbeing 2024 | parents_of_school    | I feel heard | no         | never       | 25    | 0      | 2024-05-31
        wellbeing 2024 | parents_of_preschool | I feel heard | no         | always      | 5     | 10     | 2024-05-31
        wellbeing 2024 | parents_of_preschool | I feel heard | no         | never       | 5     | 0      | 2024-05-31
        wellbeing 2023 | teachers             | I feel heard | no         | never       | 12    | 12     | 2023-05-04
    """
}

SPECS = [
    Spec(
        "surveys.responses",
        "Each answer once, by whom it was given",
        tables=GIVEN,
        as_of="2024-06-30",
        figures="""
            filters                                  | by       | value
            survey=wellbeing 2024                    |          | 13
            survey=wellbeing 2024; audience=teachers |          | 11
            survey=wellbeing 2024; audience=parents  |          | 2
            survey=wellbeing 2024                    | audience | parents_of_preschool 1; parents_of_school 1; teachers 11
        """,
    ),
    Spec(
        "surveys.responses",
        "Answers that were given by the day",
        tables=GIVEN,
        as_of="2024-05-03",
        figures="""
            filters               | by | value
            survey=wellbeing 2024 |    | 9
        """,
    ),
    Spec(
        "surveys.response_rate",
        "Of those who were asked; nobody is counted for an answer that is still to come",
        tables=ASKED,
        as_of="2024-06-30",
        figures="""
            filters                                  | by       | value
            survey=wellbeing 2024; audience=teachers |          | 11 of 22
            survey=wellbeing 2024; audience=parents  |          | 2 of 5
            survey=wellbeing 2024                    | audience | parents_of_preschool 1 of 1; parents_of_school 1 of 4; teachers 11 of 22
        """,
    ),
    Spec(
        "surveys.share",
        "Of those who answered the item; several answers are joined, and audiences",
        tables=OF_CITY,
        as_of="2024-06-30",
        figures="""
            filters                                                                             | by       | value
            survey=wellbeing 2024; audience=teachers; item=I feel heard; answer=always          |          | 30 of 100
            survey=wellbeing 2024; audience=teachers; item=I feel heard; answer=always or often |          | 50 of 100
            survey=wellbeing 2024; audience=teachers; item=I feel heard; answer=hard_to_say     |          | 10 of 100
            survey=wellbeing 2024; audience=teachers; item=I feel heard                         |          | not asked
            survey=wellbeing 2024; audience=parents; item=I feel heard; answer=always           |          | 20 of 50
            survey=wellbeing 2024; item=I feel heard; answer=always                             | audience | parents_of_preschool 5 of 10; parents_of_school 15 of 40; teachers 30 of 100
        """,
    ),
    Spec(
        "surveys.share",
        "A survey is told whole, from the day on which the last of the audience answered",
        tables=OF_CITY,
        as_of="2024-05-30",
        figures="""
            filters                                                                    | by | value
            survey=wellbeing 2024; audience=teachers; item=I feel heard; answer=always |    | 30 of 100
            survey=wellbeing 2024; audience=parents; item=I feel heard; answer=always  |    | not asked
        """,
    ),
    Spec(
        "surveys.share",
        "Answers of which one person may give several are not added up",
        tables=OF_CITY,
        as_of="2024-06-30",
        figures="""
            filters                                                   | by | value
            audience=teachers; item=What helps; answer=talking        |    | 60 of 80
            audience=teachers; item=What helps; answer=talking or reading |    | not asked
        """,
    ),
    Spec(
        "surveys.told",
        "Of institutions of which it may be told, in surveys closed in the school year",
        tables=TOLD,
        as_of="2024-06-30",
        figures="""
            filters                                                                       | by          | value
            institution=river; audience=teachers; item=I feel heard; answer=always        |             | 9 of 20
            institution=river; audience=teachers; item=I feel heard; answer=always or often |             | 15 of 20
            institution=river; audience=teachers; item=I feel heard; answer=rarely        |             | 0 of 20
            audience=teachers; item=I feel heard; answer=always                           | institution | river 9 of 20; birch 1 of 10
            institution=river; school_year=2022/2023; item=I feel heard; answer=always    |             | 0 of 12
            institution=river; item=What helps; answer=talking                            |             | 15 of 20
            institution=river; item=What helps; answer=talking or reading                 |             | not asked
        """,
    ),
    Spec(
        "surveys.told",
        "A survey counts from the day on which it closed",
        tables=TOLD,
        as_of="2024-06-06",
        figures="""
            filters                               | by | value
            item=I feel heard; answer=always      |    | not asked
        """,
    ),
]
