"""Puts the parts of an unpacked backup where they belong.

The record comes last and in one transaction: it is what names all the others, so that whoever is
killed on the way leaves either the old installation or the new one. Files of the lake and
attachments are named by their content and stand beside older ones without harm; the cleaning takes
what nothing names.
"""

from pathlib import Path

from django.conf import settings

from gaisma.base import keys
from gaisma.base.durable import sync_folder
from gaisma.evidence.archive import sealing
from gaisma.evidence.archive.manifest import Manifest


def fitting_keys(described: Manifest, folder: Path) -> dict[str, str]:
    """The folder's keys, when they are those of the backup. Raises WrongKeys."""
    held = keys.data_keys(folder)
    known = {name: keys.fingerprint(text) for name, text in held.items()}
    if any(known.get(name) != wanted for name, wanted in described.keys.items()):
        raise sealing.wrong_keys(folder)
    return held


def put_keys(held: dict[str, str]) -> None:
    """Put the keys into the home; keys of the same name are kept aside, never overwritten."""
    for name, text in held.items():
        keys.put(settings.GAISMA_HOME / "keys" / name, text)


def put_files(described: Manifest, unpacked: Path) -> None:
    """Put all files but the record into the home, each whole and durable."""
    folders = set()
    for name in described.parts:
        if name != described.record:
            target = settings.GAISMA_HOME / name
            target.parent.mkdir(parents=True, exist_ok=True)
            (unpacked / name).replace(target)
            folders.add(target.parent)
    for folder in folders:
        sync_folder(folder)


def remove_other_reports(described: Manifest) -> None:
    """Remove the reports that the backup does not know."""
    folder = settings.GAISMA_HOME / "reports"
    for file in [file for file in folder.rglob("*") if file.is_file()]:
        if f"reports/{file.relative_to(folder)}" not in described.parts:
            file.unlink()
