"""Reads of the lake's versions."""

from pathlib import Path

from gaisma.base.errors import GaismaError
from gaisma.evidence.lake import files
from gaisma.evidence.lake.models import LakeVersion


class UnknownLakeVersion(GaismaError):
    """No such version, or it was deleted by rule."""


def latest(*, locked: bool = False) -> LakeVersion | None:
    """The newest version; `locked` keeps other writers out until the transaction ends."""
    versions = LakeVersion.objects.order_by("-number")
    if locked:
        versions = versions.select_for_update()
    return versions.first()


def version(number: int | None) -> LakeVersion:
    """The version of that number, or the newest. Raises UnknownLakeVersion."""
    found = latest() if number is None else LakeVersion.objects.filter(number=number).first()
    if found is None:
        known = LakeVersion.objects.order_by("number").values_list("number", flat=True)
        raise UnknownLakeVersion(
            "There is no such lake version: `gaisma versions` lists those that are kept.",
            code="no_such_version",
            choices=[str(one) for one in known],
        )
    return found


def paths(found: LakeVersion) -> dict[str, list[Path]]:
    """For each table the files that make the version."""
    return {
        table: [files.path(file) for file in content["files"]]
        for table, content in found.contents.items()
    }


def named_files() -> set[str]:
    """The names of all files that any version names."""
    return {
        file["name"]
        for contents in LakeVersion.objects.values_list("contents", flat=True)
        for content in contents.values()
        for file in content["files"]
    }
