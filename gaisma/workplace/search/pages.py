"""The page that searches, and what each kind of search finds."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from gaisma.base import access, audit, clock, searching
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import shown_or_sent
from gaisma.base.models import User
from gaisma.base.searching import Hit, Search
from gaisma.workplace.search import audited
from gaisma.workplace.search.permissions import SEARCH
from gaisma.workplace.search.sources import SEARCHES

ASKED = "search"
KEPT = timedelta(hours=1)
"""So long does a session keep what was last looked for."""

FEW, MANY = 6, 100
"""So many hits of a kind are shown beside other kinds, and so many of one kind alone."""


@dataclass(frozen=True)
class Kind:
    """The hits of one kind; `has_more` when not all are shown."""

    key: str
    title: str
    hits: tuple[Hit, ...]
    has_more: bool


@dataclass(frozen=True)
class Results:
    """What was found for the words as they were written."""

    text: str
    kinds: tuple[Kind, ...]
    only: str
    searched: tuple[str, ...]

    @property
    def count(self) -> int:
        return sum(len(kind.hits) for kind in self.kinds)


def results(user: User, text: str, *, at: datetime, only: str = "") -> Results:
    """What fits; looking for people is noted in the audit, without the words."""
    searches = searched_by(user)
    words = searching.words(text)
    chosen = [search for search in searches if only in ("", search.key)] if words else []
    limit = MANY if only else FEW
    kinds = tuple(_kind(search, user, words, limit) for search in chosen)
    _note(user, chosen, kinds, at=at)
    found = tuple(kind for kind in kinds if kind.hits)
    return Results(text, found, only, tuple(gettext(search.title) for search in searches))


def searched_by(user: User) -> list[Search]:
    """The kinds of things that the person may look for."""
    return [search for search in SEARCHES if access.may(user, search.permission)]


def _kind(search: Search, user: User, words: searching.Words, limit: int) -> Kind:
    hits = tuple(search.find(user, words, limit + 1))
    return Kind(search.key, gettext(search.title), hits[:limit], has_more=len(hits) > limit)


def _note(user: User, chosen: list[Search], kinds: tuple[Kind, ...], *, at: datetime) -> None:
    personal = {search.key for search in chosen if search.is_personal}
    if personal:
        counts = {kind.key: len(kind.hits) for kind in kinds if kind.key in personal}
        audit.note(action=audited.SEARCH_PEOPLE, by=user, at=at, details={"found": counts})


@requires(SEARCH)
@shown_or_sent
def search(request: SignedInRequest) -> HttpResponse:
    """Look for something; the words may be a name and never stand in an address."""
    now = timezone.now()
    if request.method == "POST":
        words = request.POST.get("q", "").strip()[: searching.LONGEST]
        request.session[ASKED] = {"words": words, "at": now.isoformat()}
        return redirect("search:search")
    answer = results(
        request.user,
        _words_asked(request, at=now),
        at=clock.here(now),
        only=request.GET.get("in", ""),
    )
    return render(request, "search/search.html", {"results": answer})


def _words_asked(request: SignedInRequest, *, at: datetime) -> str:
    """What was last looked for, while it is kept."""
    kept = request.session.get(ASKED)
    if not kept:
        return ""
    if datetime.fromisoformat(kept["at"]) < at - KEPT:
        del request.session[ASKED]
        return ""
    return str(kept["words"])
