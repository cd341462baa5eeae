"""Pages of those who answer: nobody signs in, and nothing tells who they are.

What they gave on paper is entered by others, one sheet after another or many at once.
"""

from datetime import date
from functools import cache, partial
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import acting, clock
from gaisma.base.access import SignedInRequest, open_to_everyone, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.base.models import Organisation
from gaisma.quality.surveys import codes, ways
from gaisma.quality.surveys.answering import actions, pasting
from gaisma.quality.surveys.answering.actions import UnableToAnswer
from gaisma.quality.surveys.answering.forms import CodeForm, SheetsForm
from gaisma.quality.surveys.answering.opening import Opened
from gaisma.quality.surveys.campaigns import participation, selectors
from gaisma.quality.surveys.codes.pages import address, way
from gaisma.quality.surveys.models import Part
from gaisma.quality.surveys.permissions import GIVE_CODES
from gaisma.record.instruments.asking import AnswerForm
from gaisma.record.instruments.titles import spoken
from gaisma.record.people.selectors import today

DIGITS = 5


@open_to_everyone
@shown_or_sent
def door(request: HttpRequest) -> HttpResponse:
    """Where a code is typed."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        return redirect("surveys:answer", code=codes.written(codes.read(form.cleaned_data["code"])))
    return render(request, "surveys/answering/door.html", {"form": form})


@open_to_everyone
@shown_or_sent
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """The questions of whoever has the code; once they are answered, the code is gone."""
    try:
        opened = actions.opened(code)
        today = clock.day(opened.own_day)
        actions.check_open(opened, on=today)
        form = _form(request, opened, today)
        if form.is_bound:
            return _taken(form, opened)
    except UnableToAnswer as refused:
        if refused.problems or refused.code == actions.NOTHING:
            page = {**_page(form, opened), "refused": refused}
            return _private(render(request, "surveys/answering/page.html", page))
        return render(
            request,
            "surveys/answering/door.html",
            {"form": CodeForm(), "refused": refused},
            status=404,
        )
    return _private(render(request, "surveys/answering/page.html", _page(form, opened)))


@open_to_everyone
@require_safe
def thanks(request: HttpRequest, *, is_trial: bool = False) -> HttpResponse:
    """What is said after the answers were taken."""
    return render(request, "surveys/answering/thanks.html", {"is_trial": is_trial})


def _taken(form: AnswerForm, opened: Opened) -> HttpResponse:
    counts = actions.take(opened, answers=form.answers, language=form.language, on=form.today)
    return HttpResponseRedirect(_address("surveys:thanks" if counts else "surveys:trial"))


@cache
def _address(view: str) -> str:
    return reverse(view)


def _form(request: HttpRequest, opened: Opened, today: date) -> AnswerForm:
    asked = opened.asks
    return AnswerForm(
        request.POST if request.method == "POST" else None,
        questionnaire=asked,
        language=spoken(asked),
        today=today,
    )


def _page(form: AnswerForm, opened: Opened) -> dict[str, object]:
    asked = form.questionnaire
    return {
        "form": form,
        "title": asked.text(asked.title, form.language),
        "institution": opened.institution,
        "part": Part.objects.select_related("campaign").get(pk=opened.part_id),
        "is_trial": opened.is_trial,
    }


def _private(response: HttpResponse) -> HttpResponse:
    """The address holds the code: it is told to no other page."""
    response["Referrer-Policy"] = "same-origin"
    return response


@requires(GIVE_CODES)
@shown_or_sent
def enter(request: SignedInRequest, part_id: int, organisation_id: int) -> HttpResponse:
    """Enter what stands on a sheet of paper, then the next; `?entered=` counts them."""
    part = selectors.part(request.user, part_id)
    institution = selectors.kept_place(request.user, part.campaign, organisation_id)
    back = address(part.campaign, institution)
    form, entered = _form_of_paper(request, part), _entered(request)
    check = partial(actions.check_may_be_entered, institution=institution, by=request.user)
    return acting.barred(request, lambda: check(part), leads_to=back) or acting.asked(
        request,
        form,
        act=lambda **given: actions.enter_paper(
            part=part,
            institution=institution,
            answers=[given["answers"]],
            on=form.today,
            by=request.user,
            at=clock.now(),
        ),
        said=_("Sheets entered: %(count)s.") % {"count": entered + 1},
        leads_to=_next(request, form, entered) or back,
        template="surveys/paper.html",
        back=back,
        **_page_of_paper(part, institution, form, entered),
    )


@requires(GIVE_CODES)
@shown_or_sent
def enter_many(request: SignedInRequest, part_id: int, organisation_id: int) -> HttpResponse:
    """Enter many sheets together, as rows of a spreadsheet."""
    part = selectors.part(request.user, part_id)
    institution = selectors.kept_place(request.user, part.campaign, organisation_id)
    back, asked = address(part.campaign, institution), part.version.asks
    language = ways.language(asked, request.GET.get("language", ""))
    seen = actions.times_entered(part, institution)
    check = partial(actions.check_may_be_entered, institution=institution, by=request.user)
    return acting.barred(request, lambda: check(part), leads_to=back) or acting.asked(
        request,
        SheetsForm(
            sent(request), asked=asked, language=language, today=today(), initial={"seen": seen}
        ),
        act=lambda **given: actions.enter_paper(
            part=part,
            institution=institution,
            answers=given["rows"],
            seen=given["seen"],
            on=today(),
            by=request.user,
            at=clock.now(),
        ),
        said=_("The sheets are entered."),
        template="surveys/sheets.html",
        title=_("Enter many sheets at once"),
        button=_("Enter all"),
        part=part,
        institution=institution,
        columns=pasting.columns(asked, language),
        spoken=ways.languages(asked, language),
        crumbs=way(part.campaign, institution),
    )


def _form_of_paper(request: SignedInRequest, part: Part) -> AnswerForm:
    asked = part.version.asks
    language = ways.language(asked, request.GET.get("language", ""))
    return AnswerForm(sent(request), questionnaire=asked, language=language, today=today())


def _page_of_paper(
    part: Part, institution: Organisation, form: AnswerForm, entered: int
) -> dict[str, Any]:
    asked = form.questionnaire
    lines = participation.lines(part.campaign, [institution])
    return {
        "part": part,
        "institution": institution,
        "title": asked.text(asked.title, form.language),
        "line": next((line for line in lines if line.part.pk == part.pk), None),
        "entered": entered,
        "spoken": ways.languages(asked, form.language, entered=entered),
        "many": reverse("surveys:paper_many", args=[part.pk, institution.pk]),
        "crumbs": way(part.campaign, institution),
    }


def _next(request: SignedInRequest, form: AnswerForm, entered: int) -> str:
    """The page of the next sheet; empty when this was the last."""
    is_last = request.POST.get("then") == "back"
    query = ways.address(language=form.language, entered=entered + 1)
    return "" if is_last else f"{request.path}{query}"


def _entered(request: SignedInRequest) -> int:
    """How many sheets were entered in this sitting."""
    text = request.GET.get("entered", "")
    return int(text) if text.isdecimal() and len(text) < DIGITS else 0
