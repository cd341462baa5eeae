from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gaisma.base import acting
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import shown_or_sent
from gaisma.record.people import selectors
from gaisma.record.people.actions import contacts, persons
from gaisma.record.people.forms import (
    ContactChangeForm,
    ContactForm,
    GuardianChangeForm,
    GuardianForm,
    IdentifierForm,
)
from gaisma.record.people.models import Contact, Guardian, PersonIdentifier
from gaisma.record.people.pages.persons import page
from gaisma.record.people.permissions import KEEP_PEOPLE


@requires(KEEP_PEOPLE)
@shown_or_sent
def contact_new(request: SignedInRequest, person_id: int) -> HttpResponse:
    """One more way to reach a person."""
    person = selectors.kept(request.user, person_id)
    return acting.asked(
        request,
        selectors.asked(ContactForm, request),
        act=partial(contacts.add, person=person),
        said=_("The contact is added."),
        leads_to=person.get_absolute_url(),
        **page(person, _("New contact")),
    )


@requires(KEEP_PEOPLE)
@shown_or_sent
def contact_change(request: SignedInRequest, contact_id: int) -> HttpResponse:
    """Mend a contact."""
    contact = selectors.kept_row(Contact, contact_id, by=request.user)
    initial = {name: getattr(contact, name) for name in ContactChangeForm.base_fields}
    return acting.asked(
        request,
        selectors.asked(ContactChangeForm, request, initial=initial),
        act=partial(contacts.change, contact=contact),
        said=_("The contact is changed."),
        leads_to=contact.person.get_absolute_url(),
        **page(contact.person, _("Change the contact")),
    )


@requires(KEEP_PEOPLE)
@require_POST
def contact_remove(request: SignedInRequest, contact_id: int) -> HttpResponse:
    """Delete a contact."""
    contact = selectors.kept_row(Contact, contact_id, by=request.user)
    return acting.done(
        request,
        partial(contacts.remove, contact=contact),
        said=_("The contact is removed."),
        leads_to=contact.person.get_absolute_url(),
    )


@requires(KEEP_PEOPLE)
@shown_or_sent
def guardian_new(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Somebody who answers for a learner, from the record or new."""
    learner = selectors.kept(request.user, person_id)
    return acting.asked(
        request,
        selectors.asked(GuardianForm, request),
        act=lambda **given: contacts.add_guardian_called(
            learner=learner, **GuardianForm.parted(given)
        ),
        said=_("Who is responsible is recorded."),
        leads_to=learner.get_absolute_url(),
        **page(learner, _("Somebody responsible for the learner")),
    )


@requires(KEEP_PEOPLE)
@shown_or_sent
def guardian_change(request: SignedInRequest, guardian_id: int) -> HttpResponse:
    """Change the relation or what somebody may be told."""
    row = selectors.kept_row(Guardian, guardian_id, by=request.user, owner="learner")
    initial = {name: getattr(row, name) for name in GuardianChangeForm.base_fields}
    return acting.asked(
        request,
        selectors.asked(GuardianChangeForm, request, initial=initial),
        act=partial(contacts.change_guardian, guardian=row),
        said=_("Who is responsible is changed."),
        leads_to=row.learner.get_absolute_url(),
        **page(row.learner, _("Change who is responsible")),
    )


@requires(KEEP_PEOPLE)
@require_POST
def guardian_remove(request: SignedInRequest, guardian_id: int) -> HttpResponse:
    """Somebody does not answer for the learner any more."""
    row = selectors.kept_row(Guardian, guardian_id, by=request.user, owner="learner")
    return acting.done(
        request,
        partial(contacts.remove_guardian, guardian=row),
        said=_("The person is not responsible for the learner any more."),
        leads_to=row.learner.get_absolute_url(),
    )


@requires(KEEP_PEOPLE)
@shown_or_sent
def identifier_new(request: SignedInRequest, person_id: int) -> HttpResponse:
    """What another system calls the person."""
    person = selectors.kept(request.user, person_id)
    return acting.asked(
        request,
        selectors.asked(IdentifierForm, request),
        act=partial(persons.add_identifier, person=person),
        said=_("The number is added."),
        leads_to=person.get_absolute_url(),
        **page(person, _("Number in another system")),
    )


@requires(KEEP_PEOPLE)
@require_POST
def identifier_remove(request: SignedInRequest, identifier_id: int) -> HttpResponse:
    """Delete a number that does not name the person."""
    row = selectors.kept_row(PersonIdentifier, identifier_id, by=request.user)
    return acting.done(
        request,
        partial(persons.remove_identifier, identifier=row),
        said=_("The number is removed."),
        leads_to=row.person.get_absolute_url(),
    )
