"""What rooms above tell on the tabs of an institution's page, listed under INSTITUTION_PARTS."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gaisma.base.models import Organisation, User
from gaisma.base.registry import gathered
from gaisma.evidence.figures.evidence import Evidence


@dataclass(frozen=True)
class InstitutionPart:
    """What the template of the tab `key` shows; `read` is asked of institutions in sight only."""

    key: str
    read: Callable[[User, Organisation, Evidence], Any]


def part(tab: str, user: User, institution: Organisation, *, basis: Evidence) -> Any:
    """What the tab tells of the institution."""
    return gathered("INSTITUTION_PARTS")[tab].read(user, institution, basis)
