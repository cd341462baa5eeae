from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import acting
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import Revised, sent, shown_or_sent
from gaisma.record.instruments import desks, editing, queries
from gaisma.record.instruments.forms.drafts import SectionForm, TitleForm
from gaisma.record.instruments.models import Version
from gaisma.record.instruments.permissions import KEEP_INSTRUMENTS
from gaisma.record.instruments.questionnaire import Section
from gaisma.record.instruments.views import edits, ways


def section_of(version: Version, place: int) -> Section:
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
    page = {"desk": desks.desk(version), "crumbs": ways.crumbs(version)}
    return render(request, "instruments/draft.html", page)


@requires(KEEP_INSTRUMENTS)
@shown_or_sent
def title(request: SignedInRequest, draft_id: int) -> HttpResponse:
    """What the questionnaire is called, and in which languages it asks."""
    version = queries.draft(draft_id)
    asks = version.asks
    known = {"revision": version.revision, **TitleForm.shown({"title": asks.title})}
    form = TitleForm(sent(request), initial=known, languages=asks.languages)
    return edits.asked(
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
        lambda by, at: edits.write(request, version, move.of(version.asks), revision=revision),
        said=_("The order is changed."),
        leads_to=f"{ways.draft(version)}#{move.place}",
    )


@requires(KEEP_INSTRUMENTS)
@shown_or_sent
def add_section(request: SignedInRequest, draft_id: int) -> HttpResponse:
    """Add a section at the end."""
    version = queries.draft(draft_id)
    asks = version.asks
    known = {"revision": version.revision}
    return edits.asked(
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
    found, asks = section_of(version, section), version.asks
    known = {"revision": version.revision, **SectionForm.of(found)}
    return edits.asked(
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
    section_of(version, section)
    return edits.removed(
        request,
        version,
        change=lambda form: editing.without_section(version.asks, section - 1),
        title=_("Take the section out?"),
        lead=_("Its questions go with it."),
    )
