"""How a view gives an attachment out, after it has seen that the reader may see its owner."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from gaisma.base.files import storage
from gaisma.base.files.kinds import PICTURE, TYPES
from gaisma.base.files.models import Attachment


def answer(attachment: Attachment) -> HttpResponse:
    """The file as it is kept: pictures are shown, documents are saved. Raises Http404."""
    try:
        content = storage.read(attachment.sha256)
    except FileNotFoundError:
        raise Http404 from None
    is_picture = attachment.media_type == PICTURE
    name = attachment.name or f"{attachment.sha256[:12]}{TYPES[attachment.media_type]}"
    disposition = content_disposition_header(not is_picture, name)
    return HttpResponse(
        content,
        content_type=attachment.media_type,
        headers={
            "Content-Disposition": disposition or "attachment",
            "X-Content-Type-Options": "nosniff",
        },
    )
