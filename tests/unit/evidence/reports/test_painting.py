import struct

import pytest

from gaisma.evidence.reports.painting import SCALE, Painter, UnableToDraw

BARS = {"data": {"values": [{"a": 1}]}, "mark": "bar", "encoding": {"x": {"field": "a"}}}
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>'
PNG_SIZE = slice(16, 24)


@pytest.fixture(scope="module")
def painter():
    with Painter() as painter:
        yield painter


def test_specification_is_drawn(painter):
    drawn = painter.svg(BARS)

    assert drawn.startswith("<svg")
    assert "bar" in drawn


def test_drawings_come_in_the_order_of_the_tasks(painter):
    first, square, second = painter.svg(BARS), painter.png(SQUARE), painter.svg(BARS)

    assert first == second
    assert square.startswith(b"\x89PNG")


def test_pixels_suit_paper(painter):
    width, height = struct.unpack(">II", painter.png(SQUARE)[PNG_SIZE])

    assert (width, height) == (40 * SCALE, 30 * SCALE)


def test_what_cannot_be_drawn_ends_the_painter(capfd):
    with Painter() as painter, pytest.raises(UnableToDraw):
        painter.svg({"mark": "unheard of"})

    assert "ValueError" in capfd.readouterr().err


def test_painter_ends_with_its_block():
    with Painter() as painter:
        pass

    with pytest.raises(UnableToDraw):
        painter.svg(BARS)
