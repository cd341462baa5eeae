from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gaisma.base import acting
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import shown_or_sent
from gaisma.record.people import selectors
from gaisma.record.people.actions import qualifications
from gaisma.record.people.forms.posts import (
    DevelopmentForm,
    QualificationChangeForm,
    QualificationForm,
)
from gaisma.record.people.models import ProfessionalDevelopment, Qualification
from gaisma.record.people.permissions import KEEP_STAFF
from gaisma.record.people.views.reaching import page


@requires(KEEP_STAFF)
@shown_or_sent
def qualification_new(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Record an education or a qualification."""
    person = selectors.kept(request.user, person_id)
    return acting.asked(
        request,
        selectors.asked(QualificationForm, request),
        act=partial(qualifications.add, person=person),
        said=_("The qualification is recorded."),
        leads_to=person.get_absolute_url(),
        **page(person, _("New qualification")),
    )


@requires(KEEP_STAFF)
@shown_or_sent
def qualification_change(request: SignedInRequest, qualification_id: int) -> HttpResponse:
    """Mend a qualification."""
    row = selectors.kept_row(Qualification, qualification_id, by=request.user)
    initial = {name: getattr(row, name) for name in QualificationChangeForm.base_fields}
    return acting.asked(
        request,
        selectors.asked(QualificationChangeForm, request, initial=initial),
        act=partial(qualifications.change, qualification=row),
        said=_("The qualification is changed."),
        leads_to=row.person.get_absolute_url(),
        **page(row.person, _("Change the qualification")),
    )


@requires(KEEP_STAFF)
@require_POST
def qualification_remove(request: SignedInRequest, qualification_id: int) -> HttpResponse:
    """Delete a qualification recorded by mistake."""
    row = selectors.kept_row(Qualification, qualification_id, by=request.user)
    return acting.done(
        request,
        partial(qualifications.remove, qualification=row),
        said=_("The qualification is removed."),
        leads_to=row.person.get_absolute_url(),
    )


@requires(KEEP_STAFF)
@shown_or_sent
def development_new(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Record hours of professional development."""
    person = selectors.kept(request.user, person_id)
    return acting.asked(
        request,
        selectors.asked(DevelopmentForm, request),
        act=partial(qualifications.add_development, person=person),
        said=_("The hours are recorded."),
        leads_to=person.get_absolute_url(),
        **page(person, _("Professional development")),
    )


@requires(KEEP_STAFF)
@require_POST
def development_remove(request: SignedInRequest, development_id: int) -> HttpResponse:
    """Delete hours recorded by mistake."""
    row = selectors.kept_row(ProfessionalDevelopment, development_id, by=request.user)
    return acting.done(
        request,
        partial(qualifications.remove_development, development=row),
        said=_("The hours are removed."),
        leads_to=row.person.get_absolute_url(),
    )
