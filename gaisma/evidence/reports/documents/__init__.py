"""The documents of a report, and other papers; a word processor's files are zip archives."""

import io
import zipfile
from collections.abc import Mapping

# The oldest moment that a zip archive can hold.
MOMENT = (1980, 1, 1, 0, 0, 0)


def unpacked(archive: bytes) -> dict[str, bytes]:
    """The members of an archive by name."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def packed(files: Mapping[str, bytes]) -> bytes:
    """An archive of the members, in their order, without the time of writing."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name, MOMENT)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, content)
    return written.getvalue()
