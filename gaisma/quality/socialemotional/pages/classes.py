"""A class: its lessons, its learners with the talks of the year."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import access, audit, clock, listing, terms
from gaisma.base.access import SignedInRequest, requires
from gaisma.quality.socialemotional import audited, queries
from gaisma.quality.socialemotional.lists import (
    LearnersTable,
)
from gaisma.quality.socialemotional.pages.shared import (
    WITHOUT,
    Crumbs,
    class_seen,
    kinds,
    lead_of,
    way,
)
from gaisma.quality.socialemotional.permissions import SEE, WHOLE
from gaisma.quality.socialemotional.terms import OTHER, TOPICS
from gaisma.record.people.selectors import today
from gaisma.record.programmes.models import Group


@requires(SEE)
@require_safe
def class_page(request: SignedInRequest, group_id: int) -> HttpResponse:
    """A class: its lessons, and with which families talks were held, where names may be seen."""
    group = class_seen(request, group_id)
    page = queries.class_page(group, request.user, on=today())
    if page is None:
        raise Http404
    rows = []
    if page.sees_names:
        rows = queries.learner_lines(group, request.user, on=today())
        _read(request, group)
    kind = request.GET.get("kind", "")
    return listing.answer(
        request,
        table=LearnersTable,
        rows=[line for line in rows if not line.held] if kind == WITHOUT else rows,
        title=_("%(class)s: social and emotional learning") % {"class": group.name},
        lead=lead_of(group.school_year.name),
        template="socialemotional/class.html",
        without=() if page.may_enter else ("way",),
        page=page,
        topics=[one for one in terms.choices(TOPICS) if one[0] != OTHER],
        kinds=kinds(request, WITHOUT, _("Without a talk")) if page.sees_names else [],
        crumbs=way(*_of_place(request, group)),
        empty=(_("No learners"), _("Every family has been talked to, or nobody learns here.")),
    )


def _of_place(request: SignedInRequest, group: Group) -> Crumbs:
    if group.institution_id not in access.reach(request.user, *WHOLE):
        return ()
    page = reverse("socialemotional:place", args=[group.institution_id])
    return ((group.institution.name, page),)


def _read(request: SignedInRequest, group: Group) -> None:
    audit.note(
        action=audited.READ_CLASS,
        by=request.user,
        at=clock.now(),
        organisation=group.institution,
        subject=group._meta.label,
        ids=[group.pk],
    )
