"""What is wrong is said in the language of the person who sent it."""

import polars as pl
import pytest
from django.utils import translation

from tests import oneroster_sets


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("lv", "Datums jāraksta šādi: 2024-09-01."),
        ("en", "A date must be written as 2024-09-01."),
        ("ru", "Дата пишется так: 2024-09-01."),
    ],
)
def test_problem_is_told_in_the_readers_language(examine, language, message):
    frames = oneroster_sets.roster(learners=1)
    frames["demographics"] = frames["demographics"].with_columns(birthDate=pl.lit("1.9.2015"))

    with translation.override(language):
        found = examine(frames)

    assert [problem.message for problem in found.problems] == [message]
