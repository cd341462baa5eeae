"""Gathers the files of a backup under names of its own, so that nothing can take them away."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from gaisma.base.errors import GaismaError
from gaisma.evidence.archive import manifest, snapshots
from gaisma.evidence.archive.manifest import Part
from gaisma.evidence.archive.snapshots import Snapshot

ATTEMPTS = 5
BY_CONTENT = ("lake/", "files/")


class UnableToBackUp(GaismaError):
    """The target cannot be written, or files that the record names are missing or damaged."""


def gathered(draft: Path) -> tuple[Snapshot, dict[str, Path]]:
    """A snapshot of the record, and the files of the backup by their name in it.

    Lake and attachments may be cleaned between the snapshot and our hold on their files. Cleaning
    takes only what nothing names any more, so that a new snapshot does not name it either.
    """
    for attempt in range(ATTEMPTS):
        place = draft / str(attempt)
        place.mkdir()
        snapshot = snapshots.take(place)
        try:
            named = {
                **dict(_held(snapshot.lake_files, "lake", place)),
                **dict(_held(snapshot.attachments, "files", place)),
            }
        except FileNotFoundError:
            continue
        reports = dict(_held(_reports(), "reports", place))
        return snapshot, {snapshot.file.name: snapshot.file, **named, **reports}
    raise UnableToBackUp(
        _("Files that the record names are missing: bring back the last backup."),
        code="files_missing",
    )


def parts(files: dict[str, Path]) -> dict[str, Part]:
    """Every file with its hash. Raises UnableToBackUp when one is damaged that its name tells."""
    described = {name: manifest.part_of(file) for name, file in files.items()}
    for name, part in described.items():
        # Files of the lake and attachments are named by their hash or its beginning.
        if name.startswith(BY_CONTENT) and not part.sha256.startswith(Path(name).stem):
            raise UnableToBackUp(
                _("%(file)s is damaged: bring back the last backup.") % {"file": name},
                code="file_damaged",
            )
    return described


def _held(names: list[str], folder: str, place: Path) -> Iterator[tuple[str, Path]]:
    for name in names:
        held = place / folder / name
        held.parent.mkdir(parents=True, exist_ok=True)
        _hold(settings.GAISMA_HOME / folder / name, held)
        yield f"{folder}/{name}", held


def _hold(file: Path, held: Path) -> None:
    try:
        os.link(file, held)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copyfile(file, held)


def _reports() -> list[str]:
    folder = settings.GAISMA_HOME / "reports"
    files = (file.relative_to(folder) for file in folder.rglob("*") if file.is_file())
    # What begins with a dot is somebody's draft.
    return sorted(str(file) for file in files if not any(p.startswith(".") for p in file.parts))
