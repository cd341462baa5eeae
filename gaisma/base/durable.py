"""Files that are there whole and for good, or not at all."""

import os
import secrets
from pathlib import Path


def place(file: Path, content: bytes | memoryview) -> None:
    """Write the file; it appears under its name when its content is durable."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.stem}.{secrets.token_hex(4)}.draft")
    with draft.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(file)
    sync_folder(file.parent)


def sync_folder(place: Path) -> None:
    """Make the folder's names durable."""
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
