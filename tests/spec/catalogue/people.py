"""What figures about staff and vacancies count."""

# ruff: noqa: E501  a drawn table is as wide as it is

from tests.spec.specs import Spec

EMPLOYMENTS = """
    person | unit | role              | stage     | load  | permanent | qualified | from_on    | to_on
    11     | 2    | preschool_teacher | preschool | 1     | yes       | yes       | 2020-09-01 |
    11     | 3    | speech_therapist  |           | 0.25  | no        |           | 2021-09-01 |
    12     | 2    | preschool_teacher | preschool | 0.8   | yes       | no        | 2022-09-01 |
    13     | 3    | physics_teacher   | school    | 0.5   | yes       | yes       | 2019-09-01 |
    13     | 3    | chemistry_teacher | school    | 0.5   | yes       |           | 2019-09-01 |
    14     | 4    | music_teacher     | school    | 1     | yes       | yes       | 2019-09-01 | 2024-08-31
    15     | 7    | organiser_of_educational_activities | | 1 | no        |           | 2024-01-01 |
"""
VACANCIES = """
    vacancy | unit | role              | load  | from_on    | to_on      | expected   | filling
    1       | 2    | preschool_teacher | 0.721 | 2024-08-01 |            | 2024-10-15 | candidate
    2       | 2    | preschool_teacher | 1.5   | 2024-08-01 | 2024-10-01 | not_set    | open
    3       | 3    | preschool_teacher | 1     | 2024-08-01 | 2024-09-30 | 2024-10-01 | candidate
    4       | 3    | physics_teacher   | 0.5   | 2024-10-02 |            | not_set    | competition
"""
STAFF = {"employments": EMPLOYMENTS}
LEARNT = {
    "employments": """
        person | unit | role              | stage     | load | from_on    | to_on
        41     | 2    | preschool_teacher | preschool | 1    | 2015-09-01 |
        41     | 3    | speech_therapist  |           | 0.25 | 2015-09-01 |
        42     | 2    | preschool_teacher | preschool | 0.5  | 2015-09-01 |
        43     | 3    | physics_teacher   | school    | 0.5  | 2015-09-01 |
        44     | 3    | other_staff       |           | 1    | 2015-09-01 |
    """,
    "development": """
        course | person | topic            | hours | completed_on
        1      | 41     | digital_skills   | 40    | 2023-03-01
        2      | 41     | child_protection | 8     | 2024-10-01
        3      | 42     | child_protection | 6.5   | 2022-01-10
        4      | 43     | digital_skills   | 36    | 2021-10-02
        5      | 43     | child_protection | 24    | 2019-11-01
        6      | 43     | child_protection | 24    | 2024-10-02
        7      | 43     | digital_skills   | 12    | 2021-10-01
        8      | 44     | child_protection | 24    | 2024-01-01
    """,
}

