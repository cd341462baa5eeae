"""What this room offers to others."""

from gaisma.base.files import storage
from gaisma.base.files.models import Attachment
from gaisma.base.health import Check

LATEST = 100
"""So many of the newest attachments are looked for."""


def _is_whole() -> bool:
    """Whether the contents of the newest attachments are there."""
    newest = Attachment.objects.order_by("-pk").values_list("sha256", flat=True)[:LATEST]
    return all(storage.path(sha256).exists() for sha256 in newest)


HEALTH = (Check("files", _is_whole),)
