"""What stands around a backup: an age file that the installation's keys open, signed inside.

Both keys come of the key of personal codes, so that whoever has kept a copy of the keys can open
every backup that was made under them. age says nothing of who wrote a file: that the manifest was
written here is said by a signature.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from django.utils.translation import gettext as _

from gaisma.base import keys
from gaisma.base.errors import GaismaError
from gaisma.base.rotation import CODE

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

BEGINNING = b"age-encryption.org/v1\n"
ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
PREFIX = "age-secret-key-"


class WrongKeys(GaismaError):
    """The keys at hand are not those under which the backup was made."""


class UnableToSeal(GaismaError):
    """The backup cannot be written where it is to lie."""


class Damaged(Exception):
    """What is read is no whole age file."""


def known(folder: Path) -> list[str]:
    """The keys in the folder under which a backup may have been made, retired ones too."""
    files = sorted(folder.glob(f"{CODE}.*")) if folder.is_dir() else []
    current = [folder / CODE] if (folder / CODE).is_file() else []
    return [keys.read(file) for file in (*current, *files) if not file.name.endswith(".draft")]


def is_sealed(source: Path) -> bool:
    """Whether the file is an age file; backups of the earlier form are none."""
    with source.open("rb") as stream:
        return stream.read(len(BEGINNING)) == BEGINNING


@contextmanager
def sealed(target: IO[bytes], *, key: str) -> Iterator[IO[bytes]]:
    """A stream of which the target gets what is written, encrypted."""
    import pyrage

    recipient = pyrage.x25519.Identity.from_str(_identity(key)).to_public()
    reading, writing = os.pipe()

    def seal() -> None:
        # Closed when it fails, so that whoever writes does not wait for ever.
        with os.fdopen(reading, "rb") as source:
            try:
                pyrage.encrypt_io(source, target, [recipient])
            except pyrage.EncryptError as trouble:
                message = _("The backup cannot be written (%(why)s): choose another place.")
                raise UnableToSeal(message % {"why": trouble}, code="not_written") from None

    with ThreadPoolExecutor(1) as pool:
        work = pool.submit(seal)
        try:
            with os.fdopen(writing, "wb") as stream:
                yield stream
        except BrokenPipeError:
            work.result()
            raise
        work.result()


@contextmanager
def opened(source: IO[bytes], *, held: list[str], folder: Path) -> Iterator[IO[bytes]]:
    """A stream of what an age file holds. Raises WrongKeys, and Damaged when it is not whole."""
    import pyrage

    identities = [pyrage.x25519.Identity.from_str(_identity(key)) for key in held]
    if not identities:
        raise wrong_keys(folder)
    reading, writing = os.pipe()

    def unseal() -> None:
        with os.fdopen(writing, "wb") as target:
            pyrage.decrypt_io(source, target, identities)

    with ThreadPoolExecutor(1) as pool:
        work = pool.submit(unseal)
        try:
            with os.fdopen(reading, "rb") as stream:
                yield stream
                while stream.read(1 << 20):
                    pass
        finally:
            try:
                work.result()
            except pyrage.DecryptError as trouble:
                # Also where what was read of it was taken for damaged before.
                if "No matching keys" in str(trouble):
                    raise wrong_keys(folder) from None
                raise Damaged from trouble
            except BrokenPipeError:
                pass
            except OSError as trouble:
                # What it finds wrong within a file has no number of the system's.
                if trouble.errno is None:
                    raise Damaged from trouble
                raise


def signature(content: bytes, *, key: str) -> bytes:
    """The installation's signature."""
    return _signing(key).sign(content)


def is_signed(content: bytes, signature: bytes, *, key: str) -> bool:
    """Whether the signature was made by who holds the key."""
    from cryptography.exceptions import InvalidSignature

    try:
        _signing(key).public_key().verify(signature, content)
    except InvalidSignature:
        return False
    return True


def wrong_keys(folder: Path) -> WrongKeys:
    """What is said when the keys of a folder do not fit."""
    return WrongKeys(
        _(
            "The backup was made under other keys than those in %(folder)s: "
            "name the folder that holds its keys with --keys."
        )
        % {"folder": folder},
        code="wrong_keys",
    )


def _signing(key: str) -> "Ed25519PrivateKey":
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(_derived(key, "signature"))


def _derived(key: str, purpose: str) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    info = f"gaisma backup {purpose}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(bytes.fromhex(key))


def _identity(key: str) -> str:
    """age's private key, as age writes it: Bech32 (BIP 173) in capitals."""
    number = int.from_bytes(_derived(key, "encryption")) << 4
    digits = [number >> shift & 31 for shift in range(255, -1, -5)]
    expanded = [*(ord(sign) >> 5 for sign in PREFIX), 0, *(ord(sign) & 31 for sign in PREFIX)]
    rest = _rest([*expanded, *digits, 0, 0, 0, 0, 0, 0]) ^ 1
    check = [rest >> shift & 31 for shift in range(25, -1, -5)]
    return f"{PREFIX}1{''.join(ALPHABET[digit] for digit in (*digits, *check))}".upper()


def _rest(digits: list[int]) -> int:
    rest = 1
    for digit in digits:
        top = rest >> 25
        rest = (rest & 0x1FFFFFF) << 5 ^ digit
        for place, generator in enumerate(GENERATORS):
            rest ^= generator if top >> place & 1 else 0
    return rest
