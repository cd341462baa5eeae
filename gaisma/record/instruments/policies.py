"""Whether the state of an instrument or a version allows what is asked."""

import re

from django.utils.translation import gettext as _

from gaisma.base.changes import UnableToRecord
from gaisma.record.instruments import comparing
from gaisma.record.instruments.models import Instrument, Version
from gaisma.record.instruments.questionnaire import Questionnaire

KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")


def check_draft(version: Version) -> None:
    """Raises UnableToRecord for a version in use: answers to it may stand already."""
    if not version.is_draft:
        raise UnableToRecord(
            _("A version that is in use does not change any more: begin a new one."),
            code="in_use",
        )


def check_has_key(questionnaire: Questionnaire) -> None:
    """Raises UnableToRecord for a questionnaire that does not say whose version it is."""
    if not KEY.fullmatch(questionnaire.key):
        raise UnableToRecord(
            _("Name the instrument in “form_id” of the sheet “settings”, in Latin letters."),
            code="no_key",
        )


def check_without_draft(instrument: Instrument) -> None:
    """Raises UnableToRecord when another version is being written."""
    draft = instrument.versions.filter(in_use_from__isnull=True).first()
    if draft is not None:
        raise UnableToRecord(
            _("Version %(number)s is being written already: finish that one, or drop it.")
            % {"number": draft.number},
            code="draft_stands",
        )


def has_been_in_use(instrument: Instrument) -> Version:
    """The latest version in use. Raises UnableToRecord when there is none."""
    latest = instrument.versions.filter(in_use_from__isnull=False).order_by("-number").first()
    if latest is None:
        raise UnableToRecord(
            _("No version has been in use yet: put the draft into use, or drop it."),
            code="never_in_use",
        )
    return latest


def check_comparable(version: Version) -> None:
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


def check_working(instrument: Instrument) -> None:
    """Raises UnableToRecord for a retired instrument."""
    if instrument.retired_on is not None:
        raise UnableToRecord(_("This instrument is retired: bring it back first."), code="retired")