SPECS = [
    Spec(
        "staff.count",
        "A person with several posts is one person",
        tables=STAFF,
        figures="""
            filters               | by          | value
                                  |             | 4
            school_year=2023/2024 |             | 4
                                  | institution | sun 2; river 2; youth 1
            institution=youth     |             | 1
        """,
    ),
    Spec(
        "staff.load",
        "Loads of all posts of a person",
        tables=STAFF,
        figures="""
            filters                | by          | value
                                   |             | 4.050
            school_year=2023/2024  |             | 4.050
                                   | institution | sun 1.800; river 1.250; youth 1.000
            role=physics teacher   |             | 0.500
        """,
    ),
    Spec(
        "staff.share_permanent",
        "People with at least one permanent post, of all",
        tables=STAFF,
        figures="""
            filters           | by | value
                              |    | 3 of 4
            institution=river |    | 1 of 2
            institution=birch |    | no data
        """,
    ),
    Spec(
        "teachers.count",
        "People in teaching posts, by the stage of the post",
        tables=STAFF,
        figures="""
            filters               | by    | value
            role=physics teacher  |       | 1
            stage=preschool       |       | 2
            stage=school          |       | 1
            school_year=2023/2024 | stage | – 1; preschool 2; school 2
        """,
    ),
    Spec(
        "teachers.at_several_institutions",
        "Employment at the other institution may be of any role",
        tables=STAFF,
        figures="""
            filters         | by | value
            stage=preschool |    | 1
            stage=school    |    | 0
        """,
    ),
    Spec(
        "teachers.at_several_institutions",
        "A unit belongs to its institution",
        tables={
            "employments": """
                person | unit | role                       | from_on    | to_on
                21     | 6    | interest_education_teacher | 2020-09-01 |
                21     | 7    | interest_education_teacher | 2020-09-01 |
                22     | 6    | interest_education_teacher | 2020-09-01 |
                22     | 3    | interest_education_teacher | 2020-09-01 | 2024-09-30
            """
        },
        figures="""
            filters                   | by | value
                                      |    | 0
            school_year=2024/2025     |    | 1
        """,
    ),
    Spec(
        "teachers.share_qualified",
        "Qualified for every teaching post counted; what is not known does not count",
        tables=STAFF,
        figures="""
            filters              | by | value
            stage=preschool      |    | 1 of 2
            stage=school         |    | 0 of 1
            role=physics teacher |    | 1 of 1
            stage=vocational     |    | no data
        """,
    ),
    Spec(
        "vacancies.load",
        "Loads of the posts that are vacant on the day, to the thousandth",
        tables={"vacancies": VACANCIES},
        figures="""
            filters                | by   | value
                                   |      | 2.221
            role=preschool teacher |      | 2.221
            school_year=2024/2025  | role | preschool_teacher 3.221
            role=physics teacher   |      | 0
        """,
    ),
    Spec(
        "vacancies.load",
        "By when a post is to be filled, and how",
        tables={"vacancies": VACANCIES},
        figures="""
            filters                | by       | value
            filling=candidate      |          | 0.721
                                   | filling  | candidate 0.721; open 1.500
                                   | expected | 2024-10-15 0.721; not_set 1.500
        """,
    ),
    Spec(
        "staff.count",
        "“Education institution” leaves out the authority's own office",
        tables={
            "employments": """
                person | unit | role              | from_on    | to_on
                31     | 1    | other_staff       | 2020-09-01 |
                32     | 2    | preschool_teacher | 2020-09-01 |
                33     | 7    | other_staff       | 2020-09-01 |
                34     | 8    | other_staff       | 2020-09-01 |
            """
        },
        figures="""
            filters                                                         | by | value
                                                                            |    | 4
            institution_kind=education institution                          |    | 3
            institution_kind=education institution; founder=municipality    |    | 2
        """,
    ),
    Spec(
        "development.hours",
        "Hours of three years, of each teacher at the post with the largest load",
        tables=LEARNT,
        figures="""
            filters                | by          | value
                                   |             | 90.5
                                   | institution | sun 54.5; river 36.0
                                   | topic       | child_protection 14.5; digital_skills 76.0
            topic=child protection |             | 14.5
        """,
    ),
    Spec(
        "development.teachers",
        "Teachers with a course in three years",
        tables=LEARNT,
        figures="""
            filters                | by          | value
                                   |             | 3
            topic=child protection |             | 2
            school_year=2025/2026  |             | 1
        """,
    ),
    Spec(
        "development.share_with_hours",
        "At least 36 hours in the three years before the day",
        tables=LEARNT,
        figures="""
            filters           | by | value
                              |    | 2 of 3
            institution=sun   |    | 1 of 2
            institution=birch |    | no data
        """,
    ),
    Spec(
        "development.share_trained",
        "A course on the topic in the five years before the day",
        tables=LEARNT,
        figures="""
            filters                | by          | value
            topic=child protection |             | 3 of 3
            topic=digital skills   |             | 2 of 3
            topic=state language   |             | 0 of 3
                                   |             | 3 of 3
            topic=child protection; school_year=2025/2026 | | 2 of 3
        """,
    ),
]
