import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaisma.evidence.reports import writing
from gaisma.evidence.reports.writing import Piece


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("viens divi", "viens divi", (Piece("same", "viens divi"),)),
        ("", "viens", (Piece("new", "viens"),)),
        ("viens", "", (Piece("gone", "viens"),)),
        (
            "Ir [[a.b stage=x]] te",
            "Ir [[a.b stage=y]] te",
            (
                Piece("same", "Ir "),
                Piece("gone", "[[a.b stage=x]]"),
                Piece("new", "[[a.b stage=y]]"),
                Piece("same", " te"),
            ),
        ),
    ],
)
def test_difference_is_told_word_by_word(before, after, pieces):
    assert writing.difference(before, after) == pieces


@given(st.text(), st.text())
def test_pieces_give_both_texts_back(before, after):
    pieces = writing.difference(before, after)

    assert "".join(one.text for one in pieces if one.kind != "new") == before
    assert "".join(one.text for one in pieces if one.kind != "gone") == after
