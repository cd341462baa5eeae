from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import access, acting
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import shown_or_sent
from gaisma.record.people import exports
from gaisma.record.people.fields import kept_institutions
from gaisma.record.people.forms import EndForm
from gaisma.record.people.selectors import asked, today
from gaisma.record.programmes import selectors
from gaisma.record.programmes.actions import queue
from gaisma.record.programmes.forms import PlaceForm, QueueForm
from gaisma.record.programmes.lists import QueueFilter, QueueTable
from gaisma.record.programmes.models import QueueEntry
from gaisma.record.programmes.pages import choosing
from gaisma.record.programmes.permissions import KEEP_QUEUE, SEE_QUEUE


def _crumbs() -> tuple[tuple[str, str], ...]:
    return ((_("Queue"), reverse("programmes:queue")),)


@requires(SEE_QUEUE)
@require_safe
def queue_list(request: SignedInRequest) -> HttpResponse:
    """Children who wait for a place, the longest first."""
    keeps = access.may(request.user, KEEP_QUEUE)
    rows = QueueEntry.objects.visible_to(request.user).select_related("person", "institution")
    return exports.answer(
        request,
        table=QueueTable,
        filters=QueueFilter,
        rows=rows.order_by("registered_on", "pk"),
        title=_("Queue for places"),
        lead=_("Children who wait for a place, the longest first."),
        actions=[(_("New entry"), reverse("programmes:queue_new"))] if keeps else [],
        without=() if keeps else ("way",),
        empty=(_("Nobody waits"), _("Enter a child, or take the queue in from a file.")),
    )


@requires(KEEP_QUEUE)
@shown_or_sent
def queue_new(request: SignedInRequest) -> HttpResponse:
    """Enter a child into the queue."""
    institutions = kept_institutions(request.user)
    return acting.asked(
        request,
        asked(QueueForm, request, institutions=institutions, initial={"registered_on": today()}),
        act=lambda **given: queue.enter(**QueueForm.parted(given)),
        said=_("The child waits for a place now."),
        title=_("New entry of the queue"),
        button=_("Enter"),
        crumbs=_crumbs(),
    )


@requires(KEEP_QUEUE)
@shown_or_sent
def queue_place(request: SignedInRequest, entry_id: int) -> HttpResponse:
    """Give a waiting child a place in a group."""
    row = selectors.kept_entry(request.user, entry_id)
    title = _("A place for %(child)s") % {"child": row.person}
    own = kept_institutions(request.user)
    where = row.institution or choosing.chosen(request, own)
    if where is None:
        return choosing.ask(request, own, title=title, crumbs=_crumbs())
    kept = selectors.groups_to_join(request.user, on=today())
    groups = kept.filter(programme__stage=row.stage, institution=where)
    return acting.asked(
        request,
        asked(
            PlaceForm,
            request,
            groups=groups,
            initial={"from_on": today(), "revision": row.revision},
        ),
        act=partial(queue.give_place, entry=row, on=today()),
        said=_("The child has a place, and waits no more."),
        leads_to=row.person.get_absolute_url(),
        title=title,
        lead=_("All wishes of the child in this stage leave the queue."),
        button=_("Give the place"),
        crumbs=_crumbs(),
    )


@requires(KEEP_QUEUE)
@shown_or_sent
def queue_leave(request: SignedInRequest, entry_id: int) -> HttpResponse:
    """Take a child out of the queue without a place."""
    row = selectors.kept_entry(request.user, entry_id)
    return acting.asked(
        request,
        asked(EndForm, request, initial={"on": today(), "revision": row.revision}),
        act=partial(queue.leave, entry=row),
        said=_("The child is taken out of the queue."),
        title=_("Take %(child)s out of the queue") % {"child": row.person},
        button=_("Take out of the queue"),
        crumbs=_crumbs(),
    )
