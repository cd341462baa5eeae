import pytest
from django.utils.functional import Promise

from gaisma.evidence.interop import kinds
from gaisma.evidence.interop.columns import Column
from gaisma.evidence.interop.workbook import NOTES

NOTED = [
    pytest.param(column, id=f"{kind}.{column.name}")
    for kind in kinds.known_kinds()
    for column in kinds.columns_of(kind)
    # Of a closed list the words themselves are told.
    if column.note and not column.vocabulary
]


@pytest.mark.parametrize("column", NOTED)
def test_note_of_a_column_is_said_in_the_reader_s_language(column: Column) -> None:
    # What a room says of its own column is a message of the room.
    assert isinstance(column.note, Promise) or column.note in NOTES
