"""What is done with thresholds: they are set."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base import audit, changes, thresholds
from gaisma.base.errors import GaismaError
from gaisma.base.models import User
from gaisma.base.registry import gathered
from gaisma.base.thresholds import audited
from gaisma.base.thresholds.models import ChangedThreshold
from gaisma.base.thresholds.permissions import KEEP


class UnableToSetThreshold(GaismaError):
    """There is no such threshold, or it cannot be that."""


def change(wanted: Mapping[str, int], *, by: User | None, at: datetime) -> dict[str, int]:
    """Set thresholds by key; gives those that have changed. Raises UnableToSetThreshold."""
    changes.demand(KEEP, by=by)
    for key, value in wanted.items():
        _check(key, value)
    with transaction.atomic():
        before = thresholds.values()
        changed = {key: value for key, value in wanted.items() if before[key] != value}
        for key, value in changed.items():
            ChangedThreshold.objects.update_or_create(key=key, defaults={"value": value})
        if changed:
            told = {key: [before[key], value] for key, value in changed.items()}
            audit.note(action=audited.CHANGE, by=by, at=at, details={"changed": told})
    return changed


def _check(key: str, value: int) -> None:
    known = gathered("THRESHOLDS")
    if key not in known:
        raise UnableToSetThreshold(
            _("There is no threshold “%(key)s”.") % {"key": key},
            code="unknown_threshold",
            choices=known.keys,
        )
    threshold = known[key]
    if value not in threshold.is_of:
        raise UnableToSetThreshold(
            _("%(threshold)s: from %(least)s to %(most)s.")
            % {"threshold": _(threshold.title), "least": threshold.least, "most": threshold.most},
            code="out_of_limits",
        )
