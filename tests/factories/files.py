"""What people attached."""

from typing import Any

from gaisma.base.files import judging, kinds, models, storage
from tests.factories.attaching import picture
from tests.factories.making import made
from tests.factories.record import user
from tests.moments import NOW


def attachment(content: bytes | None = None, **fields: Any) -> models.Attachment:
    """A picture, whose content is there."""
    content = content if content is not None else judging.picture(picture())
    storage.place(content)
    given = {"sha256": storage.name_of(content), "size": len(content), "added_at": NOW}
    return made(models.Attachment, fields, {"added_by": user}, media_type=kinds.PICTURE, **given)
