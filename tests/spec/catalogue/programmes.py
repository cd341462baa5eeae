"""What figures about programmes, groups, learners, places and the queue count."""

# ruff: noqa: E501  a drawn table is as wide as it is

from tests.spec.specs import Spec

ENROLMENTS = """
    person | unit | group | stage     | school_year | grade | home_municipality | registered_on | special_programme
    101    | 2    | 1     | preschool | 2024/2025   |       | city              | 2024-05-02    |
    102    | 2    | 1     | preschool | 2024/2025   |       | county            |               | language
    103    | 3    | 3     | school    | 2024/2025   | 1     | city              | 2024-08-21    |
    104    | 3    | 3     | school    | 2024/2025   | 1     |                   | 2024-06-03    | language, vision
    104    | 6    | 6     | interest  | 2024/2025   |       |                   | 2024-06-03    |
"""
TWO_YEARS = """
    person | heads | unit | group | stage  | school_year | grade
    104    |       | 4    | 4     | school | 2024/2025   | 2
    105    |       | 4    | 4     | school | 2024/2025   | 2
    104    |       | 4    | 14    | school | 2023/2024   | 1
    106    |       | 5    | 15    | school | 2023/2024   | 1
    107    |       | 5    | 15    | school | 2023/2024   | 1
    108    |       | 5    | 15    | school | 2023/2024   | 1
           | 9     | 5    | 25    | school | 2022/2023   | 1
           | 7     | 4    | 26    | school | 2021/2022   | 1
"""
SUCCESSIONS = """
    unit | successor_unit | on         | from_on    | to_on
    5    | 4              | 2024-09-01 | 2024-09-01 |
"""
SIZES = """
    group | unit | programme | stage     | school_year | min_size | max_size
    1     | 2    | 1         | preschool | 2024/2025   | 2        | 3
    2     | 2    | 1         | preschool | 2024/2025   | 1        | 1
    3     | 3    | 2         | preschool | 2024/2025   | 1        | 12
    4     | 3    | 3         | school    | 2024/2025   |          |
    5     | 4    | 4         | preschool | 2023/2024   | 5        | 20
"""
ENROLLED = """
    person | unit | group | programme | stage     | school_year | from_on    | to_on
    201    | 2    | 1     | 1         | preschool | 2024/2025   | 2024-09-01 |
    202    | 2    | 1     | 1         | preschool | 2024/2025   | 2024-09-01 |
    203    | 2    | 2     | 1         | preschool | 2024/2025   | 2024-09-01 |
    204    | 2    | 2     | 1         | preschool | 2024/2025   | 2024-09-01 |
    205    | 3    | 4     | 3         | school    | 2024/2025   | 2024-09-02 |
    206    | 3    | 4     | 3         | school    | 2024/2025   | 2024-08-31 | 2024-09-01
    207    | 3    | 4     | 3         | school    | 2024/2025   | 2024-08-01 | 2024-08-31
"""
PROGRAMMES = """
    programme | unit | stage     | special_programme | field
    1         | 2    | preschool |                   |
    2         | 3    | preschool | vision, language  |
    3         | 3    | school    |                   |
    4         | 4    | preschool |                   |
    9         | 6    | interest  |                   | stem
"""
QUEUE = """
    person | unit | stage     | registered_on | from_on    | to_on
    301    | 2    | preschool | 2024-03-01    | 2024-03-01 |
    301    | 3    | preschool | 2024-03-01    | 2024-03-01 |
    302    |      | preschool | 2024-10-01    | 2024-10-01 |
    303    | 2    | preschool | 2024-03-01    | 2024-03-01 | 2024-09-30
    304    | 2    | preschool | 2024-10-02    | 2024-10-02 |
"""
YEAR = "school_year=2024/2025"

