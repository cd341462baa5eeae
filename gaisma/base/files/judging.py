"""What is sent is judged by its content, whatever it is called, and pictures are drawn anew.

What is kept of a picture is only what can be seen: no place, no moment, no camera, nothing hidden
behind its end.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from gaisma.base import apart
from gaisma.base.errors import GaismaError
from gaisma.base.files.kinds import LARGEST, LARGEST_PICTURE, LONG_SIDE, MEGABYTE, PDF, PICTURE

if TYPE_CHECKING:
    from PIL import Image

FORMATS = ("JPEG", "PNG", "WEBP")
BAND = 64
"""So many rows of what becomes of a large picture are made at a time."""
QUALITY = 82
PDF_BEGINS, PDF_ENDS = b"%PDF-", b"%%EOF"
TAIL = 1024
"""In so many last bytes the end mark of a document stands."""


class UnableToAttach(GaismaError):
    """What was sent is not what may be attached."""


class Drawn(bytes):
    """A picture that was drawn anew."""


def picture(content: bytes) -> Drawn:
    """The picture drawn anew: JPEG, upright, at most LONG_SIDE long. Raises UnableToAttach.

    What was drawn is given back as it is.
    """
    if isinstance(content, Drawn):
        return content
    _fits(content, PICTURE)
    try:
        return Drawn(apart.asked(drawn, content, limits=apart.PICTURE).parts[0])
    except apart.UnableToRead as refusal:
        raise UnableToAttach(refusal.message, code=refusal.value or "no_picture") from refusal


def drawn(content: bytes) -> apart.Answer:
    """Draws the picture anew, in the process that may die. Raises UnableToRead."""
    from PIL import Image, ImageOps

    with _refusing(), Image.open(io.BytesIO(content), formats=FORMATS) as sent:
        if sent.width * sent.height > LARGEST_PICTURE:
            raise _too_many_points()
        # Of a JPEG, hardly more points are decoded than are kept.
        sent.draft("RGB", (LONG_SIDE, LONG_SIDE))
        upright = ImageOps.exif_transpose(_smaller(sent))
    drawn = Image.new("RGB", upright.size, "white")
    drawn.paste(upright, mask=upright.getchannel("A"))
    written = io.BytesIO()
    drawn.save(written, "JPEG", quality=QUALITY, optimize=True)
    return apart.Answer(parts=(written.getvalue(),))


def _smaller(sent: "Image.Image") -> "Image.Image":
    """The picture with its transparency, at most LONG_SIDE long.

    A large one is converted in bands: as it was decoded it lies in the memory once, and no more.
    """
    from PIL import Image

    exif, by = sent.getexif(), max(1, max(sent.size) // LONG_SIDE)
    width, height = (-(-side // by) for side in sent.size)
    small = Image.new("RGBA", (width, height))
    for top in range(0, height, BAND):
        rows = (0, top * by, sent.width, min((top + BAND) * by, sent.height))
        small.paste(sent.crop(rows).convert("RGBA").reduce(by), (0, top))
    small.thumbnail((LONG_SIDE, LONG_SIDE))
    small.info["exif"] = exif.tobytes()
    return small


def document(content: bytes) -> bytes:
    """The document as it is, when it is a PDF. Raises UnableToAttach."""
    _fits(content, PDF)
    if not content.startswith(PDF_BEGINS) or PDF_ENDS not in content[-TAIL:]:
        raise UnableToAttach(
            _("This is no PDF document, or it is damaged: save the document as PDF."),
            code="no_document",
        )
    return content


def largest(kind: str) -> int:
    """Megabytes that may be sent."""
    return LARGEST[kind] // MEGABYTE


def _fits(content: bytes, kind: str) -> None:
    if len(content) > LARGEST[kind]:
        raise too_large(kind)


def too_large(kind: str) -> UnableToAttach:
    """What is said of a file beyond its limit."""
    return UnableToAttach(
        _("The file is larger than %(limit)d MB: send a smaller one.") % {"limit": largest(kind)},
        code="too_large",
    )


def _too_many_points() -> apart.UnableToRead:
    return apart.UnableToRead(
        _("The picture has more than %(limit)d million points: send a smaller one.")
        % {"limit": LARGEST_PICTURE // 1_000_000},
        value="too_many_points",
    )


@contextmanager
def _refusing() -> Iterator[None]:
    """Whatever the decoder stumbles over, the file is at fault."""
    from PIL import Image

    try:
        yield
    except (apart.UnableToRead, MemoryError):
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_points() from None
    except Exception:
        raise apart.UnableToRead(
            _("This is no picture that can be read: send a JPEG, PNG or WebP file."),
            value="no_picture",
        ) from None
