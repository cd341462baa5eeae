"""Reads of the lake's versions."""

from pathlib import Path

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gaisma.base.errors import GaismaError
from gaisma.evidence.lake import files
from gaisma.evidence.lake.models import LakeVersion


class UnknownLakeVersion(GaismaError):
    """No such version, or it was deleted by rule."""


def latest() -> LakeVersion | None:
    """The newest version."""
    return LakeVersion.objects.order_by("-number").first()


def version(number: int | None) -> LakeVersion:
    """The version of that number, or the newest. Raises UnknownLakeVersion."""
    found = _chosen(number).first()
    if found is None:
        raise _unknown()
    return found


def known(number: int | None) -> tuple[int, str]:
    """Number and digest of the version, without its contents. Raises UnknownLakeVersion."""
    found = _chosen(number).values_list("number", "digest").first()
    if found is None:
        raise _unknown()
    return found


def _chosen(number: int | None) -> QuerySet[LakeVersion]:
    versions = LakeVersion.objects.order_by("-number")
    return versions if number is None else versions.filter(number=number)


def _unknown() -> UnknownLakeVersion:
    known = LakeVersion.objects.order_by("number").values_list("number", flat=True)
    return UnknownLakeVersion(
        _("There is no such lake version: `gaisma versions` lists those that are kept."),
        code="no_such_version",
        choices=[str(one) for one in known],
    )


def paths(found: LakeVersion) -> dict[str, list[Path]]:
    """For each table the files that make the version."""
    return {
        table: [files.path(file) for file in content["files"]]
        for table, content in found.contents.items()
    }


def readable(found: LakeVersion, *tables: str) -> dict[str, list[Path]]:
    """The files that make the version, or those of the tables: each is what it was written as.

    Raises DamagedLake.
    """
    named = paths(found)
    chosen = {table: named[table] for table in tables or named if table in named}
    for some in chosen.values():
        for file in some:
            files.demand_whole(file)
    return chosen


def years(found: LakeVersion) -> dict[Path, str]:
    """The school year of each file that holds rows of one."""
    return {
        files.path(file): file["cut"]["school_year"]
        for content in found.contents.values()
        for file in content["files"]
        if file["cut"].get("school_year")
    }


def named_files() -> set[str]:
    """The names of all files that any version names."""
    return {
        file["name"]
        for contents in LakeVersion.objects.values_list("contents", flat=True)
        for content in contents.values()
        for file in content["files"]
    }
