"""Answers that were given on paper are entered, one sheet after another."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from gaisma.base import acting
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.quality.surveys import found, policies, ways
from gaisma.quality.surveys.actions import answers
from gaisma.quality.surveys.permissions import GIVE_CODES
from gaisma.quality.surveys.queries import participation
from gaisma.quality.surveys.views.campaigns import barred
from gaisma.quality.surveys.views.places import address, way
from gaisma.record.instruments.asking import AnswerForm
from gaisma.record.people.found import today

MOST = 9999


@requires(GIVE_CODES)
@never_cache
@shown_or_sent
def enter(request: SignedInRequest, part_id: int, organisation_id: int) -> HttpResponse:
    """Enter what stands on a sheet of paper, then the next; `?entered=` counts them."""
    part = found.part(request.user, part_id)
    institution = found.kept_place(request.user, part.campaign, organisation_id)
    back = address(part.campaign, institution)
    if refusal := barred(request, part.campaign, policies.is_open, back):
        return refusal
    asked, entered = part.version.asks, _entered(request)
    language = ways.language(asked, request.GET.get("language", ""))
    form = AnswerForm(sent(request), questionnaire=asked, language=language, today=today())
    if form.is_valid():
        acting.attempted(
            lambda: answers.enter_paper(
                part=part,
                institution=institution,
                answers=[form.answers],
                on=form.today,
                by=request.user,
                at=timezone.now(),
            ),
            refused=lambda why: form.add_error(None, why),
        )
    if form.is_valid():
        return _led_on(request, part.pk, institution.pk, back, entered + 1, language)
    lines = participation.lines(part.campaign, [institution])
    page = {
        "form": form,
        "part": part,
        "institution": institution,
        "title": asked.text(asked.title, language),
        "line": next((line for line in lines if line.part.pk == part.pk), None),
        "entered": entered,
        "spoken": ways.languages(asked, language, entered=entered),
        "back": back,
        "crumbs": way(part.campaign, institution),
    }
    status = acting.UNPROCESSABLE if form.is_bound else None
    return render(request, "surveys/paper.html", page, status=status)


def _led_on(
    request: SignedInRequest, part: int, place: int, back: str, entered: int, language: str
) -> HttpResponse:
    """To the next sheet, or back when this was the last."""
    if request.POST.get("then") == "back":
        messages.success(request, _("Sheets entered: %(count)s.") % {"count": entered})
        return redirect(back)
    here = reverse("surveys:paper", args=[part, place])
    return redirect(f"{here}?language={language}&entered={entered}")


def _entered(request: SignedInRequest) -> int:
    """How many sheets were entered in this sitting."""
    text = request.GET.get("entered", "")
    return min(int(text), MOST) if text.isdecimal() and len(text) < 6 else 0
