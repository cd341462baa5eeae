"""What may be attached: judged by content, and drawn anew."""

import io
import struct
import zlib

import pytest
from django.utils import translation
from PIL import Image

from gaisma.base import apart
from gaisma.base.files import judging, kinds
from gaisma.base.files.judging import UnableToAttach
from tests.factories import attaching


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def refusal(content: bytes, judge=judging.picture) -> str:
    with pytest.raises(UnableToAttach) as refused:
        judge(content)
    return refused.value.code


def chunk(kind: bytes, content: bytes) -> bytes:
    checked = kind + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))


def bomb(width: int, height: int) -> bytes:
    """A picture of a few bytes that says that it is huge."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 1000)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", data), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_picture_is_kept_as_jpeg_whatever_it_was(form):
    kept = judging.picture(attaching.picture(form=form))

    assert opened(kept).format == "JPEG"
    assert opened(kept).size == (40, 30)


def test_picture_is_upright_and_tells_no_place_and_no_camera():
    kept = judging.picture(attaching.photo_with_place())

    assert opened(kept).size == (300, 400)
    assert not opened(kept).getexif()
    assert b"somebody" not in kept
    assert b"Exif" not in kept
    # Lying on its side the red half was left; upright it is above.
    assert opened(kept).getpixel((150, 20))[0] > 180 > 90 > opened(kept).getpixel((150, 20))[1]


def test_picture_leaves_behind_what_was_hidden_after_its_end():
    kept = judging.picture(attaching.picture() + b"<script>alert(1)</script>")

    assert b"script" not in kept


def test_large_picture_is_made_smaller():
    kept = judging.picture(attaching.picture(4000, 1000, form="JPEG"))

    assert opened(kept).size == (1600, 400)


@pytest.mark.apart
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_largest_picture_lies_in_the_memory_once(mode):
    written = io.BytesIO()
    Image.new(mode, (7000, 7000)).save(written, "PNG", compress_level=1)
    decoded = 7000 * 7000 * 4 // apart.MEGABYTE

    limits = apart.Limits(megabytes=decoded * 3 // 2, seconds=30)
    answer = apart.asked(judging.drawn, written.getvalue(), limits=limits)

    assert max(opened(answer.parts[0]).size) == kinds.LONG_SIDE


def test_picture_that_can_be_seen_through_stands_on_white():
    seen_through = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(seen_through, "PNG")

    kept = judging.picture(seen_through.getvalue())

    assert opened(kept).getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA"])
def test_picture_of_another_palette_is_taken(mode):
    assert opened(judging.picture(attaching.picture(mode=mode))).mode == "RGB"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a" + b"\0" * 100,
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"\xff\xd8\xff\xe0" + b"\0" * 200,
        b"MZ\x90\x00",
        attaching.PDF,
        attaching.picture(400, 300)[:300],
        attaching.picture(400, 300, form="JPEG")[:400],
        attaching.picture(form="BMP"),
        attaching.picture(form="TIFF"),
        b"RIFF\x10\0\0\0WEBPVP8 \0\0\0\0",
    ],
    ids=lambda content: repr(content[:12]),
)
def test_what_is_no_picture_is_refused(content):
    assert refusal(content) == "no_picture"


@pytest.mark.parametrize("size", [(60_000, 60_000), (11_000, 11_000), (10_000, 6_000)])
def test_picture_that_would_fill_the_memory_is_refused_before_it_is_decoded(size):
    assert refusal(bomb(*size)) == "too_many_points"


def test_refusal_says_the_limit(monkeypatch):
    monkeypatch.setitem(kinds.LARGEST, kinds.PICTURE, 2 * kinds.MEGABYTE)

    with translation.override("en"), pytest.raises(UnableToAttach, match="larger than 2 MB"):
        judging.picture(b"\0" * (2 * kinds.MEGABYTE + 1))


def test_document_is_kept_as_it_is():
    assert judging.document(attaching.PDF) == attaching.PDF


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7 without an end", b"PK\x03\x04 a word processor's file", b"<html>%PDF- %%EOF"],
)
def test_what_is_no_document_is_refused(content):
    assert refusal(content, judging.document) == "no_document"
