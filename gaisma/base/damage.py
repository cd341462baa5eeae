"""What is said when what the program stands on is damaged: a sentence that says what to do.

Disks fill, files are cut, a database is locked or gone, keys are mistaken. None of it is a fault
of whoever gave the command, nor of the program; what is the program's own fault is said to be that,
with its kind and place and nothing of what was worked on.
"""

import errno
import sqlite3
import traceback
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils.translation import gettext as _

from gaisma.base.errors import GaismaError

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
ABSENT = {errno.ENOENT, errno.ENOTDIR}
PROGRAM = Path(__file__).resolve().parents[1]

OF_DATABASES = {
    "is locked": "busy",
    "lock timeout": "busy",
    "too many": "busy",
    "readonly": "read_only",
    "read-only": "read_only",
    "unable to open": "read_only",
    "is full": "full",
    "no space": "full",
    "disk i/o": "io",
    "could not extend": "full",
    "no such table": "incomplete",
    "no such column": "incomplete",
    "does not exist": "incomplete",
    "malformed": "broken",
    "not a database": "broken",
    "encrypted": "broken",
    "connection": "away",
    "resolve": "away",
    "translate host": "away",
    "authentication": "away",
}
"""What databases say, in any of their versions, and what is the matter then."""


class Damaged(GaismaError):
    """What the program stands on does not bear it."""


def refusal(problem: Exception) -> GaismaError:
    """What to say of it."""
    if isinstance(problem, GaismaError):
        return problem
    if isinstance(problem, OSError) and problem.errno:
        return _of_files(problem)
    if isinstance(problem, DatabaseError | sqlite3.Error):
        return _of_the_record(problem)
    if isinstance(problem, MemoryError):
        return Damaged(_("The machine has too little memory for this."), code="no_memory")
    kind = f"{type(problem).__module__}.{type(problem).__qualname__}"
    if kind == "cryptography.exceptions.InvalidTag":
        return wrong_keys()
    return _own(problem)


def _of_files(problem: OSError) -> Damaged:
    told = {"file": problem.filename or _("a file"), "home": settings.GAISMA_HOME}
    if problem.errno in FULL:
        return _full()
    if problem.errno in FORBIDDEN:
        message = _(
            "This account may not open or write %(file)s: make it the owner of %(home)s and of the"
            " places that you name."
        )
        return Damaged(message % told, code="forbidden")
    if problem.errno in ABSENT:
        message = _("%(file)s is missing: check the name; of the home, bring back the last backup.")
        return Damaged(message % told, code="missing")
    message = _("%(file)s cannot be read or written (%(why)s): look at the disk.")
    return Damaged(message % (told | {"why": problem.strerror}), code="unreadable")


def _of_the_record(problem: Exception) -> Damaged:
    said = " ".join(str(problem).lower().split())
    matter = next((matter for sign, matter in OF_DATABASES.items() if sign in said), "other")
    if matter == "full":
        return _full()
    messages = {
        "busy": _("Somebody else is at work in the record: try again in a minute."),
        "read_only": _(
            "The record cannot be opened or written: make this account the owner of %(home)s, and"
            " look whether the disk takes what is written."
        ),
        "io": _("The record cannot be read or written: look at the disk, and whether it is full."),
        "incomplete": _(
            "The record lacks a part: bring back the last backup, or run `gaisma migrate` if it was"
            " never made whole."
        ),
        "broken": _("The record is damaged: bring back the last backup."),
        "away": _("The database does not answer: look whether it runs, and at GAISMA_DATABASE."),
        "other": _("The database refuses (%(kind)s): look at its log."),
    }
    told = {"home": settings.GAISMA_HOME, "kind": type(problem).__name__}
    return Damaged(messages[matter] % told, code=f"record_{matter}")


def _full() -> Damaged:
    message = _("There is no room left on the disk of %(home)s, or where you write to: make some.")
    return Damaged(message % {"home": settings.GAISMA_HOME}, code="no_room")


def wrong_keys() -> Damaged:
    """What is said where the record does not open by the keys at hand."""
    message = _(
        "The keys in %(folder)s are not those of this record: put the copy of them back that you"
        " kept."
    )
    return Damaged(message % {"folder": Path(settings.GAISMA_HOME) / "keys"}, code="wrong_keys")


def _own(problem: Exception) -> Damaged:
    message = _(
        "Gaisma itself is at fault (%(kind)s in %(place)s): report it with what you did. This"
        " sentence holds no names and no data."
    )
    told = {"kind": type(problem).__name__, "place": _place(problem)}
    return Damaged(message % told, code="own_fault")


def _place(problem: Exception) -> str:
    """The last line of ours that was reached."""
    frames = traceback.extract_tb(problem.__traceback__)
    ours = [frame for frame in frames if PROGRAM in Path(frame.filename).parents] or frames
    if not ours:
        return "?"
    file = Path(ours[-1].filename)
    shown = file.relative_to(PROGRAM.parent) if PROGRAM in file.parents else file.name
    return f"{shown}:{ours[-1].lineno}"
