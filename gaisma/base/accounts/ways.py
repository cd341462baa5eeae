"""What rooms above add to a person's own account: a room lists it under OWN_ACCOUNT."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from gaisma.base import access
from gaisma.base.permissions import Reader
from gaisma.base.registry import gathered


@dataclass(frozen=True)
class OwnWay:
    """A page about the person's own account: message id of its title, named address, who may."""

    key: str
    title: str
    address: str
    permission: str


def own_ways(user: Reader) -> list[tuple[str, str]]:
    """Titles and addresses of the pages that the person may open."""
    return [
        (gettext(way.title), reverse(way.address))
        for way in gathered("OWN_ACCOUNT")
        if access.may(user, way.permission)
    ]
