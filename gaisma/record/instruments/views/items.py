from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.record.instruments import editing, queries
from gaisma.record.instruments.forms.drafts import FollowingItemForm, ItemForm, NewItemForm
from gaisma.record.instruments.models import Version
from gaisma.record.instruments.permissions import KEEP_INSTRUMENTS
from gaisma.record.instruments.questionnaire import Item
from gaisma.record.instruments.views import edits
from gaisma.record.instruments.views.drafts import section_of


def _found(version: Version, name: str) -> Item:
    found = editing.item_of(version.asks, name)
    if found is None:
        raise Http404
    return found


@requires(KEEP_INSTRUMENTS)
@shown_or_sent
def add(request: SignedInRequest, draft_id: int, section: int) -> HttpResponse:
    """Add a question at the end of a section."""
    version = queries.draft(draft_id)
    found, asks = section_of(version, section), version.asks
    known = {"revision": version.revision, "kind": "text"}
    if found.is_matrix and found.items:
        known |= {"kind": found.items[0].kind, "choices": found.items[0].choices}
    return edits.asked(
        request,
        version,
        NewItemForm(sent(request), initial=known, questionnaire=asks),
        change=lambda form: editing.with_item(asks, section - 1, form.item()),
        title=_("Add a question"),
        at=f"#section-{section}",
    )


@requires(KEEP_INSTRUMENTS)
@shown_or_sent
def item(request: SignedInRequest, draft_id: int, item: str) -> HttpResponse:
    """Write a question."""
    version = queries.draft(draft_id)
    found, asks = _found(version, item), version.asks
    earlier = queries.before(version)
    goes_on = found.same_as or (earlier and editing.item_of(earlier.asks, item))
    kind = FollowingItemForm if goes_on else ItemForm
    known = {"revision": version.revision, **ItemForm.of(found)}
    return edits.asked(
        request,
        version,
        kind(sent(request), initial=known, questionnaire=asks),
        change=lambda form: editing.item_written(asks, form.item(found)),
        title=_("Change the question"),
        lead=_("In tables of answers it is called “%(name)s”.") % {"name": item},
        at=f"#question-{item}",
    )


@requires(KEEP_INSTRUMENTS)
@shown_or_sent
def remove(request: SignedInRequest, draft_id: int, item: str) -> HttpResponse:
    """Take out a question."""
    version = queries.draft(draft_id)
    found, asks = _found(version, item), version.asks
    return edits.removed(
        request,
        version,
        change=lambda form: editing.without_item(asks, item),
        title=_("Take the question out?"),
        lead=asks.text(found.label, asks.languages[0]),
    )
