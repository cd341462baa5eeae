"""What figures about evaluations count."""

# ruff: noqa: E501  a drawn table is as wide as it is

from tests.spec.specs import Spec

EVALUATIONS = """
    unit | evaluation | kind            | instrument                  | area     | level     | school_year | held_on
    3    | visit 1    | external_visit  | unified school: environment |          | meets     | 2024/2025   | 2024-09-05
    4    | visit 2    | external_visit  | unified school: environment |          | partly    | 2024/2025   | 2024-09-30
    3    | visit 3    | external_visit  | unified school: environment |          | does not  | 2024/2025   | 2024-10-02
    3    | appraisal 4 | appraisal      | unified school: leadership  |          | meets     | 2024/2025   | 2024-09-06
    3    | own 5      | self_evaluation | self-evaluation in areas    | Teaching | good      | 2023/2024   | 2024-09-10
    3    | own 5      | self_evaluation | self-evaluation in areas    | Content  | very good | 2023/2024   | 2024-09-10
    2    | own 6      | self_evaluation | self-evaluation in areas    | Teaching | good      | 2023/2024   | 2024-06-14
    4    | own 7      | self_evaluation | self-evaluation in areas    |          |           | 2023/2024   | 2024-08-30
"""
LEVELS = {"evaluations": EVALUATIONS}
APPRAISALS = {
    "appraisals": """
        appraisal | level             | school_year | held_on
        1         | excellent         | 2024/2025   | 2024-09-02
        2         | needs improvement | 2024/2025   | 2024-09-03
        3         | needs improvement | 2024/2025   | 2024-09-04
        4         | good              | 2024/2025   | 2024-10-02
        5         | good              | 2023/2024   | 2024-06-01
    """
}

SPECS = [
    Spec(
        "evaluations.count",
        "Evaluations of the school year by the day, by what they gave",
        tables=LEVELS,
        figures="""
            filters                                             | by          | value
                                                                |             | 3
            kind=external visit                                 |             | 2
            instrument=unified school: environment; level=meets |             | 1
            level=meets                                         | kind        | appraisal 1; external_visit 1
            institution=river                                   |             | 2
                                                                | institution | river 2; birch 1
            school_year=2023/2024                               |             | 3
        """,
    ),
    Spec(
        "evaluations.count",
        "A self-evaluation counts once, and under each level that it gives; its year is its own",
        tables=LEVELS,
        figures="""
            filters                                              | by    | value
            school_year=2023/2024; kind=self-evaluation          |       | 3
            school_year=2023/2024; level=good                    |       | 2
            school_year=2023/2024; level=very good or good       |       | 2
            school_year=2023/2024; area=Teaching                 | level | good 2
            school_year=2023/2024; institution_kind=preschool    |       | 1
        """,
    ),
    Spec(
        "appraisals.count",
        "Concluded by the day, for the whole city",
        tables=APPRAISALS,
        figures="""
            filters                 | by    | value
                                    |       | 3
            level=needs improvement |       | 2
            school_year=2023/2024   |       | 1
                                    | level | excellent 1; needs improvement 2
        """,
    ),
]
