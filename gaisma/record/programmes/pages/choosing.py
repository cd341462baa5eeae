"""At which institution: asked first where there are several, so that lists of groups stay short."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from gaisma.base import sorting
from gaisma.base.access import SignedInRequest
from gaisma.base.models import Organisation

Crumbs = tuple[tuple[str, str], ...]


def asked_for(request: SignedInRequest, among: QuerySet[Organisation]) -> Organisation | None:
    """The institution that the address names in `?institution=`, when it is among them."""
    number = request.GET.get("institution", "")
    return among.filter(pk=number).first() if number.isdecimal() else None


def chosen(request: SignedInRequest, among: QuerySet[Organisation]) -> Organisation | None:
    """The same, or the only one."""
    found = asked_for(request, among)
    if found is None and among.count() == 1:
        return among.get()
    return found


def ask(
    request: SignedInRequest,
    among: QuerySet[Organisation],
    *,
    title: str,
    crumbs: Crumbs,
    leads_to: str = "",
) -> HttpResponse:
    """The page that lists them, each the way on."""
    named = sorted(among, key=lambda one: sorting.natural(one.name))
    page = {"institutions": named, "title": title, "crumbs": crumbs, "leads_to": leads_to}
    return render(request, "programmes/where.html", page)
