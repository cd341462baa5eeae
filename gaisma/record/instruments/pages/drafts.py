"""The pages on which a draft is written: its title, sections, questions and lists of answers."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import acting, clock
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import Revised, sent, shown_or_sent
from gaisma.record.instruments import actions, desks, editing, queries
from gaisma.record.instruments.forms.drafts import (
    FollowingItemForm,
    ItemForm,
    LevelsForm,
    NewItemForm,
    NewListForm,
    SectionForm,
    TitleForm,
)
from gaisma.record.instruments.models import Version
from gaisma.record.instruments.pages import instruments
from gaisma.record.instruments.permissions import KEEP_INSTRUMENTS
from gaisma.record.instruments.questionnaire import Item, Questionnaire, Section

Change = Callable[[Any], Questionnaire]
TEMPLATE = "instruments/edit.html"


def _write(
    request: SignedInRequest, version: Version, changed: Questionnaire, *, revision: int
) -> Version:
    """Write the draft. Raises UnableToChange, UnableToRecord."""
    return actions.write(
        version=version,
        questionnaire=editing.check_sound(changed),
        revision=revision,
        by=request.user,
        at=clock.now(),
    )


def _asked(
    request: SignedInRequest,
    version: Version,
    form: Any,
    *,
    change: Change,
    title: str,
    said: str = "",
    at: str = "",
    **page: Any,
) -> HttpResponse:
    """Ask a form about a part of the draft; `change` makes the questionnaire of what was written.

    `at` is the place on the draft's page to which it leads.
    """
    return acting.asked(
        request,
        form,
        act=lambda **data: _write(request, version, change(form), revision=data["revision"]),
        said=said or _("The draft is saved."),
        **{
            "leads_to": f"{instruments.draft_address(version)}{at}",
            "template": TEMPLATE,
            "title": title,
            "button": _("Save"),
            "back": f"{instruments.draft_address(version)}{at}",
            "crumbs": instruments.draft_crumbs(version),
            **page,
        },
    )


def _removed(
    request: SignedInRequest, version: Version, *, change: Change, title: str, lead: str = ""
) -> HttpResponse:
    """Ask whether a part of the draft is to go."""
    return _asked(
        request,
        version,
        Revised(sent(request), initial={"revision": version.revision}),
        change=change,
        title=title,
        lead=lead,
        template="form.html",
        button=_("Take it out"),
        danger=True,
    )


def _section(version: Version, place: int) -> Section:
    """The section in that place, from 1. Raises Http404."""
    sections = version.asks.sections
    if not 0 < place <= len(sections):
        raise Http404
    return sections[place - 1]


@requires(KEEP_INSTRUMENTS)
@require_safe
def draft(request: SignedInRequest, draft_id: int) -> HttpResponse:
    """All that a draft asks, with the ways to change it."""
    version = queries.draft(draft_id)
    page = {"desk": desks.desk(version), "crumbs": instruments.crumbs(version)}
    return render(request, "instruments/draft.html", page)


@requires(KEEP_INSTRUMENTS)
@shown_or_sent
def title(request: SignedInRequest, draft_id: int) -> HttpResponse:
    """What the questionnaire is called, and in which languages it asks."""
    version = queries.draft(draft_id)
    asks = version.asks
    known = {"revision": version.revision, **TitleForm.shown({"title": asks.title})}
    form = TitleForm(sent(request), initial=known, languages=asks.languages)
    return _asked(
        request,
        version,
        form,
        change=lambda form: editing.titled(
            asks, form.texts("title", asks.title), form.cleaned_data.get("languages_added", [])
        ),
        title=_("Title and languages"),
    )


@requires(KEEP_INSTRUMENTS)
@require_POST
def order(request: SignedInRequest, draft_id: int) -> HttpResponse:
    """Move a question or a section up or down."""
    version = queries.draft(draft_id)
    form = Revised(request.POST)
    revision = form.cleaned_data["revision"] if form.is_valid() else 0
    move = desks.move(request.POST)
    return acting.done(
        request,
        lambda by, at: _write(request, version, move.of(version.asks), revision=revision),
        said=_("The order is changed."),
        leads_to=f"{instruments.draft_address(version)}#{move.place}",
    )


@requires(KEEP_INSTRUMENTS)
@shown_or_sent
def add_section(request: SignedInRequest, draft_id: int) -> HttpResponse:
    """Add a section at the end."""
    version = queries.draft(draft_id)
    asks = version.asks
    known = {"revision": version.revision}
    return _asked(
        request,
        version,
        SectionForm(sent(request), initial=known, languages=asks.languages),
        change=lambda form: editing.with_section(asks, form.section()),
        title=_("Add a section"),
        at=f"#section-{len(asks.sections) + 1}",
    )


@requires(KEEP_INSTRUMENTS)
@shown_or_sent
def section(request: SignedInRequest, draft_id: int, section: int) -> HttpResponse:
    """Write a section's heading and when it is asked."""
    version = queries.draft(draft_id)
    found, asks = _section(version, section), version.asks
    known = {"revision": version.revision, **SectionForm.of(found)}
    return _asked(
        request,
        version,
        SectionForm(sent(request), initial=known, languages=asks.languages),
        change=lambda form: editing.section_written(asks, section - 1, form.section(found)),
        title=_("Change the section"),
        at=f"#section-{section}",
    )


