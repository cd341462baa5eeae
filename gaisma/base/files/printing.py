"""How a picture goes into a document: smaller than on a page, or not at all when it is gone."""

import io

from gaisma.base.files import storage
from gaisma.base.files.models import Attachment

LONG_SIDE = 800
"""Points of the longer side: sharp on paper half a page wide."""
QUALITY = 75


def for_paper(attachment: Attachment) -> bytes:
    """The picture as JPEG; empty where its content is gone."""
    from PIL import Image

    try:
        content = storage.read(attachment.sha256)
    except FileNotFoundError:
        return b""
    with Image.open(io.BytesIO(content), formats=("JPEG",)) as kept:
        kept.draft("RGB", (LONG_SIDE, LONG_SIDE))
        kept.thumbnail((LONG_SIDE, LONG_SIDE))
        written = io.BytesIO()
        kept.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()
