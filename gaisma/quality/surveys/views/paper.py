"""Answers that were given on paper are entered, one sheet after another or many at once."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gaisma.base import acting, clock
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.base.models import Organisation
from gaisma.quality.surveys import pasting, policies, selectors, ways
from gaisma.quality.surveys.actions import answers
from gaisma.quality.surveys.forms.pasting import SheetsForm
from gaisma.quality.surveys.models import Part
from gaisma.quality.surveys.permissions import GIVE_CODES
from gaisma.quality.surveys.queries import participation
from gaisma.quality.surveys.views.places import address, way
from gaisma.record.instruments.asking import AnswerForm
from gaisma.record.people.selectors import today

DIGITS = 5


@requires(GIVE_CODES)
@shown_or_sent
def enter(request: SignedInRequest, part_id: int, organisation_id: int) -> HttpResponse:
    """Enter what stands on a sheet of paper, then the next; `?entered=` counts them."""
    part = selectors.part(request.user, part_id)
    institution = selectors.kept_place(request.user, part.campaign, organisation_id)
    back = address(part.campaign, institution)
    form, entered = _form(request, part), _entered(request)
    check = partial(policies.check_may_be_entered, institution=institution, by=request.user)
    return acting.barred(request, lambda: check(part), leads_to=back) or acting.asked(
        request,
        form,
        act=lambda **given: answers.enter_paper(
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
        **_page(part, institution, form, entered),
    )


@requires(GIVE_CODES)
@shown_or_sent
def enter_many(request: SignedInRequest, part_id: int, organisation_id: int) -> HttpResponse:
    """Enter many sheets together, as rows of a spreadsheet."""
    part = selectors.part(request.user, part_id)
    institution = selectors.kept_place(request.user, part.campaign, organisation_id)
    back, asked = address(part.campaign, institution), part.version.asks
    language = ways.language(asked, request.GET.get("language", ""))
    seen = answers.times_entered(part, institution)
    check = partial(policies.check_may_be_entered, institution=institution, by=request.user)
    return acting.barred(request, lambda: check(part), leads_to=back) or acting.asked(
        request,
        SheetsForm(
            sent(request), asked=asked, language=language, today=today(), initial={"seen": seen}
        ),
        act=lambda **given: answers.enter_paper(
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


def _form(request: SignedInRequest, part: Part) -> AnswerForm:
    asked = part.version.asks
    language = ways.language(asked, request.GET.get("language", ""))
    return AnswerForm(sent(request), questionnaire=asked, language=language, today=today())


def _page(part: Part, institution: Organisation, form: AnswerForm, entered: int) -> dict[str, Any]:
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
