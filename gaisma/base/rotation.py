"""Keys under which the record stands, and which of them is in force while they are changed.

A rotation makes successors beside the keys (`NAME.next`), writes anew what stands under them and
notes the successors' fingerprints in one transaction, and then lets them take the keys' place.
Whoever is killed in between leaves either the old key in force or the new one, and both at hand.

A room lists under UNDER_KEYS what of its rows stands under which key. While there are such rows, a
key that is missing is not made anew, and one that does not read them is refused: nobody could read
what has been written, nor find it, and what is written from then on would stand under another key.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from gaisma.base import audited, damage, keys
from gaisma.base.damage import Damaged
from gaisma.base.errors import GaismaError
from gaisma.base.models import AuditRecord
from gaisma.base.registry import gathered

CODE, HASH = "personal-code", "personal-code-hash"
NAMES = (CODE, HASH)


@dataclass(frozen=True)
class UnderKey:
    """Rows of a table that stand under the key `of` that name.

    `read_by` tries the keys at hand on the newest of them, the one in force first: whether they are
    the right ones, or None where there are no such rows. `renew` writes all of them anew under the
    keys that come, by name; personal codes themselves are written anew by who changes the keys.
    """

    key: str
    of: str
    table: str
    read_by: Callable[[Sequence[str]], bool | None]
    renew: Callable[[dict[str, str]], None] | None = None


def in_force(name: str) -> str:
    """The key under which the record's content stands; made where nothing stands under any.

    Raises Damaged where it is missing.
    """
    if (held := _held(name)) is not None:
        return held
    for one in _under(name):
        if one.read_by(()) is not None:
            raise _missing(name)
    return keys.key(settings.GAISMA_HOME, name)


def known(name: str) -> list[str]:
    """All keys at hand under the name, the one in force first: successors and retired ones too."""
    return [in_force(name), *_others(name)]


def demand() -> None:
    """Raises Damaged where a key is missing, or is not the one of what the record holds."""
    tables = frozenset(connection.introspection.table_names())
    for one in gathered("UNDER_KEYS"):
        if one.table not in tables:
            continue
        held = _held(one.of)
        at_hand = [] if held is None else [held, *_others(one.of)]
        if one.read_by(at_hand) is False:
            raise damage.wrong_keys() if at_hand else _missing(one.of)


def check(**options: Any) -> list[checks.CheckMessage]:
    """What `gaisma check` says of keys that are not those of the record, where there is one."""
    if _is_nowhere():
        return []
    try:
        demand()
    except GaismaError as refusal:
        return [checks.Error(refusal.message, id="gaisma.E002")]
    except DatabaseError:
        # Whether the record answers is for others to say.
        return []
    return []


def successors() -> dict[str, str]:
    """The keys to come: those that an interrupted rotation has made, or fresh ones."""
    finish()
    return {name: keys.key(settings.GAISMA_HOME, f"{name}.next") for name in NAMES}


def finish() -> None:
    """Let successors take the keys' place, when the record stands under them already."""
    for name in NAMES:
        successor = _successor(name)
        if successor.exists() and _took_over(name, text := keys.read(successor)):
            keys.put(_folder() / name, text)
            successor.unlink()


def _held(name: str) -> str | None:
    successor, file = _files(Path(settings.GAISMA_HOME), name)
    if successor.exists() and _took_over(name, text := keys.read(successor)):
        return text
    try:
        return keys.read(file)
    except FileNotFoundError:
        return None


def _others(name: str) -> list[str]:
    others = sorted(_folder().glob(f"{name}.*.retired")) + sorted(_folder().glob(f"{name}.next"))
    return list(dict.fromkeys(keys.read(file) for file in others))


def _under(name: str) -> Iterator[UnderKey]:
    return (one for one in gathered("UNDER_KEYS") if one.of == name)


def _is_nowhere() -> bool:
    """Whether there is no record yet: looking into it would make one."""
    if connection.vendor != "sqlite":
        return False
    file = str(connection.settings_dict["NAME"])
    return not file.startswith("file:") and not Path(file).exists()


def _missing(name: str) -> Damaged:
    message = _(
        "%(file)s is missing, and the record stands under it: put the copy of the keys back that"
        " you kept. A new key would read nothing of it."
    )
    return Damaged(message % {"file": _folder() / name}, code="key_missing")


def _took_over(name: str, text: str) -> bool:
    noted = {f"details__{name}": keys.fingerprint(text)}
    return AuditRecord.objects.filter(action=audited.ROTATE_KEYS.key, **noted).exists()


def _successor(name: str) -> Path:
    return _files(Path(settings.GAISMA_HOME), name)[0]


@cache
def _files(home: Path, name: str) -> tuple[Path, Path]:
    """Where the successor of a key lies, and where the key does."""
    return home / "keys" / f"{name}.next", home / "keys" / name


def _folder() -> Path:
    return Path(settings.GAISMA_HOME) / "keys"
