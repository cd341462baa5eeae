"""What values are called in a report."""

import pytest

from gaisma.evidence.reports import labels


@pytest.mark.parametrize(
    "word", ["parents_of_preschool", "parents of preschool", "PARENTS OF PRESCHOOL"]
)
def test_value_is_told_in_the_language_of_the_edition_by_whatever_word_it_was_written(
    edition, word
):
    assert labels.value("audience", word, edition()) == "pirmsskolas izglītojamo vecāki"


def test_value_that_is_in_no_list_is_told_as_it_is(edition):
    assert labels.value("audience", "neighbours", edition()) == "neighbours"
