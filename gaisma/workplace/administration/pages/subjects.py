from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import acting, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.workplace.administration import actions, lists, queries
from gaisma.workplace.administration.forms import SubjectForm
from gaisma.workplace.administration.lists import SubjectFilters
from gaisma.workplace.administration.pages import removing
from gaisma.workplace.administration.pages.installation import crumbs
from gaisma.workplace.administration.permissions import KEEP_REFERENCE_DATA

LIST = "administration:subjects"


def _crumbs() -> list[tuple[str, str]]:
    return crumbs((_("Subjects"), reverse(LIST)))


def _asked(request: SignedInRequest, form: SubjectForm, **page: Any) -> HttpResponse:
    return acting.asked(
        request,
        form,
        template="administration/row.html",
        back=reverse(LIST),
        crumbs=_crumbs(),
        **page,
    )


@requires(KEEP_REFERENCE_DATA)
@require_safe
def subjects(request: SignedInRequest) -> HttpResponse:
    """The catalogue of subjects."""
    return listing.answer(
        request,
        table=lists.Subjects,
        filters=SubjectFilters,
        rows=queries.subjects(),
        title=_("Subjects"),
        crumbs=crumbs(),
        actions=[(_("Add a subject"), reverse("administration:add_subject"), "primary")],
        empty=(_("No subject yet"), _("Add one, or take them in from a file.")),
    )


@requires(KEEP_REFERENCE_DATA)
@shown_or_sent
def add_subject(request: SignedInRequest) -> HttpResponse:
    """Add a subject."""
    return _asked(
        request,
        SubjectForm(sent(request)),
        act=actions.add_subject,
        title=_("Add a subject"),
        said=_("The subject has been added."),
    )


@requires(KEEP_REFERENCE_DATA)
@shown_or_sent
def change_subject(request: SignedInRequest, subject_id: int) -> HttpResponse:
    """Change code and title of a subject."""
    found = queries.subject(subject_id)
    shown = {name: getattr(found, name) for name in SubjectForm.base_fields}
    return _asked(
        request,
        SubjectForm(sent(request), initial=shown),
        act=partial(actions.change_subject, subject=found),
        title=_("Change the subject"),
        said=_("The subject has been changed."),
        remove=reverse("administration:remove_subject", args=[found.pk]),
    )


@requires(KEEP_REFERENCE_DATA)
@shown_or_sent
def remove_subject(request: SignedInRequest, subject_id: int) -> HttpResponse:
    """Remove a subject."""
    found = queries.subject(subject_id)
    return removing(
        request,
        act=partial(actions.remove_subject, subject=found),
        title=_("Remove the subject?"),
        lead=found.title,
        leads_to=reverse(LIST),
        back=reverse("administration:change_subject", args=[found.pk]),
        crumbs=_crumbs(),
    )
