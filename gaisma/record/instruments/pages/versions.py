"""A version as it is looked at, printed, put into use."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import acting, clock, listing, wording
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.base.models import Installation
from gaisma.base.navigation import Way
from gaisma.record.instruments import actions, queries, titles, xlsforms
from gaisma.record.instruments.asking import AnswerForm
from gaisma.record.instruments.forms.instruments import PutIntoUseForm
from gaisma.record.instruments.models import Version
from gaisma.record.instruments.pages import instruments
from gaisma.record.instruments.permissions import KEEP_INSTRUMENTS, SEE_INSTRUMENTS
from gaisma.record.instruments.questionnaire import NOTE, Item, Questionnaire
from gaisma.record.instruments.titles import spoken

PACES = {
    "": gettext_lazy("All on one page"),
    "section": gettext_lazy("A section to a screen"),
    "question": gettext_lazy("A question to a screen"),
}


@dataclass(frozen=True)
class Wish:
    """How the reader wants to see it, and how else it could be seen."""

    language: str
    paced: str
    languages: tuple[Way, ...]
    paces: tuple[Way, ...]
    is_readers: bool


@dataclass(frozen=True)
class Given:
    """An answer that would have been kept."""

    question: str
    answer: str


def wished(query: Mapping[str, str], asks: Questionnaire) -> Wish:
    """What the address asks for; else the reader's own language and one page."""
    own, first = get_language(), spoken(asks)
    language = query.get("language", first)
    language = language if language in asks.languages else first
    paced = query.get("paced", "")
    paced = paced if paced in PACES else ""
    return Wish(
        language=language,
        paced=paced,
        languages=tuple(
            Way(titles.language(code), _address(code, paced), code == language)
            for code in asks.languages
        ),
        paces=tuple(
            Way(str(title), _address(language, code), code == paced)
            for code, title in PACES.items()
        ),
        is_readers=language == own,
    )


def _address(language: str, paced: str) -> str:
    return "?" + urlencode(
        {"language": language, "paced": paced} if paced else {"language": language}
    )


def given(form: AnswerForm) -> tuple[Given, ...]:
    """The answers that would have been kept, in words, in the language of the form."""
    asks, counted = form.questionnaire, form.cleaned_data["answers"]
    return tuple(
        Given(asks.text(item.label, form.language), _words(form, item, counted[item.name]))
        for item in asks.items
        if item.name in counted and item.kind != NOTE
    )


def _words(form: AnswerForm, item: Item, answer: str) -> str:
    labels = {
        choice.name: form.questionnaire.text(choice.label, form.language)
        for choice in form.questionnaire.choices_of(item)
    }
    names = answer.split() if labels else [answer]
    return ", ".join(labels.get(name, name) for name in names) or wording.DASH


def _form(request: SignedInRequest, version: Version, wish: Wish) -> AnswerForm:
    return AnswerForm(
        sent(request),
        questionnaire=version.asks,
        language=wish.language,
        today=Installation.current().as_of(),
    )


@requires(SEE_INSTRUMENTS)
@shown_or_sent
def preview(request: SignedInRequest, version_id: int) -> HttpResponse:
    """A version as respondents see it; what is answered here is not kept."""
    version = queries.version(request.user, version_id)
    wish = wished(request.GET, version.asks)
    form = _form(request, version, wish)
    is_fine = form.is_bound and form.is_valid()
    page = {
        "version": version,
        "title": version.asks.text(version.asks.title, wish.language),
        "form": form,
        "wish": wish,
        "given": given(form) if is_fine else None,
        "crumbs": instruments.crumbs(version),
    }
    status = acting.UNPROCESSABLE if form.is_bound and not is_fine else None
    return render(request, "instruments/preview.html", page, status=status)


@requires(SEE_INSTRUMENTS)
@require_safe
def paper(request: SignedInRequest, version_id: int) -> HttpResponse:
    """A version to be printed and answered by hand."""
    version = queries.version(request.user, version_id)
    wish = wished(request.GET, version.asks)
    page = {
        "version": version,
        "title": version.asks.text(version.asks.title, wish.language),
        "form": _form(request, version, wish),
        "wish": wish,
        "crumbs": instruments.crumbs(version),
    }
    return render(request, "instruments/paper.html", page)


@requires(SEE_INSTRUMENTS)
@require_safe
def workbook(request: SignedInRequest, version_id: int) -> HttpResponse:
    """A version as an XLSForm workbook."""
    version = queries.version(request.user, version_id)
    name = f"{version.instrument.key}-{version.number}"
    content = xlsforms.workbook(version.asks, at=clock.now())
    return listing.attached(content, name=name, format_="xlsx")


@requires(KEEP_INSTRUMENTS)
@shown_or_sent
def put_into_use(request: SignedInRequest, version_id: int) -> HttpResponse:
    """Let a draft be answered; what stays comparable is shown before."""
    version = queries.draft(version_id)
    known = {"revision": version.revision, "on": Installation.current().as_of()}
    return acting.asked(
        request,
        PutIntoUseForm(sent(request), initial=known),
        act=partial(actions.put_into_use, version=version),
        said=_("The version is in use."),
        leads_to=instruments.address,
        template="instruments/put_into_use.html",
        title=_("Put version %(number)s into use") % {"number": version.number},
        lead=_("From then on it does not change any more."),
        button=_("Put into use"),
        comparison=queries.comparison(version),
        before=queries.before(version),
        language=translation.get_language(),
        crumbs=instruments.crumbs(version),
    )


@requires(KEEP_INSTRUMENTS)
@shown_or_sent
def drop(request: SignedInRequest, version_id: int) -> HttpResponse:
    """Drop a draft."""
    version = queries.draft(version_id)
    is_only = queries.is_only(version)
    return acting.asked(
        request,
        Form(sent(request)),
        act=partial(actions.drop, version=version),
        said=_("The draft is dropped."),
        leads_to=reverse("instruments:instruments") if is_only else instruments.address(version),
        title=_("Drop the draft?"),
        lead=_("The instrument goes with it, for it has no other version.")
        if is_only
        else _("What was written in it is lost. The version in use stays."),
        button=_("Drop"),
        danger=True,
        crumbs=instruments.crumbs(version),
    )
