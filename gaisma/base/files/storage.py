"""Where the contents of attachments lie."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from gaisma.base import durable
from gaisma.base.errors import GaismaError


class DamagedFile(GaismaError):
    """What lies there is not what was placed."""


def folder() -> Path:
    """Where all of them lie."""
    return Path(settings.GAISMA_HOME) / "files"


def path(sha256: str) -> Path:
    """The place of a content."""
    return folder() / sha256


def name_of(content: bytes) -> str:
    """What the content is called: its hash."""
    return hashlib.sha256(content).hexdigest()


def read(sha256: str) -> bytes:
    """The content, as it was placed. Raises FileNotFoundError, DamagedFile."""
    content = path(sha256).read_bytes()
    if name_of(content) != sha256:
        raise DamagedFile(
            _("The attached file is damaged: bring it back from the last backup."),
            code="file_damaged",
        )
    return content


def place(content: bytes) -> None:
    """Make the content lie there whole and durable, once."""
    file = path(name_of(content))
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        durable.place(file, content)
        # The folder may be new.
        durable.sync_folder(file.parent.parent)
