"""What figures about tests and exams count."""

# ruff: noqa: E501  a drawn table is as wide as it is

from tests.spec.specs import Spec

RESULTS = """
    unit | result | person | school_year | assessment_kind | assessment  | subject     | stage     | grade | level   | language | special_programme | attempt | known_on   | share   | is_below | is_low
    3    | 1      | 101    | 2023/2024   | state           | exam        | mathematics | school    | 9     |         | lv       |                   | 1       | 2024-06-14 | 0.80000 | no       | no
    3    | 2      | 102    | 2023/2024   | state           | exam        | mathematics | school    | 9     |         | lv       | language          | 1       | 2024-06-14 | 0.05000 | yes      | no
    3    | 3      | 102    | 2023/2024   | state           | exam        | Latvian     | school    | 9     |         | lv       | language          | 1       | 2024-06-14 | 0.09000 | yes      | yes
    4    | 4      | 103    | 2023/2024   | state           | exam        | mathematics | school    | 9     |         | ru       |                   | 1       | 2024-06-14 | 0.02000 | yes      | no
    4    | 5      | 103    | 2023/2024   | state           | exam        | mathematics | school    | 9     |         | ru       |                   | 2       | 2024-08-16 | 0.04000 | yes      | no
    3    | 6      | 102    | 2023/2024   | state           | exam        | mathematics | school    | 9     |         | lv       | language          | 2       | 2024-08-16 | 0.30000 | no       | no
    4    | 7      | 104    | 2023/2024   | pilot           | pilot       | English     | school    |       | optimal | lv       |                   | 1       | 2024-04-05 | 0.50000 |          |
    4    | 8      | 105    | 2023/2024   | monitoring      | told        | Latvian     | preschool |       |         | lv       |                   | 1       | 2024-05-31 |         |          | yes
    3    | 9      | 101    | 2022/2023   | state           | exam before | mathematics | school    | 9     |         | lv       |                   | 1       | 2023-06-14 | 0.60000 | no       | no
"""
BANDS = """
    unit | result | person | school_year | assessment_kind | assessment | subject | stage  | grade | attempt | known_on   | skill   | band
    3    | 1      | 101    | 2023/2024   | monitoring      | monitoring | Latvian | school | 4     | 1       | 2024-06-14 | whole   | low
    3    | 1      | 101    | 2023/2024   | monitoring      | monitoring | Latvian | school | 4     | 1       | 2024-06-14 | reading | good
    3    | 2      | 102    | 2023/2024   | monitoring      | monitoring | Latvian | school | 4     | 1       | 2024-06-14 | whole   | mastered
    3    | 2      | 102    | 2023/2024   | monitoring      | monitoring | Latvian | school | 4     | 1       | 2024-06-14 | reading | good
    4    | 3      | 103    | 2023/2024   | monitoring      | monitoring | Latvian | school | 4     | 1       | 2024-06-14 | whole   | mastered in depth
    4    | 3      | 103    | 2023/2024   | monitoring      | monitoring | Latvian | school | 4     | 2       | 2024-06-14 | whole   | low
"""
REFERENCES = """
    school_year | assessment_kind | assessment | subject | stage  | grade | reference | share   | known_on
    2023/2024   | monitoring      | biology    | biology | school |       | state     | 0.40000 | 2024-06-01
    2023/2024   | monitoring      | biology    | biology | school |       | type      | 0.43500 | 2024-06-01
    2023/2024   | state           | exam       | Latvian | school | 9     | state     | 0.60000 | 2024-06-01
    2023/2024   | state           | exam       | English | school | 9     | state     | 0.70000 | 2024-06-01
"""
DAY = "2024-08-20"

SPECS = [
    Spec(
        "assessments.learners",
        "Who sat, each once, from the day on which results were told",
        tables={"assessment_results": RESULTS},
        as_of=DAY,
        figures="""
            filters                                 | by          | value
            assessment=exam                         |             | 3
            assessment=exam; subject=mathematics    | institution | river 2; birch 1
            assessment=exam                         | language    | lv 2; ru 1
            assessment=pilot; level=optimal         |             | 1
            stage=preschool                         |             | 1
                                                    | assessment_kind | monitoring 1; pilot 1; state 3
            assessment_kind=state                   |             | 3
            school_year=2022/2023; assessment_kind=state |        | 1
            school_year=2023/2024; assessment_kind=state |        | 3
            school_year=2021/2022                   |             | no data
        """,
    ),
    Spec(
        "assessments.learners",
        "What nobody was told yet is not counted",
        tables={"assessment_results": RESULTS},
        as_of="2024-05-01",
        figures="""
            filters          | by | value
            assessment=pilot |    | 1
        """,
    ),
    Spec(
        "assessments.mean_percent",
        "The mean over learners, of first attempts of which percent are told",
        tables={"assessment_results": RESULTS},
        as_of=DAY,
        figures="""
            filters                              | by      | value
            assessment=exam; subject=mathematics |         | 0.87000 of 3
            assessment=exam                      | subject | Latvian 0.09000 of 1; mathematics 0.87000 of 3
            assessment=exam; special_programme=language |  | 0.14000 of 2
            assessment=told                      |         | no data
        """,
    ),
    Spec(
        "assessments.reference_percent",
        "What a source has published of one paper; means are not averaged",
        tables={"assessment_references": REFERENCES},
        as_of=DAY,
        figures="""
            filters                                 | by        | value
            assessment=biology; reference=state     |           | 0.40000 of 1
            assessment=biology                      | reference | state 0.40000 of 1; type 0.43500 of 1
            assessment=biology                      |           | no data
            assessment=exam; reference=state        |           | no data
            assessment=exam; reference=state        | subject   | English 0.70000 of 1; Latvian 0.60000 of 1
        """,
    ),
    Spec(
        "assessments.below_threshold",
        "People once, however many papers they did not reach the threshold of",
        tables={"assessment_results": RESULTS},
        as_of=DAY,
        figures="""
            filters          | by      | value
            assessment=exam  |         | 2
            assessment=exam  | subject | Latvian 1; mathematics 2
            school_year=2022/2023; assessment=exam before | | 0
            assessment=pilot |         | no data
            assessment=none  |         | no data
        """,
    ),
    Spec(
        "assessments.second_failures",
        "Who did not reach it at the second attempt either",
        tables={"assessment_results": RESULTS},
        as_of=DAY,
        figures="""
            filters                              | by | value
            assessment=exam; subject=mathematics |    | 1
            assessment=exam; subject=mathematics; institution=river | | 0
            assessment=exam; subject=Latvian     |    | no data
        """,
    ),
    Spec(
        "assessments.in_band",
        "The band of the whole, or that of a skill; several together",
        tables={"assessment_bands": BANDS},
        as_of=DAY,
        figures="""
            filters                                                  | by   | value
            assessment=monitoring; grade=4; band=low                 |      | 1
            assessment=monitoring; band=mastered or mastered in depth |      | 2
            assessment=monitoring; skill=reading                     | band | good 2
            assessment=monitoring                                    | band | low 1; mastered 1; mastered in depth 1
            assessment=monitoring; skill=reading; band=low           |      | 0
            assessment=monitoring; skill=speaking; band=low          |      | no data
        """,
    ),
    Spec(
        "assessments.low_language_level",
        "Whose band of the whole counts as low, each once",
        tables={"assessment_results": RESULTS},
        as_of=DAY,
        figures="""
            filters                               | by | value
            assessment=exam                       |    | 1
            assessment=told; stage=preschool      |    | 1
            assessment=exam; subject=mathematics  |    | 0
        """,
    ),
]
