"""How long kinds of records are kept: rooms say which kinds there are, under RETENTION."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from gaisma.base.errors import GaismaError
from gaisma.base.registry import gathered


def demand(kinds: Iterable[str]) -> None:
    """Raises GaismaError with the known kinds where one is unknown."""
    known = gathered("RETENTION").keys
    for kind in sorted(set(kinds) - set(known)):
        message = _("There is no kind of record “%(kind)s”. Known are: %(known)s.")
        raise GaismaError(
            message % {"kind": kind, "known": ", ".join(known)}, code="unknown_kind", choices=known
        )
