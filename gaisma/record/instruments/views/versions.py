from functools import partial

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import acting, clock, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.base.models import Installation
from gaisma.record.instruments import actions, previews, queries, xlsforms
from gaisma.record.instruments.asking import AnswerForm
from gaisma.record.instruments.forms.acts import PutIntoUseForm
from gaisma.record.instruments.models import Version
from gaisma.record.instruments.permissions import KEEP_INSTRUMENTS, SEE_INSTRUMENTS
from gaisma.record.instruments.views import ways


def _form(request: SignedInRequest, version: Version, wish: previews.Wish) -> AnswerForm:
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
    wish = previews.wish(request.GET, version.asks)
    form = _form(request, version, wish)
    is_fine = form.is_bound and form.is_valid()
    page = {
        "version": version,
        "title": version.asks.text(version.asks.title, wish.language),
        "form": form,
        "wish": wish,
        "given": previews.given(form) if is_fine else None,
        "crumbs": ways.crumbs(version),
    }
    status = acting.UNPROCESSABLE if form.is_bound and not is_fine else None
    return render(request, "instruments/preview.html", page, status=status)


@requires(SEE_INSTRUMENTS)
@require_safe
def paper(request: SignedInRequest, version_id: int) -> HttpResponse:
    """A version to be printed and answered by hand."""
    version = queries.version(request.user, version_id)
    wish = previews.wish(request.GET, version.asks)
    page = {
        "version": version,
        "title": version.asks.text(version.asks.title, wish.language),
        "form": _form(request, version, wish),
        "wish": wish,
        "crumbs": ways.crumbs(version),
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
        leads_to=ways.page,
        template="instruments/put_into_use.html",
        title=_("Put version %(number)s into use") % {"number": version.number},
        lead=_("From then on it does not change any more."),
        button=_("Put into use"),
        comparison=queries.comparison(version),
        before=queries.before(version),
        language=translation.get_language(),
        crumbs=ways.crumbs(version),
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
        leads_to=reverse("instruments:instruments") if is_only else ways.page(version),
        title=_("Drop the draft?"),
        lead=_("The instrument goes with it, for it has no other version.")
        if is_only
        else _("What was written in it is lost. The version in use stays."),
        button=_("Drop"),
        danger=True,
        crumbs=ways.crumbs(version),
    )
