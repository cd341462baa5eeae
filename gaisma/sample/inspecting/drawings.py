"""Small pictures for the demo, drawn instead of taken: nobody's photo is in it."""

import io
from collections.abc import Mapping

SIZE = (480, 360)
WALL, FLOOR, WOOD, GREEN, GRASS, METAL = (
    (226, 222, 212),
    (178, 168, 150),
    (150, 104, 62),
    (40, 130, 84),
    (132, 158, 104),
    (90, 98, 108),
)
Box = tuple[int, int, int, int]
SHAPES: Mapping[str, tuple[tuple[Box, tuple[int, int, int]], ...]] = {
    "exits": (
        ((0, 260, 480, 360), FLOOR),
        ((180, 60, 300, 270), GREEN),
        ((196, 76, 284, 130), WALL),
        ((110, 210, 250, 224), WOOD),
        ((118, 224, 128, 320), WOOD),
        ((232, 224, 242, 320), WOOD),
        ((230, 180, 380, 194), WOOD),
        ((238, 194, 248, 320), WOOD),
        ((362, 194, 372, 320), WOOD),
    ),
    "playground": (
        ((0, 230, 480, 360), GRASS),
        ((110, 70, 370, 80), METAL),
        ((110, 70, 120, 310), METAL),
        ((360, 70, 370, 310), METAL),
        ((200, 80, 203, 220), METAL),
        ((262, 80, 265, 250), METAL),
        ((192, 218, 274, 230), WOOD),
    ),
    "plans": (
        ((120, 60, 360, 290), (250, 250, 246)),
        ((150, 100, 330, 104), METAL),
        ((150, 100, 154, 250), METAL),
        ((326, 100, 330, 250), METAL),
        ((150, 246, 330, 250), METAL),
        ((236, 104, 240, 200), METAL),
        ((170, 220, 300, 228), GREEN),
    ),
}


def drawn(name: str) -> bytes:
    """The picture of that name as PNG."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", SIZE, WALL)
    pencil = ImageDraw.Draw(picture)
    for box, colour in SHAPES[name]:
        pencil.rectangle(box, fill=colour)
    content = io.BytesIO()
    picture.save(content, "PNG")
    return content.getvalue()
