"""Groups and classes of the school year."""

from collections.abc import Iterator
from itertools import islice

from django.urls import reverse

from gaisma.base import searching
from gaisma.base.models import Installation, User
from gaisma.base.searching import Hit
from gaisma.record.programmes.models import Group
from gaisma.record.programmes.selectors import coming_year


def find(user: User, words: searching.Words, limit: int) -> Iterator[Hit]:
    """Groups that the person sees, by their name, their institution and its aliases."""
    on = Installation.current().as_of()
    seen = Group.objects.visible_to(user, on=on).filter(school_year__name=coming_year())
    rows = seen.order_by("institution__name", "grade", "name").values_list(
        "pk", "name", "institution__name", "institution__aliases", "programme__title"
    )
    found = (
        Hit(name, f"{institution} · {programme}", reverse("programmes:group", args=[pk]))
        for pk, name, institution, aliases, programme in rows
        if _fits(words, name, (institution, *aliases))
    )
    return islice(found, limit)


def _fits(words: searching.Words, name: str, places: tuple[str, ...]) -> bool:
    """An institution alone has its own page; a group is meant when its name is."""
    return searching.fits(words, name, *places) and any(
        word in searching.folded(name) for word in words
    )
