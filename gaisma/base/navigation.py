"""The menu: entries that rooms register, seen by those who may open them."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext, gettext_noop

from gaisma.base import access, stylesheet
from gaisma.base.models import Installation
from gaisma.base.permissions import Reader
from gaisma.base.registry import gathered

START = ""
YEAR = gettext_noop("The year")
QUALITY = gettext_noop("Quality")
RECORD = gettext_noop("Record")
EVIDENCE = gettext_noop("Evidence")
KEEPING = gettext_noop("Administration")
OWN = "accounts:own"
"""A person's own account belongs to no entry: it is opened by the person's name."""

SECTIONS = (START, YEAR, QUALITY, RECORD, EVIDENCE, KEEPING)


@dataclass(frozen=True)
class NavigationEntry:
    """A line of the menu: message id of its title, named address, section, who may, order."""

    key: str
    title: str
    address: str
    section: str
    permission: str
    order: int = 100


@dataclass(frozen=True)
class Link:
    """An entry as the reader sees it."""

    title: str
    address: str
    is_current: bool
    is_within: bool


@dataclass(frozen=True)
class Way:
    """A way to look at the same thing, as a chip or a tab; `count` says how much is there."""

    title: str
    address: str
    is_current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Section:
    """Links under a title; the first section has none."""

    key: str
    title: str
    links: tuple[Link, ...]


def menu(user: Reader, path: str) -> tuple[Section, ...]:
    """The sections of the menu for the person, with the page they are on."""
    entries: Iterable[NavigationEntry] = gathered("NAVIGATION")
    allowed = [entry for entry in entries if access.may(user, entry.permission)]
    ordered = sorted(allowed, key=lambda entry: (SECTIONS.index(entry.section), entry.order))
    within = _within(ordered, path)
    return tuple(
        Section(
            key=section,
            title=gettext(section) if section else "",
            links=tuple(_link(entry, path, within) for entry in group),
        )
        for section, group in groupby(ordered, key=lambda entry: entry.section)
    )


def _within(entries: Iterable[NavigationEntry], path: str) -> str:
    """The address of the entry that the page belongs to: the longest, as one may lie in another."""
    if path.startswith(reverse(OWN)):
        return ""
    addresses = (reverse(entry.address) for entry in entries)
    return max(
        (one for one in addresses if one != "/" and path.startswith(one)), key=len, default=""
    )


def _link(entry: NavigationEntry, path: str, within: str) -> Link:
    address = reverse(entry.address)
    return Link(
        gettext(entry.title), address, is_current=path == address, is_within=address == within
    )


def on_every_page(request: HttpRequest) -> dict[str, Any]:
    """The names that the frame of every page uses; what needs the database is read when used."""
    return {
        "installation": SimpleLazyObject(_installation),
        "menu": SimpleLazyObject(lambda: menu(request.user, request.path)),
        "languages": settings.LANGUAGES,
        "stylesheet": stylesheet.fingerprint(),
    }


def _installation() -> Installation:
    # A page is shown also before `gaisma init`: then it says nothing of the installation.
    return Installation.found() or Installation()
