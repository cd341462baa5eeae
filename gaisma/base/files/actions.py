"""Attachments are kept and removed; contents that none names any more are cleaned away."""

from datetime import datetime, timedelta
from pathlib import PurePath

from django.db import connection, transaction

from gaisma.base.files import judging, storage
from gaisma.base.files.kinds import PDF, PICTURE
from gaisma.base.files.models import Attachment
from gaisma.base.models import User

DRAFTS_LIVE = timedelta(hours=6)
LONGEST_NAME = 255


def keep_picture(content: bytes, *, by: User | None, at: datetime) -> Attachment:
    """Keep a picture, drawn anew, inside the caller's transaction. Raises UnableToAttach."""
    return _keep(judging.picture(content), PICTURE, "", by=by, at=at)


def keep_document(content: bytes, name: str, *, by: User | None, at: datetime) -> Attachment:
    """Keep a PDF document, inside the caller's transaction. Raises UnableToAttach."""
    return _keep(judging.document(content), PDF, plain(name), by=by, at=at)


def copy(attachment: Attachment, *, by: User | None, at: datetime) -> Attachment:
    """Name the same content once more, inside the caller's transaction: it stays for both."""
    names = ("sha256", "media_type", "size", "name")
    same = {name: getattr(attachment, name) for name in names}
    return Attachment.objects.create(**same, added_by=by, added_at=at)


def remove(attachment: Attachment) -> None:
    """Forget it, inside the caller's transaction; its content goes when nobody else names it."""
    attachment.delete()


def clean(*, at: datetime) -> int:
    """Delete contents that no attachment names; gives their number.

    A file younger than a few hours stays: it may be of a transaction that failed a moment ago and
    is tried again, or somebody's draft.
    """
    with transaction.atomic():
        _keep_writers_out()
        named = set(Attachment.objects.values_list("sha256", flat=True))
        before, gone = (at - DRAFTS_LIVE).timestamp(), 0
        for file in storage.folder().glob("*"):
            if file.name not in named and file.stat().st_mtime < before:
                file.unlink(missing_ok=True)
                gone += 1
        return gone


def demand_whole() -> None:
    """Read all contents through that attachments name. Raises DamagedFile, FileNotFoundError."""
    for sha256 in Attachment.objects.order_by("sha256").values_list("sha256", flat=True).distinct():
        storage.read(sha256)


def plain(name: str) -> str:
    """A file's own name without folders and without what cannot be seen."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(letter for letter in last if letter.isprintable())[-LONGEST_NAME:]


def _keep(content: bytes, kind: str, name: str, *, by: User | None, at: datetime) -> Attachment:
    row = Attachment(
        sha256=storage.name_of(content),
        media_type=kind,
        size=len(content),
        name=name,
        added_by=by,
        added_at=at,
    )
    # The row first: from then on nobody cleans until the transaction ends.
    with transaction.atomic():
        row.save(force_insert=True)
        storage.place(content)
    return row


def _keep_writers_out() -> None:
    """Let nobody name a content that lies here already while it is deleted; readers go on."""
    # SQLite's transactions are immediate.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            table = Attachment._meta.db_table
            cursor.execute(f'LOCK TABLE "{table}" IN SHARE ROW EXCLUSIVE MODE')
