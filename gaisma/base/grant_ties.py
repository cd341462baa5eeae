"""What roles are tied to: rooms above say it under GRANT_TIES, such as the post that one came with.

When a role has ended is asked whenever a right is, so that it holds however the end came about: by
a person, by an import, or by the undoing of one. Posts alone are such a tie: what they are is told
above, and rights are asked here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gaisma.base.models import RoleGrant


@dataclass(frozen=True)
class GrantTie:
    """A date, reached from the grant by `ends`, after which the role has ended; none: no limit.

    `follow` ties a role that has been granted, at a moment.
    """

    key: str
    ends: str
    follow: "Callable[[RoleGrant, datetime], object]"
