"""The tabs of an institution's page."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from gaisma.base import access
from gaisma.base.models import Organisation, User
from gaisma.record.organisations.permissions import SEE_HISTORY, SEE_INSTITUTIONS

TABS = {
    "overview": (gettext_noop("Overview"), SEE_INSTITUTIONS),
    "groups": (gettext_noop("Groups and programmes"), SEE_INSTITUTIONS),
    "staff": (gettext_noop("Staff and vacancies"), SEE_INSTITUTIONS),
    "sites": (gettext_noop("Buildings"), SEE_INSTITUTIONS),
    "documents": (gettext_noop("Documents"), SEE_INSTITUTIONS),
    "history": (gettext_noop("History"), SEE_HISTORY),
}


@dataclass(frozen=True)
class Tab:
    """A part of the page at its own address."""

    title: str
    address: str
    is_current: bool
    count: int | None = None


def of(
    user: User, institution: Organisation, *, current: str, school_year: str | None = None
) -> tuple[Tab, ...]:
    """The tabs that the person may open; the school year goes with them."""
    query = f"?{urlencode({'school_year': school_year})}" if school_year else ""
    return tuple(
        Tab(gettext(title), address(institution, key) + query, is_current=key == current)
        for key, (title, permission) in TABS.items()
        if access.may(user, permission, institution)
    )


def address(institution: Organisation, key: str) -> str:
    """Where a tab of the institution's page is."""
    name = "institution" if key == "overview" else key
    return reverse(f"organisations:{name}", args=[institution.pk])
