"""What lies in the home is its owner's alone, whatever mask the process was started with."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.utils.translation import gettext as _

from gaisma.base.errors import GaismaError

OTHERS = 0o077
"""What neither the group nor anybody else may: read, write, enter."""


class UnableToShut(GaismaError):
    """What others may read belongs to another account of the machine."""


def begin() -> None:
    """From here on this process, and those that it starts, make files for their owner alone."""
    os.umask(OTHERS)


def make(home: Path) -> None:
    """Make the home; one that stands open already is shut with all in it. Raises UnableToShut."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    if _mode(home) & OTHERS:
        shut(home)


def lying_open(home: Path) -> list[Path]:
    """The home itself, and the folders and files in it, that others may read, write or enter."""
    return [place for place in _places(home) if _mode(place) & OTHERS]


def shut(home: Path) -> list[Path]:
    """Take from others what they may in the home; gives what lay open. Raises UnableToShut."""
    found = lying_open(home)
    for place in found:
        try:
            place.chmod(_mode(place) & ~OTHERS)
        except FileNotFoundError:
            continue
        except OSError:
            raise UnableToShut(
                _(
                    "Others on this machine may read %(place)s, and this account may not change"
                    " that: make the account the owner of %(home)s."
                )
                % {"place": place, "home": home},
                code="lies_open",
            ) from None
    return found


def told(found: list[Path], home: Path) -> list[str]:
    """What is said of places that lay open; keys were perhaps read."""
    if not found:
        return []
    said = [
        _("%(count)d files and folders in %(home)s could be read by others; now only by the owner.")
        % {"count": len(found), "home": home}
    ]
    if any(_is_of_keys(place, home) for place in found):
        said.append(
            _("Keys were among them: change them by `gaisma keys rotate`, others may have them.")
        )
    return said


def check(**options: Any) -> list[checks.CheckMessage]:
    """What `gaisma check` says of a home that others may look into: keys are an error."""
    home = Path(settings.GAISMA_HOME)
    found = lying_open(home)
    if not found:
        return []
    keys = [place for place in found if _is_of_keys(place, home)]
    place = (keys or found)[0]
    message = "%(count)d files and folders can be read by others, %(place)s (%(mode)o) among them."
    kind, number = (checks.Error, "gaisma.E001") if keys else (checks.Warning, "gaisma.W001")
    return [
        kind(
            message % {"count": len(found), "place": place, "mode": _mode(place)},
            hint=f"`chmod -R go= {home}`; `gaisma serve` and `gaisma worker` do it as they start."
            + (" Then `gaisma keys rotate`: keys were among them." if keys else ""),
            id=number,
        )
    ]


def _is_of_keys(place: Path, home: Path) -> bool:
    return home / "keys" in (place, place.parent)


def _mode(place: Path) -> int:
    try:
        return stat.S_IMODE(place.stat().st_mode)
    except FileNotFoundError:
        return 0


def _places(home: Path) -> Iterator[Path]:
    """The home and all in it; a part of it that lies elsewhere is followed, no other link is."""
    if not home.is_dir():
        return
    yield home
    for part in sorted(home.iterdir()):
        yield part
        for folder, folders, files in os.walk(part):
            inside = (Path(folder, name) for name in (*folders, *files))
            yield from (place for place in inside if not place.is_symlink())
