"""What figures about observations count."""

# ruff: noqa: E501  a drawn table is as wide as it is

from tests.spec.specs import Spec

OBSERVATIONS = """
    unit | observation | observer | teacher | stage     | grade | subject | language | school_year | term | held_on
    3    | 1           | external | 11      | school    | 7     | MAT     | lv       | 2024/2025   | 1    | 2024-09-01
    3    | 2           | internal | 11      | school    | 7     | MAT     | lv       | 2024/2025   | 1    | 2024-09-30
    3    | 3           | internal | 12      | school    | 8     | FIZ     | ru       | 2024/2025   | 1    | 2024-10-01
    2    | 4           | external | 13      | preschool |       |         | lv       | 2024/2025   | 1    | 2024-10-02
    3    | 5           | external | 12      | school    | 9     | FIZ     | lv       | 2023/2024   | 1    | 2023-09-01
    4    | 6           | peer     | 14      | school    | 1     | LV      | lv       | 2023/2024   | 2    | 2024-08-31
"""
VISITS = {"observations": OBSERVATIONS}
ANSWERS = """
    unit | observation | observer | teacher | language | school_year | held_on    | criterion     | answer | judged | meets
    3    | 1           | external | 11      | lv       | 2024/2025   | 2024-09-10 | three phases  | yes    | yes    | yes
    3    | 2           | external | 12      | lv       | 2024/2025   | 2024-09-10 | three phases  | fully  | yes    | yes
    3    | 3           | external | 13      | lv       | 2024/2025   | 2024-09-11 | three phases  | partly | yes    | no
    3    | 4           | external | 14      | lv       | 2024/2025   | 2024-09-11 | three phases  | no     | yes    | no
    4    | 5           | external | 15      | lv       | 2024/2025   | 2024-09-12 | three phases  | yes    | yes    | yes
    4    | 6           | external | 16      | ru       | 2024/2025   | 2024-09-12 | three phases  | cannot | no     | no
    4    | 7           | internal | 16      | lv       | 2024/2025   | 2024-09-13 | three phases  | yes    | yes    | yes
    3    | 1           | external | 11      | lv       | 2024/2025   | 2024-09-10 | learner-centred | yes  | yes    | yes
    3    | 1           | external | 11      | lv       | 2024/2025   | 2024-09-10 | form of the lesson | pair | no  | no
    3    | 8           | external | 11      | lv       | 2024/2025   | 2024-10-02 | three phases  | no     | yes    | no
    3    | 9           | external | 11      | lv       | 2023/2024   | 2024-05-20 | three phases  | no     | yes    | no
"""
SEEN = {"observation_answers": ANSWERS}
ANSWERED = """
    unit | observation | observer | teacher | school_year | held_on    | criterion          | answer  | seen           | judged
    3    | 1           | external | 11      | 2024/2025   | 2024-09-10 | form of the lesson | group   | work in groups | no
    3    | 1           | external | 11      | 2024/2025   | 2024-09-10 | form of the lesson | pair    | work in pairs  | no
    3    | 2           | external | 12      | 2024/2025   | 2024-09-10 | form of the lesson | group   | work in groups | no
    3    | 3           | external | 13      | 2024/2025   | 2024-09-11 | form of the lesson | test    | test           | no
    4    | 4           | external | 14      | 2024/2025   | 2024-09-11 | form of the lesson | pair    | work in pairs  | no
    4    | 5           | internal | 15      | 2024/2025   | 2024-09-12 | form of the lesson | group   | work in groups | no
    4    | 5           | internal | 15      | 2024/2025   | 2024-09-12 | three phases       | yes     |                | yes
    4    | 6           | internal | 16      | 2024/2025   | 2024-10-02 | form of the lesson | group   | work in groups | no
"""
COVERED = {
    "observations": OBSERVATIONS,
    "employments": """
        person | unit | role            | stage  | from_on    | to_on
        11     | 3    | physics_teacher | school | 2020-09-01 |
        11     | 4    | music_teacher   | school | 2020-09-01 |
        12     | 3    | physics_teacher | school | 2020-09-01 |
        15     | 3    | physics_teacher | school | 2020-09-01 |
        14     | 4    | primary_teacher | school | 2020-09-01 |
        16     | 3    | head            |        | 2020-09-01 |
    """,
}

SPECS = [
    Spec(
        "observations.count",
        "Observations of the school year that were held by the day",
        tables=VISITS,
        figures="""
            filters                                   | by       | value
                                                      |          | 3
            school_year=2024/2025                     |          | 3
            school_year=2023/2024                     |          | 2
            observer=internal                         |          | 2
            institution_kind=preschool or general school |       | 3
            language=Latvian                          |          | 2
            subject=FIZ                               |          | 1
            grade=7                                   | observer | external 1; internal 1
            school_year=2023/2024                     | term     | 1 1; 2 1
        """,
    ),
    Spec(
        "observations.count",
        "Without a school year, that of the day, which begins on 1 September",
        tables=VISITS,
        as_of="2024-08-31",
        figures="""
            filters | by    | value
                    |       | 2
                    | stage | school 2
        """,
    ),
    Spec(
        "observations.share_meeting",
        "Of those in which the criterion was judged; nothing of fewer than five teachers",
        tables=SEEN,
        figures="""
            filters                                      | by          | value
            criterion=three phases                       |             | 4 of 6
            criterion=three phases; observer=external    |             | 3 of 5
            criterion=three phases; institution=river    |             | few
            criterion=three phases; observer=internal    |             | few
            criterion=three phases; language=ru          |             | no data
            criterion=learner-centred                    |             | few
            criterion=form of the lesson                 |             | no data
            criterion=three phases; school_year=2023/2024 |            | few
            observer=external                            | criterion   | learner-centred few; three phases 3 of 5
                                                         | observer    | external 4 of 6; internal few
        """,
    ),
    Spec(
        "observations.teachers_observed",
        "A teacher who is observed twice is one teacher",
        tables=VISITS,
        figures="""
            filters               | by       | value
                                  |          | 2
            school_year=2023/2024 |          | 2
                                  | observer | external 1; internal 2
        """,
    ),
    Spec(
        "observations.share_of_teachers",
        "Of those who hold a teaching post there, at the institution where they were observed",
        tables=COVERED,
        figures="""
            filters                                         | by          | value
                                                            |             | 2 of 4
            institution=river                               |             | 2 of 3
            observer=external                               |             | 1 of 4
            term=2                                          |             | 0 of 4
            school_year=2023/2024                           |             | 2 of 4
            school_year=2023/2024; term=2                   |             | 1 of 4
                                                            | institution | river 2 of 3; birch 0 of 2
        """,
    ),
    Spec(
        "observations.share_answering",
        "Of those in which the question was answered; one may have several answers",
        tables={"observation_answers": ANSWERED},
        figures="""
            filters                                                 | by        | value
            criterion=form of the lesson; seen=work in groups       |           | 3 of 5
            criterion=form of the lesson                            | seen      | test 1 of 5; work in groups 3 of 5; work in pairs 2 of 5
            criterion=form of the lesson; seen=test; observer=external |        | few
            criterion=three phases                                  |           | no data
            criterion=form of the lesson; school_year=2023/2024     |           | no data
            criterion=form of the lesson                            |           | 6 of 15
        """,
    ),
]
