"""The locked parts: name, version, hashes."""

import re
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
RUNTIME = PROJECT / "requirements.txt"
ENTRY = re.compile(
    r"^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)(?:\s*;\s*([^\\\n]+?))?\s*\\?$", re.MULTILINE
)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True)
class Part:
    """A part as it is locked; `where` says on which machines it is installed, if not on all."""

    name: str
    version: str
    where: str
    hashes: tuple[str, ...]


def parts(lock: Path = RUNTIME) -> list[Part]:
    """The parts of the lock, in its order."""
    text = lock.read_text(encoding="utf-8")
    entries = list(ENTRY.finditer(text))
    ends = [entry.start() for entry in entries[1:]] + [len(text)]
    return [
        Part(entry[1], entry[2], entry[3] or "", tuple(HASH.findall(text[entry.end() : end])))
        for entry, end in zip(entries, ends, strict=True)
    ]