@requires(KEEP_INSTRUMENTS)
@shown_or_sent
def remove_section(request: SignedInRequest, draft_id: int, section: int) -> HttpResponse:
    """Take out a section with its questions."""
    version = queries.draft(draft_id)
    _section(version, section)
    return _removed(
        request,
        version,
        change=lambda form: editing.without_section(version.asks, section - 1),
        title=_("Take the section out?"),
        lead=_("Its questions go with it."),
    )


def _item(version: Version, name: str) -> Item:
    found = editing.item_of(version.asks, name)
    if found is None:
        raise Http404
    return found


@requires(KEEP_INSTRUMENTS)
@shown_or_sent
def add_item(request: SignedInRequest, draft_id: int, section: int) -> HttpResponse:
    """Add a question at the end of a section."""
    version = queries.draft(draft_id)
    found, asks = _section(version, section), version.asks
    known = {"revision": version.revision, "kind": "text"}
    if found.is_matrix and found.items:
        known |= {"kind": found.items[0].kind, "choices": found.items[0].choices}
    return _asked(
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
    found, asks = _item(version, item), version.asks
    earlier = queries.before(version)
    goes_on = found.same_as or (earlier and editing.item_of(earlier.asks, item))
    kind = FollowingItemForm if goes_on else ItemForm
    known = {"revision": version.revision, **ItemForm.of(found)}
    return _asked(
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
def remove_item(request: SignedInRequest, draft_id: int, item: str) -> HttpResponse:
    """Take out a question."""
    version = queries.draft(draft_id)
    found, asks = _item(version, item), version.asks
    return _removed(
        request,
        version,
        change=lambda form: editing.without_item(asks, item),
        title=_("Take the question out?"),
        lead=asks.text(found.label, asks.languages[0]),
    )


def _list_name(version: Version, number: int) -> str:
    """The name of the list with that number, from 1. Raises Http404."""
    names = list(version.asks.lists)
    if not 0 < number <= len(names):
        raise Http404
    return names[number - 1]


@requires(KEEP_INSTRUMENTS)
@shown_or_sent
def add_list(request: SignedInRequest, draft_id: int) -> HttpResponse:
    """Add a list of answers."""
    version = queries.draft(draft_id)
    asks = version.asks
    known = {"revision": version.revision}
    return _asked(
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
def list_answers(request: SignedInRequest, draft_id: int, list_number: int) -> HttpResponse:
    """Write the answers of a list: texts, values, order."""
    version = queries.draft(draft_id)
    asks, name = version.asks, _list_name(version, list_number)
    form = LevelsForm(
        sent(request),
        choices=asks.lists[name],
        languages=asks.languages,
        initial={"revision": version.revision},
    )
    return _asked(
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
def remove_list(request: SignedInRequest, draft_id: int, list_number: int) -> HttpResponse:
    """Take out a list that no question uses."""
    version = queries.draft(draft_id)
    asks, name = version.asks, _list_name(version, list_number)
    return _removed(
        request,
        version,
        change=lambda form: editing.without_list(asks, name),
        title=_("Take the list “%(name)s” out?") % {"name": name},
    )
