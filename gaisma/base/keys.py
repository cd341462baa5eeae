"""Keys of the installation: one file each under GAISMA_HOME/keys, readable by the owner only."""

import os
import secrets
from pathlib import Path


def signing_key(home: Path) -> str:
    """Django's signing key; made when the installation has none yet."""
    return key(home, "signing")


def key(home: Path, name: str) -> str:
    """The key's text, 64 hexadecimal digits; made (mode 600) when it does not exist yet.

    Two processes that start at once agree: the file appears whole and only once.
    """
    file = home / "keys" / name
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_once(file, secrets.token_hex(32))
    return file.read_text(encoding="ascii").strip()


def _write_once(file: Path, text: str) -> None:
    draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}.draft")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
