"""Pictures and documents as people send them."""

import io

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def picture(
    width: int = 40, height: int = 30, *, form: str = "PNG", mode: str = "RGB", **given: object
) -> bytes:
    """A picture whose left half is red and whose right half is white."""
    drawn = Image.new("RGB", (width, height), "white")
    drawn.paste((200, 0, 0), (0, 0, width // 2, height))
    content = io.BytesIO()
    drawn.convert(mode).save(content, form, **given)
    return content.getvalue()


def photo_with_place() -> bytes:
    """A photo as a phone takes it: lying on its side, with the place and the camera in it."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Camera of somebody"
    exif.get_ifd(0x8825)[1] = "N"
    return picture(400, 300, form="JPEG", exif=exif)
