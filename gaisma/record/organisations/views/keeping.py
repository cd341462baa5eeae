from functools import partial

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from gaisma.base import access, acting
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import shown_or_sent
from gaisma.base.models import Organisation
from gaisma.record.organisations import forms
from gaisma.record.organisations.actions import contacts, terms
from gaisma.record.organisations.actions import sites as site_actions
from gaisma.record.organisations.models import Licence, Site
from gaisma.record.organisations.permissions import KEEP_CONTACTS, KEEP_INSTITUTIONS, KEEP_SITES
from gaisma.record.organisations.queries import profiles, tabs


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
        act=partial(contacts.change, institution=found),
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
        act=partial(site_actions.add, institution=found),
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
        act=partial(site_actions.change, site=site),
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
        act=partial(terms.grant_licence, institution=found),
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
        act=partial(terms.change_licence, licence=licence),
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
    back = tabs.address(institution, tab)
    return acting.asked(
        request,
        form,
        act=act,
        said=said,
        back=back,
        crumbs=[(institution.name, tabs.address(institution, "overview"))],
        **page,
    )
