"""Keys of the installation: one file each under GAISMA_HOME/keys, readable by the owner only."""

import hashlib
import os
import re
import secrets
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _

from gaisma.base.errors import GaismaError

FORM = re.compile(rb"[0-9a-f]{64}\s*")


class DamagedKey(GaismaError):
    """A file of the keys holds no key."""


def signing_key(home: Path) -> str:
    """Django's signing key; made when there is none.

    Nothing that is kept stands under it: without it everybody signs in again, and links of letters
    are asked for once more.
    """
    return key(home, "signing")


def key(home: Path, name: str) -> str:
    """The key's text, 64 hexadecimal digits; made (mode 600) when it does not exist yet.

    Two processes that start at once agree: the file appears whole and only once.
    """
    file = home / "keys" / name
    try:
        return read(file)
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_once(file, secrets.token_hex(32))
        return read(file)


def fingerprint(text: str) -> str:
    """What tells a key from others without telling anything about it."""
    return hashlib.sha256(b"gaisma key " + text.encode("ascii")).hexdigest()[:16]


def data_keys(folder: Path) -> dict[str, str]:
    """The keys by name under which the record's content stands; the signing key is none of them.

    Files with a dot in their name are drafts, successors and retired keys.
    """
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    kept = (file for file in files if file.is_file() and "." not in file.name)
    return {file.name: read(file) for file in kept if file.name != "signing"}


def read(file: Path) -> str:
    """The key in a file, read again when it is another one. Raises DamagedKey."""
    now = file.stat()
    return _read(file, (now.st_ino, now.st_size, now.st_mtime_ns, now.st_ctime_ns))


@lru_cache(maxsize=64)
def _read(file: Path, _seen: tuple[int, ...]) -> str:
    content = file.read_bytes()
    if not FORM.fullmatch(content):
        message = _("%(file)s holds no key: put the copy of the keys back that you kept.")
        raise DamagedKey(message % {"file": file}, code="key_damaged")
    return content.decode("ascii").strip()


def renew_signing_key(home: Path) -> None:
    """Put another in its place: sessions and links that it has signed hold no more."""
    file = home / "keys" / "signing"
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _draft(file, secrets.token_hex(32)).replace(file)


def put(file: Path, text: str) -> None:
    """Make the file hold the key; what it held before stays beside it, never to be lost."""
    if file.exists():
        held = read(file)
        if held == text:
            return
        _write_once(file.with_name(f"{file.name}.{fingerprint(held)}.retired"), held)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = _draft(file, text)
    draft.replace(file)


def _write_once(file: Path, text: str) -> None:
    draft = _draft(file, text)
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _draft(file: Path, text: str) -> Path:
    draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}.draft")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    return draft
