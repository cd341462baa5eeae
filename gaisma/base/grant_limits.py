"""What ends a role before its own last day: rooms say it under GRANT_LIMITS.

It is asked whenever a right is, so that it holds however the end came about: by a person, by an
import, or by the undoing of one.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class GrantLimit:
    """A date, reached from the grant by `field`, after which the role has ended; none: no limit."""

    key: str
    field: str
