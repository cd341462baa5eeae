"""A gradebook of one line item for the sets of the tests."""

import polars as pl

from tests.oneroster_sets import Frames, shaped


def gradebook(version: str = "1.2", *, learners: int, score: str = "8.5") -> Frames:
    """One category, one line item of the first class, one result a learner."""
    session = "academicSessionSourcedId" if version == "1.2" else "gradingPeriodSourcedId"
    number = pl.int_range(1, learners + 1, eager=True).cast(pl.String).str.zfill(6)
    frames = {
        "categories": pl.DataFrame({"sourcedId": ["category"], "title": ["Pārbaudes darbs"]}),
        "lineItems": pl.DataFrame(
            {
                "sourcedId": ["item"],
                "title": ["Daļskaitļi"],
                "assignDate": ["2024-10-01"],
                "dueDate": ["2024-10-08"],
                "classSourcedId": ["class-000001"],
                "categorySourcedId": ["category"],
                session: ["term-1"],
                "resultValueMin": ["1"],
                "resultValueMax": ["10"],
                "schoolSourcedId": ["school-000001"],
            }
        ),
        "results": pl.DataFrame({"n": number}).select(
            sourcedId="result-" + pl.col("n"),
            lineItemSourcedId=pl.lit("item"),
            studentSourcedId="learner-" + pl.col("n"),
            scoreStatus=pl.lit("fully graded"),
            score=pl.lit(score),
            scoreDate=pl.lit("2024-10-09"),
        ),
    }
    return {name: shaped(frame, name, version) for name, frame in frames.items()}
