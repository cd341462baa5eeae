"""The keys of personal codes are changed; pseudonyms, and with them the lake, stay."""

from datetime import datetime
from pathlib import Path

import polars as pl
from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from gaisma.base import audit, bulk, changes, keys, personal_codes, rotation
from gaisma.base import audited as base_audited
from gaisma.base.models import User
from gaisma.base.registry import gathered
from gaisma.record.people.models import Person
from gaisma.record.people.permissions import ERASE_PEOPLE


def rotate(*, by: User | None, at: datetime) -> int:
    """Encrypt and hash every personal code under new keys; gives their number.

    So are secrets of second steps, and sessions end with the signing key. Runs in one transaction
    that keeps writers out. The old keys are kept as `NAME.….retired`, for backups made before;
    killed at any moment, it can be run again.
    """
    changes.demand(ERASE_PEOPLE, by=by)
    new = rotation.successors()
    with transaction.atomic():
        _keep_writers_out()
        coded = Person.objects.exclude(personal_code_encrypted="").order_by("pk")
        frame = bulk.frame_of(coded, "id", "personal_code_encrypted")
        bulk.update(Person, _under(new, frame))
        # What was looked at or imported before must not come back with the old keys' texts.
        coded.update(revision=F("revision") + 1, changed_at=at)
        for other in gathered("UNDER_KEYS"):
            if other.renew is not None:
                other.renew(new)
        audit.note(
            action=base_audited.ROTATE_KEYS,
            by=by,
            at=at,
            subject="people.Person",
            details={name: keys.fingerprint(text) for name, text in new.items()},
        )
    rotation.finish()
    keys.renew_signing_key(Path(settings.GAISMA_HOME))
    return frame.height


def _under(new: dict[str, str], frame: pl.DataFrame) -> pl.DataFrame:
    # A cipher takes one code at a time: here, and only here, rows are walked.
    codes = [personal_codes.decrypted(text) for text in frame["personal_code_encrypted"]]
    sealed = [personal_codes.sealed(code, key=new[rotation.CODE]) for code in codes]
    hashed = [personal_codes.hashed(code, key=new[rotation.HASH]) for code in codes]
    return pl.DataFrame(
        {"id": frame["id"], "personal_code_encrypted": sealed, "personal_code_hash": hashed},
        schema_overrides={"personal_code_encrypted": pl.String, "personal_code_hash": pl.String},
    )


def _keep_writers_out() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f'LOCK TABLE "{Person._meta.db_table}" IN EXCLUSIVE MODE')
