from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import access, acting, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import shown_or_sent
from gaisma.base.models import Organisation, User
from gaisma.base.navigation import Way
from gaisma.evidence.figures import evidence
from gaisma.evidence.figures.evidence import Evidence
from gaisma.evidence.interop.permissions import SEE_TABLES
from gaisma.record.organisations import actions, forms, lists, permissions
from gaisma.record.organisations.lists import Institutions, Wish, values
from gaisma.record.organisations.models import Licence, Site
from gaisma.record.organisations.permissions import (
    KEEP_CONTACTS,
    KEEP_INSTITUTIONS,
    KEEP_SITES,
    SEE_HISTORY,
    SEE_INSTITUTIONS,
)
from gaisma.record.organisations.queries import maps, profiles


@requires(SEE_INSTITUTIONS)
@require_safe
def institutions(request: SignedInRequest) -> HttpResponse:
    """The institutions that the person sees, with their groups, learners and free places."""
    basis = evidence.current(school_year=request.GET.get("school_year", ""))
    answer = lists.institutions(request.user, basis=basis, wish=Wish.of(request.GET.dict()))
    if request.GET.get("format") in listing.FORMATS:
        rows = [values(line) for line in answer.lines]
        return listing.answer(request, table=Institutions, rows=rows, title=_("Institutions"))
    shown = maps.of_institutions(request.user, ids=(line.id for line in answer.lines))
    page: dict[str, Any] = {"list": answer, "basis": basis, "map": shown}
    page["may_take_out"] = access.may(request.user, SEE_TABLES)
    return render(request, "organisations/list.html", page)


TABS = {
    "overview": (gettext_noop("Overview"), SEE_INSTITUTIONS),
    "groups": (gettext_noop("Groups and programmes"), SEE_INSTITUTIONS),
    "staff": (gettext_noop("Staff and vacancies"), SEE_INSTITUTIONS),
    "sites": (gettext_noop("Buildings"), SEE_INSTITUTIONS),
    "documents": (gettext_noop("Documents"), SEE_INSTITUTIONS),
    "history": (gettext_noop("History"), SEE_HISTORY),
}


def _tabs(
    user: User, institution: Organisation, *, current: str, school_year: str | None = None
) -> tuple[Way, ...]:
    """The tabs that the person may open; the school year goes with them."""
    query = f"?{urlencode({'school_year': school_year})}" if school_year else ""
    return tuple(
        Way(gettext(title), _tab_address(institution, key) + query, is_current=key == current)
        for key, (title, permission) in TABS.items()
        if access.may(user, permission, institution)
    )


def _tab_address(institution: Organisation, key: str) -> str:
    """Where a tab of the institution's page is."""
    name = "institution" if key == "overview" else key
    return reverse(f"organisations:{name}", args=[institution.pk])


