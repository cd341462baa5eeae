"""What is done with files on their way in: kept, checked, taken in, discarded."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base import audit, changes, clock
from gaisma.base.apart import MEGABYTE
from gaisma.base.audit import Action
from gaisma.base.errors import GaismaError
from gaisma.base.models import Installation, User
from gaisma.base.reading.files import LARGEST_FILE
from gaisma.evidence.interop import audited, imports, kinds, mappings, previews, reading, shelf
from gaisma.evidence.interop.delivery import TAKEN, Delivery, Outcome
from gaisma.evidence.interop.meanings import Meanings
from gaisma.evidence.interop.models import Found, Import, Upload
from gaisma.evidence.interop.oneroster import actions as oneroster
from gaisma.evidence.interop.permissions import TAKE_IN

if TYPE_CHECKING:
    from gaisma.evidence.interop.planning import Draft

SUBJECT = "interop.Upload"
KEPT = timedelta(days=14)
"""So long does a file wait to be taken in."""


class UnableToTakeIn(GaismaError):
    """The file is not in the state for it."""


def demand(by: User | None) -> None:
    """Raises NotPermitted for who may not take in rows of the whole city."""
    changes.demand(TAKE_IN, by=by, organisation=Installation.current().authority)


def keep(
    *,
    name: str,
    size: int,
    chunks: Iterable[bytes],
    by: User | None,
    at: datetime,
    kind: str = "",
    source: str = imports.SOURCE,
) -> Upload:
    """Keep a file until it is taken in or discarded. Raises UnableToTakeIn when it is too large."""
    demand(by)
    if size > LARGEST_FILE:
        raise UnableToTakeIn(
            _("The file %(file)s has %(size)d MB and the limit is %(limit)d MB: send it in parts.")
            % {"file": name, "size": size // MEGABYTE, "limit": LARGEST_FILE // MEGABYTE},
            code="too_large",
        )
    folder, _digest, written = shelf.put(name, chunks)
    try:
        path = shelf.path(folder, name)
        with transaction.atomic():
            upload = Upload.objects.create(
                file=shelf.harmless(name),
                folder=folder,
                size=written,
                kind=kind or mappings.kind_of(path, source=source),
                source=source,
                by=by,
                at=at,
            )
            _note(audited.KEEP_UPLOAD, upload, by=by, at=at)
    except BaseException:
        shelf.remove(folder)
        raise
    return upload


def check(upload: Upload, *, by: User | None, at: datetime) -> Upload:
    """Look at what the file holds and what it would change; nothing is taken in."""
    demand(by)
    watch = Watch()
    outcome = _outcome(upload, watch, by=by, at=at, dry_run=True)
    _remember(upload, outcome, watch, at=at)
    return upload


def commit(upload: Upload, *, yes: bool, by: User | None, at: datetime) -> Import | None:
    """Take in all of the file; None when its check now finds what stands against it.

    `yes` answers the check's questions. Raises UnableToTakeIn for a file that is gone.
    """
    demand(by)
    if upload.importing is not None:
        return upload.importing
    watch = Watch(upload)
    outcome = _outcome(upload, watch, by=by, at=at, yes=yes)
    if outcome.status != TAKEN:
        _remember(upload, outcome, watch, at=at)
        return None
    shelf.remove(upload.folder)
    return upload.importing


def choose(upload: Upload, *, kind: str, source: str, by: User | None, at: datetime) -> Upload:
    """Say of which kind the file is and whose identifiers it has; the check begins anew."""
    demand(by)
    if kind != mappings.ONEROSTER:
        kinds.demand(kind)
    with transaction.atomic():
        upload.found.all().delete()
        upload.kind, upload.source, upload.status, upload.checked_at = kind, source, "", None
        upload.understood = []
        upload.save()
        _note(audited.CHOOSE_COLUMNS, upload, by=by, at=at)
    return upload


def discard(upload: Upload, *, by: User | None, at: datetime) -> None:
    """Delete the file and all that its check found."""
    demand(by)
    with transaction.atomic():
        _note(audited.DISCARD_UPLOAD, upload, by=by, at=at)
        upload.delete()
    shelf.remove(upload.folder)


def clean(*, at: datetime) -> int:
    """Delete files that have waited too long, and folders that no row names; how many files.

    `at` is of the true clock, as folders are.
    """
    late = list(Upload.objects.filter(at__lt=clock.here(at) - KEPT))
    for upload in late:
        upload.delete()
        shelf.remove(upload.folder)
    # Young folders without a row belong to files that are just coming in.
    for folder in set(shelf.folders()) - set(Upload.objects.values_list("folder", flat=True)):
        shelf.remove_older(folder, than=at - KEPT)
    return len(late)


class Watch(imports.Watch):
    """Keeps what a person wants to see of a check; ties the import to its upload."""

    def __init__(self, upload: Upload | None = None) -> None:
        self.upload = upload
        self.unknown: tuple[str, ...] = ()
        self.meanings: Meanings | None = None
        self.tables: list[dict[str, object]] = []
        self.changes: dict[str, previews.Change] = {}

    def read(self, found: reading.Reading) -> None:
        self.unknown = found.unknown

    def understood(self, meanings: Meanings) -> None:
        self.meanings = meanings

    def delivered(self, delivery: Delivery) -> None:
        for table in delivery.tables:
            names = {column.name for column in kinds.columns_of(table.kind)}
            known = [name for name in table.frame.columns if name in names]
            told = ((table.origins[n].column if n in table.origins else n, n) for n in known)
            self.tables.append(
                {
                    "kind": table.kind,
                    "file": table.file,
                    "rows": table.frame.height,
                    "columns": [[theirs, ours] for theirs, ours in told],
                }
            )

    def planned(self, draft: "Draft") -> None:
        self.changes = previews.of(draft)

    def written(self, importing: Import) -> None:
        if self.upload is not None:
            upload = self.upload
            upload.importing, upload.changes, upload.understood = importing, {}, []
            upload.save()
            upload.found.all().delete()


def _outcome(
    upload: Upload,
    watch: Watch,
    *,
    by: User | None,
    at: datetime,
    dry_run: bool = False,
    yes: bool = False,
) -> Outcome:
    path = shelf.path(upload.folder, upload.file)
    if not path.exists():
        raise UnableToTakeIn(_("The file is gone: send it again."), code="file_gone")
    if upload.kind == mappings.ONEROSTER:
        return oneroster.take_in(path, by=by, at=at, dry_run=dry_run, yes=yes, watch=watch)
    if not upload.kind:
        raise UnableToTakeIn(_("Say first which table the file holds."), code="kind_unknown")
    as_of = Installation.current().as_of()
    return imports.take_table(
        path,
        upload.kind,
        by=by,
        at=at,
        as_of=as_of,
        source=upload.source,
        dry_run=dry_run,
        yes=yes,
        watch=watch,
    )


@transaction.atomic
def _remember(upload: Upload, outcome: Outcome, watch: Watch, *, at: datetime) -> None:
    upload.status, upload.checked_at = outcome.status, at
    upload.understood = [*watch.tables, *([{"unknown": watch.unknown}] if watch.unknown else [])]
    if watch.meanings is not None and watch.meanings.met:
        upload.understood.append(watch.meanings.as_json())
    upload.changes = {} if outcome.problems_total else watch.changes
    upload.counts = {name: getattr(outcome, name) for name in COUNTED}
    upload.problems_total = outcome.problems_total
    upload.save()
    upload.found.all().delete()
    Found.objects.bulk_create(_found(upload, outcome))


COUNTED = ("created", "changed", "ended", "unchanged")


def _found(upload: Upload, outcome: Outcome) -> Iterable[Found]:
    for tone, listed in (("problem", outcome.problems), ("note", outcome.notes)):
        for one in listed:
            yield Found(
                upload=upload,
                tone=tone,
                file=one.file[:255],
                row=one.row,
                column=(one.column or "")[:255],
                value=one.value or "",
                message=one.message,
            )
    for asked in outcome.decisions:
        yield Found(
            upload=upload,
            tone="decision",
            file=asked.file[:255],
            row=asked.row,
            message=asked.question,
        )


def _note(action: Action, upload: Upload, *, by: User | None, at: datetime) -> None:
    details = {"kind": upload.kind, "size": upload.size}
    audit.note(action=action, by=by, at=at, subject=SUBJECT, ids=[upload.pk], details=details)
