"""Parts that other rooms add to an institution's page, listed under INSTITUTION_PARTS."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from gaisma.base import access
from gaisma.base.models import Organisation, User
from gaisma.base.registry import gathered


@dataclass(frozen=True)
class InstitutionPart:
    """A card on a tab (overview, groups, staff, sites, documents) of an institution's page.

    `read` answers what the template shows as `part`, or None to stay away; it is asked only for
    institutions that the person sees. The title is a message id.
    """

    key: str
    title: str
    permission: str
    read: Callable[[User, Organisation], Any]
    template: str
    tab: str = "documents"
    order: int = 100


@dataclass(frozen=True)
class Shown:
    """A part as the page shows it."""

    key: str
    title: str
    template: str
    content: Any


def shown(user: User, institution: Organisation, *, tab: str) -> tuple[Shown, ...]:
    """The parts of a tab that the person may see of the institution."""
    parts: list[InstitutionPart] = [
        part for part in gathered("INSTITUTION_PARTS") if part.tab == tab
    ]
    allowed = (part for part in parts if access.may(user, part.permission, institution))
    read = ((part, part.read(user, institution)) for part in allowed)
    return tuple(
        Shown(part.key, gettext(part.title), part.template, content)
        for part, content in read
        if content is not None
    )