@requires(SEE_INSTITUTIONS)
@require_safe
def overview(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """An institution: its figures beside the city's, how it is reached, its units."""
    found, basis = _found(request, organisation_id)
    answer = profiles.overview(request.user, found, basis=basis)
    return _tab(request, found, basis, tab="overview", overview=answer)


@requires(SEE_INSTITUTIONS)
@require_safe
def groups(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """The groups of an institution with their sizes, and its programmes."""
    found, basis = _found(request, organisation_id)
    answer = profiles.part("groups", request.user, found, basis=basis)
    return _tab(request, found, basis, tab="groups", profile=answer)


@requires(SEE_INSTITUTIONS)
@require_safe
def staff(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """How many work in which role, and which posts are vacant."""
    found, basis = _found(request, organisation_id)
    answer = profiles.part("staff", request.user, found, basis=basis)
    return _tab(request, found, basis, tab="staff", profile=answer)


@requires(SEE_INSTITUTIONS)
@require_safe
def sites(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """Where an institution works."""
    found, basis = _found(request, organisation_id)
    answer = profiles.sites_of(request.user, found)
    return _tab(request, found, basis, tab="sites", profile=answer)


@requires(SEE_INSTITUTIONS)
@require_safe
def documents(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """Licences, statuses, succession."""
    found, basis = _found(request, organisation_id)
    answer = profiles.documents_of(found, basis=basis)
    return _tab(request, found, basis, tab="documents", profile=answer)


@requires(SEE_HISTORY)
@require_safe
def history(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """Who changed what about an institution, and when."""
    found, basis = _found(request, organisation_id)
    answer = profiles.history_of(found, page=request.GET.get("page", "1"))
    return _tab(request, found, basis, tab="history", history=answer)


def _found(request: SignedInRequest, organisation_id: int) -> tuple[Organisation, Evidence]:
    found = access.found(request.user, organisation_id)
    return found, evidence.current(school_year=request.GET.get("school_year", ""))


def _tab(
    request: SignedInRequest, found: Organisation, basis: Evidence, *, tab: str, **page: Any
) -> HttpResponse:
    may = {
        "may_keep_contacts": permissions.KEEP_CONTACTS,
        "may_keep_sites": permissions.KEEP_SITES,
        "may_keep_licences": permissions.KEEP_INSTITUTIONS,
    }
    context = {
        "institution": found,
        "basis": basis,
        "statuses": profiles.statuses(found, on=basis.as_of),
        "tabs": _tabs(request.user, found, current=tab, school_year=request.GET.get("school_year")),
        "in_sight": access.reach(request.user),
        **{name: access.may(request.user, held, found) for name, held in may.items()},
        **page,
    }
    return render(request, f"organisations/{tab}.html", context)


@requires(KEEP_CONTACTS)
@shown_or_sent
def change_contacts(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """Change where an institution is and how it is reached."""
    found = _kept(request, organisation_id, KEEP_CONTACTS)
    form = forms.ContactForm(request.POST or None, initial=forms.ContactForm.values(found))
    return _asked(
        request,
        form,
        found,
        tab="overview",
        act=partial(actions.change_contacts, institution=found),
        said=_("The contact data are changed."),
        title=_("Contact data"),
    )


@requires(KEEP_SITES)
@shown_or_sent
def add_site(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """Add a building or a place where an institution works."""
    found = _kept(request, organisation_id, KEEP_SITES)
    return _asked(
        request,
        forms.SiteForm(request.POST or None),
        found,
        tab="sites",
        act=partial(actions.add_site, institution=found),
        said=_("The site is added."),
        title=_("New site"),
        button=_("Add"),
    )


@requires(KEEP_SITES)
@shown_or_sent
def change_site(request: SignedInRequest, organisation_id: int, site_id: int) -> HttpResponse:
    """Change where a site is."""
    found = _kept(request, organisation_id, KEEP_SITES)
    site = Site.objects.filter(pk=site_id, institution__in=profiles.ids_of(found)).first()
    if site is None:
        raise Http404
    form = forms.ChangeSiteForm(request.POST or None, initial=forms.SiteForm.values(site))
    return _asked(
        request,
        form,
        found,
        tab="sites",
        act=partial(actions.change_site, site=site),
        said=_("The site is changed."),
        title=site.name,
    )


@requires(KEEP_INSTITUTIONS)
@shown_or_sent
def add_licence(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """Add a licence or an accreditation with its term."""
    found = _kept(request, organisation_id, KEEP_INSTITUTIONS)
    return _asked(
        request,
        forms.LicenceForm(request.POST or None),
        found,
        tab="documents",
        act=partial(actions.grant_licence, institution=found),
        said=_("The licence is added."),
        title=_("New licence or accreditation"),
        button=_("Add"),
    )


@requires(KEEP_INSTITUTIONS)
@shown_or_sent
def change_licence(request: SignedInRequest, organisation_id: int, licence_id: int) -> HttpResponse:
    """Mend what is known of a licence or an accreditation."""
    found = _kept(request, organisation_id, KEEP_INSTITUTIONS)
    ids = profiles.ids_of(found)
    licence = Licence.objects.filter(pk=licence_id, institution__in=ids).first()
    if licence is None:
        raise Http404
    form = forms.ChangeLicenceForm(request.POST or None, initial=forms.LicenceForm.values(licence))
    return _asked(
        request,
        form,
        found,
        tab="documents",
        act=partial(actions.change_licence, licence=licence),
        said=_("The licence is changed."),
        title=licence.number,
    )


def _kept(request: SignedInRequest, organisation_id: int, permission: str) -> Organisation:
    """The institution, seen and kept by the person. Raises Http404, PermissionDenied."""
    found = access.found(request.user, organisation_id)
    if not access.may(request.user, permission, found):
        raise PermissionDenied
    return found


def _asked(
    request: SignedInRequest,
    form: Form,
    institution: Organisation,
    *,
    tab: str,
    act: acting.Act,
    said: str,
    **page: str,
) -> HttpResponse:
    back = _tab_address(institution, tab)
    return acting.asked(
        request,
        form,
        act=act,
        said=said,
        back=back,
        crumbs=[(institution.name, _tab_address(institution, "overview"))],
        **page,
    )
