"""What the installation is set to."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base import audit, changes, retention
from gaisma.base.actions import SMALLEST_GROUPS
from gaisma.base.audit import Action
from gaisma.base.errors import GaismaError
from gaisma.base.models import Installation, User
from gaisma.workplace.administration import audited
from gaisma.workplace.administration.permissions import KEEP_INSTALLATION

PERSONAL, NOT_TOLD = {"signatory_name"}, "…"
"""What changed may be read in the journal, but no name of a person."""

YEARS = range(1, 101)
"""For how many years a kind of record may be kept."""


class UnableToSetInstallation(GaismaError):
    """What was given cannot be."""


@dataclass(frozen=True)
class Settings:
    """What can be set; the first of `languages` is the installation's own."""

    municipality: str
    languages: Sequence[str]
    smallest_group: int
    council: str = ""
    signatory_position: str = ""
    signatory_name: str = ""
    signs_electronically: bool = False


def change(wanted: Settings, *, by: User | None, at: datetime) -> Installation:
    """Set what the installation is. Raises UnableToSetInstallation."""
    changes.demand(KEEP_INSTALLATION, by=by)
    _check(wanted)
    fields = asdict(wanted) | {
        "languages": list(wanted.languages),
        "language": wanted.languages[0],
    }
    return _write(fields, action=audited.CHANGE_INSTALLATION, by=by, at=at)


def keep_for(periods: Mapping[str, int], *, by: User | None, at: datetime) -> Installation:
    """Set for how many years kinds of records are kept. Raises UnableToSetInstallation."""
    changes.demand(KEEP_INSTALLATION, by=by)
    retention.demand(periods)
    if any(years not in YEARS for years in periods.values()):
        raise UnableToSetInstallation(
            _("Records are kept from %(least)s to %(most)s years.")
            % {"least": YEARS[0], "most": YEARS[-1]},
            code="out_of_limits",
        )
    return _write({"retention": dict(periods)}, action=audited.CHANGE_RETENTION, by=by, at=at)


def _write(
    fields: Mapping[str, Any], *, action: Action, by: User | None, at: datetime
) -> Installation:
    with transaction.atomic():
        installation = Installation.objects.select_for_update().get(pk=1)
        before = {name: getattr(installation, name) for name in fields}
        changed = {
            name: NOT_TOLD if name in PERSONAL else [before[name], new]
            for name, new in fields.items()
            if before[name] != new
        }
        for name, new in fields.items():
            setattr(installation, name, new)
        if changed:
            installation.save(update_fields=list(fields))
            audit.note(
                action=action,
                by=by,
                at=at,
                organisation=installation.authority,
                details={"changed": changed},
            )
    return installation


def _check(wanted: Settings) -> None:
    known = [code for code, _name in settings.LANGUAGES]
    if not wanted.languages or set(wanted.languages) - set(known):
        raise UnableToSetInstallation(
            _("Choose at least one language of these: %(known)s.") % {"known": ", ".join(known)},
            code="unknown_language",
            choices=known,
        )
    if wanted.smallest_group not in SMALLEST_GROUPS:
        raise UnableToSetInstallation(
            _("The smallest group that is shown has between %(least)s and %(most)s people.")
            % {"least": SMALLEST_GROUPS[0], "most": SMALLEST_GROUPS[-1]},
            code="smallest_group",
        )
