"""Where the contents of attachments lie."""

import hashlib
from pathlib import Path

from django.conf import settings

from gaisma.base import durable


def folder() -> Path:
    """Where all of them lie."""
    return Path(settings.GAISMA_HOME) / "files"


def path(sha256: str) -> Path:
    """The place of a content."""
    return folder() / sha256


def name_of(content: bytes) -> str:
    """What the content is called: its hash."""
    return hashlib.sha256(content).hexdigest()


def place(content: bytes) -> None:
    """Make the content lie there whole and durable, once."""
    file = path(name_of(content))
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        durable.place(file, content)
        # The folder may be new.
        durable.sync_folder(file.parent.parent)
