"""Instruments are taken in, written, put into use and retired."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base import changes
from gaisma.base.audit import Action
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import User
from gaisma.record import recording
from gaisma.record.instruments import audited, comparing, xlsforms
from gaisma.record.instruments.models import Instrument, Version
from gaisma.record.instruments.permissions import KEEP_INSTRUMENTS
from gaisma.record.instruments.questionnaire import Questionnaire

Row = TypeVar("Row", Instrument, Version)


def take_in(*, workbook: bytes, use: str, by: User | None, at: datetime) -> Version:
    """Take a questionnaire in from an XLSForm workbook, as the draft of its instrument.

    The workbook's `form_id` names the instrument; a draft that stands there is written anew.
    Raises UnableToTakeIn, UnableToRecord.
    """
    changes.demand(KEEP_INSTRUMENTS, by=by)
    return enter(questionnaire=xlsforms.questionnaire(workbook), use=use, by=by, at=at)


def enter(*, questionnaire: Questionnaire, use: str, by: User | None, at: datetime) -> Version:
    """Write a questionnaire as the draft of the instrument with its key. Raises UnableToRecord."""
    changes.demand(KEEP_INSTRUMENTS, by=by)
    _check_has_key(questionnaire)
    with transaction.atomic():
        instrument = _instrument(questionnaire.key, use, by=by, at=at)
        _check_working(instrument)
        draft = instrument.versions.filter(in_use_from__isnull=True).first()
        if draft is not None:
            return write(
                version=draft, questionnaire=questionnaire, revision=draft.revision, by=by, at=at
            )
        return _draft(instrument, questionnaire, by=by, at=at)


def begin(*, instrument: Instrument, by: User | None, at: datetime) -> Version:
    """Begin the next version with what the latest one asks. Raises UnableToRecord."""
    changes.demand(KEEP_INSTRUMENTS, by=by)
    _check_working(instrument)
    _check_without_draft(instrument)
    latest = _latest_in_use(instrument)
    return _draft(instrument, comparing.carried_on(latest.asks), by=by, at=at)


def write(
    *,
    version: Version,
    questionnaire: Questionnaire,
    revision: int,
    by: User | None,
    at: datetime,
) -> Version:
    """Write what a draft asks. Raises UnableToChange, UnableToRecord."""
    changes.demand(KEEP_INSTRUMENTS, by=by)
    check_draft(version)
    fields = {"asks": replace(questionnaire, key=version.instrument.key)}
    return _changed(version, fields, audited.WRITE, revision=revision, by=by, at=at)


def put_into_use(
    *, version: Version, revision: int, on: date, note: str = "", by: User | None, at: datetime
) -> Version:
    """Let a draft be answered from a day on; it does not change any more.

    Raises UnableToChange, UnableToRecord.
    """
    changes.demand(KEEP_INSTRUMENTS, by=by)
    _check_working(version.instrument)
    check_draft(version)
    _check_comparable(version)
    fields = {"in_use_from": on, "note": note}
    return _changed(version, fields, audited.PUT_INTO_USE, revision=revision, by=by, at=at)


def drop(*, version: Version, by: User | None, at: datetime) -> None:
    """Drop a draft; an instrument that has nothing else goes with it. Raises UnableToRecord."""
    changes.demand(KEEP_INSTRUMENTS, by=by)
    check_draft(version)
    instrument = version.instrument
    is_only = not instrument.versions.exclude(pk=version.pk).exists()
    row = instrument if is_only else version
    recording.remove(row, action=audited.DROP, by=by, at=at)


def retire(
    *, instrument: Instrument, revision: int, on: date, by: User | None, at: datetime
) -> Instrument:
    """Offer an instrument for new work no longer; what was answered stays.

    Raises UnableToChange, UnableToRecord.
    """
    changes.demand(KEEP_INSTRUMENTS, by=by)
    _check_working(instrument)
    fields = {"retired_on": on}
    return _changed(instrument, fields, audited.RETIRE, revision=revision, by=by, at=at)


def bring_back(
    *, instrument: Instrument, revision: int, by: User | None, at: datetime
) -> Instrument:
    """Offer a retired instrument again. Raises UnableToChange."""
    changes.demand(KEEP_INSTRUMENTS, by=by)
    fields = {"retired_on": None}
    return _changed(instrument, fields, audited.BRING_BACK, revision=revision, by=by, at=at)


def _instrument(key: str, use: str, *, by: User | None, at: datetime) -> Instrument:
    """The instrument of that key, made when there is none. Raises UnableToRecord."""
    known = Instrument.objects.filter(key=key).first()
    if known is None:
        fields = {"key": key, "use": use}
        return recording.add(Instrument, fields, action=audited.ENTER, by=by, at=at)
    if known.use != use:
        raise UnableToRecord(
            _("“%(key)s” is an instrument for something else: give the workbook another form_id.")
            % {"key": key},
            code="other_use",
        )
    return known


def _draft(
    instrument: Instrument, questionnaire: Questionnaire, *, by: User | None, at: datetime
) -> Version:
    latest = instrument.versions.order_by("-number").first()
    fields = {
        "instrument": instrument,
        "number": latest.number + 1 if latest else 1,
        "asks": questionnaire,
    }
    return recording.add(Version, fields, action=audited.BEGIN, by=by, at=at)


def _changed(
    row: Row,
    fields: Mapping[str, Any],
    action: Action,
    *,
    revision: int,
    by: User | None,
    at: datetime,
) -> Row:
    return recording.change(row, fields, revision=revision, action=action, by=by, at=at)


KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")


def check_draft(version: Version) -> None:
    """Raises UnableToRecord for a version in use: answers to it may stand already."""
    if not version.is_draft:
        raise UnableToRecord(
            _("A version that is in use does not change any more: begin a new one."),
            code="in_use",
        )


def _check_has_key(questionnaire: Questionnaire) -> None:
    """Raises UnableToRecord for a questionnaire that does not say whose version it is."""
    if not KEY.fullmatch(questionnaire.key):
        raise UnableToRecord(
            _("Name the instrument in “form_id” of the sheet “settings”, in Latin letters."),
            code="no_key",
        )


def _check_without_draft(instrument: Instrument) -> None:
    """Raises UnableToRecord when another version is being written."""
    draft = instrument.versions.filter(in_use_from__isnull=True).first()
    if draft is not None:
        raise UnableToRecord(
            _("Version %(number)s is being written already: finish that one, or drop it.")
            % {"number": draft.number},
            code="draft_stands",
        )


def _latest_in_use(instrument: Instrument) -> Version:
    """The latest version in use. Raises UnableToRecord when there is none."""
    latest = instrument.versions.filter(in_use_from__isnull=False).order_by("-number").first()
    if latest is None:
        raise UnableToRecord(
            _("No version has been in use yet: put the draft into use, or drop it."),
            code="never_in_use",
        )
    return latest


def _check_comparable(version: Version) -> None:
    """Raises UnableToRecord when an item says it is the same as one that it cannot be."""
    before = (
        version.instrument.versions.filter(in_use_from__isnull=False).order_by("-number").first()
    )
    unlike = comparing.unlike(version.asks, before.asks if before else None)
    if unlike:
        raise UnableToRecord(
            _("Not comparable with the version before: %(items)s. Say nothing of them there.")
            % {"items": ", ".join(unlike)},
            code="not_comparable",
        )


def _check_working(instrument: Instrument) -> None:
    """Raises UnableToRecord for a retired instrument."""
    if instrument.retired_on is not None:
        raise UnableToRecord(_("This instrument is retired: bring it back first."), code="retired")
