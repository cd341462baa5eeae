from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.record.instruments import desks, editing, queries
from gaisma.record.instruments.forms.drafts import NewListForm
from gaisma.record.instruments.forms.levels import LevelsForm
from gaisma.record.instruments.models import Version
from gaisma.record.instruments.permissions import KEEP_INSTRUMENTS
from gaisma.record.instruments.views import edits


def _name(version: Version, number: int) -> str:
    """The name of the list with that number, from 1. Raises Http404."""
    names = list(version.asks.lists)
    if not 0 < number <= len(names):
        raise Http404
    return names[number - 1]


@requires(KEEP_INSTRUMENTS)
@shown_or_sent
def add(request: SignedInRequest, draft_id: int) -> HttpResponse:
    """Add a list of answers."""
    version = queries.draft(draft_id)
    asks = version.asks
    known = {"revision": version.revision}
    return edits.asked(
        request,
        version,
        NewListForm(sent(request), initial=known, languages=asks.languages),
        change=lambda form: editing.list_written(
            asks, editing.free_name("list_", asks.lists), form.choices()
        ),
        title=_("Add a list of answers"),
        lead=_("What each answer means and counts is written afterwards."),
        at="#lists",
    )


@requires(KEEP_INSTRUMENTS)
@shown_or_sent
def answers(request: SignedInRequest, draft_id: int, list_number: int) -> HttpResponse:
    """Write the answers of a list: texts, values, order."""
    version = queries.draft(draft_id)
    asks, name = version.asks, _name(version, list_number)
    form = LevelsForm(
        sent(request),
        choices=asks.lists[name],
        languages=asks.languages,
        initial={"revision": version.revision},
    )
    return edits.asked(
        request,
        version,
        form,
        change=lambda form: editing.list_written(
            asks, name, desks.levels_in_order(form.choices, form.before, request.POST)
        ),
        title=_("Answers of the list “%(name)s”") % {"name": name},
        template="instruments/levels.html",
        leads_to=reverse("instruments:list", args=[version.pk, list_number]),
        at="#lists",
    )


@requires(KEEP_INSTRUMENTS)
@shown_or_sent
def remove(request: SignedInRequest, draft_id: int, list_number: int) -> HttpResponse:
    """Take out a list that no question uses."""
    version = queries.draft(draft_id)
    asks, name = version.asks, _name(version, list_number)
    return edits.removed(
        request,
        version,
        change=lambda form: editing.without_list(asks, name),
        title=_("Take the list “%(name)s” out?") % {"name": name},
    )