SPECS = [
    Spec(
        "learners.count",
        "A learner of two institutions is one learner, so parts may exceed their total",
        tables={"enrolments": ENROLMENTS},
        figures=f"""
            filters              | by          | value
            {YEAR}               |             | 4
            {YEAR}; stage=school |             | 2
            {YEAR}               | institution | sun 2; river 2; youth 1
            {YEAR}               | stage       | interest 1; preschool 2; school 2
            {YEAR}; grade=1      |             | 2
        """,
    ),
    Spec(
        "learners.count",
        "Special programmes and home municipality; what is not known is shown as such",
        tables={"enrolments": ENROLMENTS},
        figures=f"""
            filters                           | by                | value
            {YEAR}                            | special_programme | language 2; vision 1
            {YEAR}; special_programme=vision or language |        | 2
            {YEAR}                            | home_municipality | – 1; city 2; county 1
        """,
    ),
    Spec(
        "learners.count",
        "Only those registered by the day on which one looks",
        as_of="2024-08-20",
        tables={"enrolments": ENROLMENTS},
        figures=f"""
            filters              | by | value
            {YEAR}; stage=school |    | 1
            {YEAR}               |    | 3
        """,
    ),
    Spec(
        "learners.count",
        "Both the first and the last day count; without a school year it is the state on the day",
        tables={"enrolments": ENROLLED},
        figures=f"""
            filters              | by | value
            {YEAR}; stage=school |    | 1
            stage=school         |    | 1
            {YEAR}               |    | 5
        """,
    ),
    Spec(
        "learners.change",
        "A closed institution's learners are counted at its successor",
        tables={"enrolments": TWO_YEARS, "successions": SUCCESSIONS},
        figures=f"""
            filters                                | by          | value
            {YEAR}                                 |             | -2 from 4
            {YEAR}; compared_with=2023/2024        | institution | birch -2 from 4
            {YEAR}                                 | grade       | 1 -4 from 4; 2 2 from 0
            {YEAR}; compared_with=2019/2020        |             | no data
        """,
    ),
    Spec(
        "learners.change",
        "Where records of people take the place of totals the difference is no change",
        tables={"enrolments": TWO_YEARS, "successions": SUCCESSIONS},
        figures=f"""
            filters                         | by | value
            school_year=2023/2024           |    | redefined
            school_year=2022/2023           |    | 2 from 7
            {YEAR}; compared_with=2022/2023 |    | redefined
        """,
    ),
    Spec(
        "learners.count",
        "Missing is not zero: years before the first data, years to come, and a counted zero",
        tables={"enrolments": TWO_YEARS},
        figures=f"""
            filters                   | by | value
            school_year=2020/2021     |    | no data
            school_year=2021/2022     |    | 7
            {YEAR}; institution=sun   |    | 0
            school_year=2025/2026     |    | not begun
            school_year=2026/2027     |    | not begun
        """,
    ),
    Spec(
        "learners.count",
        "An earlier year followed to a later one has its successors",
        tables={"enrolments": TWO_YEARS, "successions": SUCCESSIONS},
        figures="""
            filters                                                        | by          | value
            school_year=2023/2024                                          | institution | birch 1; old 3
            school_year=2023/2024; followed_to=2023/2024                   | institution | birch 1; old 3
            school_year=2023/2024; followed_to=2024/2025                   | institution | birch 4
            school_year=2023/2024; followed_to=2024/2025                   |             | 4
            school_year=2023/2024; followed_to=2024/2025; institution=old |             | 0
        """,
    ),
    Spec(
        "groups.count",
        "Groups of the school year",
        tables={"groups": SIZES},
        figures=f"""
            filters                         | by    | value
            {YEAR}                          |       | 4
            {YEAR}                          | stage | preschool 3; school 1
            school_year=2023/2024           |       | 1
            {YEAR}; institution=sun         |       | 2
        """,
    ),
    Spec(
        "groups.change",
        "Against the year before, or against a year that is named",
        tables={"groups": SIZES},
        figures=f"""
            filters                         | by    | value
            {YEAR}                          |       | 3 from 1
            {YEAR}; compared_with=2022/2023 |       | no data
            {YEAR}; stage=school            |       | 1 from 0
        """,
    ),
    Spec(
        "groups.within_limits",
        "An empty group is below its minimum; a limit that is not set holds",
        tables={"groups": SIZES, "enrolments": ENROLLED},
        figures=f"""
            filters                 | by    | value
            {YEAR}                  | stage | preschool 1; school 1
            {YEAR}; stage=preschool |       | 1
        """,
    ),
    Spec(
        "places.free",
        "An overfull group takes no place from another",
        tables={"groups": SIZES, "enrolments": ENROLLED},
        figures=f"""
            filters                       | by          | value
            {YEAR}; stage=preschool       |             | 13
            {YEAR}; stage=preschool       | institution | sun 1; river 12
            {YEAR}; stage=school          |             | no data
            {YEAR}; stage=vocational      |             | no data
        """,
    ),
    Spec(
        "places.share_taken",
        "An overfull group takes no more places than it has; one without a maximum has none",
        tables={"groups": SIZES, "enrolments": ENROLLED},
        figures=f"""
            filters                       | by          | value
            {YEAR}; stage=preschool       |             | 3 of 16
            {YEAR}; stage=preschool       | institution | sun 3 of 4; river 0 of 12
            {YEAR}; stage=school          |             | no data
        """,
    ),
    Spec(
        "programmes.count",
        "Programmes that have a group or a learner",
        tables={
            "programmes": PROGRAMMES,
            "groups": SIZES,
            "enrolments": """
                person | unit | group | programme | stage    | school_year
                401    | 6    | 9     | 9         | interest | 2024/2025
                402    | 6    | 9     | 9         | interest | 2024/2025
            """,
        },
        figures=f"""
            filters                      | by                | value
            {YEAR}                       | stage             | interest 1; preschool 2; school 1
            {YEAR}; field=STEM           |                   | 1
            {YEAR}                       | special_programme | language 1; vision 1
            school_year=2023/2024        |                   | 1
        """,
    ),
    Spec(
        "queue.count",
        "Children waiting on the day, each once, also those without a wish for an institution",
        tables={"queue": QUEUE},
        figures="""
            filters         | by          | value
            stage=preschool |             | 2
            institution=sun |             | 1
        """,
    ),
    Spec(
        "queue.count",
        "Nobody waits where learners of the stage are recorded; of another stage nothing is known",
        tables={"enrolments": ENROLMENTS},
        figures="""
            filters           | by | value
            stage=school      |    | 0
            stage=vocational  |    | no data
            institution=birch |    | 0
        """,
    ),
]
