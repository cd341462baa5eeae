"""Pages of those who answer: nobody signs in, and nothing tells who they are."""

from datetime import date
from functools import cache

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gaisma.base import clock
from gaisma.base.access import open_to_everyone
from gaisma.base.forms import shown_or_sent
from gaisma.quality.surveys import codes
from gaisma.quality.surveys.actions import answers
from gaisma.quality.surveys.actions.answers import UnableToAnswer
from gaisma.quality.surveys.actions.opening import Opened
from gaisma.quality.surveys.forms.answering import CodeForm
from gaisma.quality.surveys.models import Part
from gaisma.record.instruments.asking import AnswerForm
from gaisma.record.instruments.speaking import spoken


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
        opened = answers.opened(code)
        today = clock.day(opened.own_day)
        answers.check_open(opened, on=today)
        form = _form(request, opened, today)
        if form.is_bound:
            return _taken(form, opened)
    except UnableToAnswer as refused:
        if refused.problems or refused.code == answers.NOTHING:
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
    counts = answers.take(opened, answers=form.answers, language=form.language, on=form.today)
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
