"""Keys of personal codes while they are changed: the record says which key is in force.

A rotation makes successors beside the keys (`NAME.next`), writes every code anew and notes the
successors' fingerprints in one transaction, and then lets them take the keys' place. Whoever is
killed in between leaves either the old key in force or the new one, and both at hand.
"""

from pathlib import Path

from django.conf import settings

from gaisma.base import keys
from gaisma.base.models import AuditRecord

CODE, HASH = "personal-code", "personal-code-hash"
NAMES = (CODE, HASH)
ACTION = "keys.rotate"


def in_force(name: str) -> str:
    """The key under which the record's content stands; made when there is none."""
    successor = _successor(name)
    if successor.exists() and _took_over(name, text := keys.read(successor)):
        return text
    return keys.key(settings.GAISMA_HOME, name)


def known(name: str) -> list[str]:
    """All keys at hand under the name, the one in force first: successors and retired ones too."""
    others = sorted(_folder().glob(f"{name}.*.retired")) + sorted(_folder().glob(f"{name}.next"))
    return list(dict.fromkeys([in_force(name), *(keys.read(file) for file in others)]))


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


def _took_over(name: str, text: str) -> bool:
    noted = {f"details__{name}": keys.fingerprint(text)}
    return AuditRecord.objects.filter(action=ACTION, **noted).exists()


def _successor(name: str) -> Path:
    return _folder() / f"{name}.next"


def _folder() -> Path:
    return Path(settings.GAISMA_HOME) / "keys"
