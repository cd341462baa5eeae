"""The yearly statement, and its file for the fund."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.analytics.support_terms import FUNDINGS, SUPPORT_KINDS
from gaisma.base import clock, listing, spreadsheets, terms, wording
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.models import SchoolYear
from gaisma.base.navigation import Way
from gaisma.quality.prevention.permissions import SEE_CLIMATE
from gaisma.quality.prevention.statements import actions, queries
from gaisma.quality.prevention.statements.lists import StatementTable
from gaisma.record.people.selectors import today

XLSX = "xlsx"


@requires(SEE_CLIMATE)
@require_safe
def statement(request: SignedInRequest) -> HttpResponse:
    """What was given in a year, by who pays, kind and term."""
    known = queries.years(request.user)
    year, funding = _asked(request, known)
    rows = queries.lines(request.user, year, on=today(), funding=funding) if year else []
    if request.GET.get("format") in listing.FORMATS:
        actions.note_taken_out(len(rows), by=request.user, at=clock.now())
    fundings = terms.choices(FUNDINGS, queries.ordered(FUNDINGS.codes), written=capfirst)
    ways = []
    if year and funding and rows:
        file = reverse("prevention:statement_file", args=[year.pk, funding])
        ways.append((_("File for the fund"), file, "primary"))
    return listing.answer(
        request,
        table=StatementTable,
        rows=rows,
        title=_("Yearly statement of support"),
        lead=_(
            "Entered as given by %(day)s, at the institutions whose records you read. Who got "
            "several kinds of support is counted once, so learners do not add up. Choose who pays "
            "for the file that may be given away: it tells no number of a few learners."
        )
        % {"day": wording.day(today())},
        template="prevention/statement.html",
        chips=[
            Way(_called(one), _address(request, year=one, funding=funding), one == year)
            for one in known
        ],
        kinds=[
            Way(title, _address(request, year=year, funding=code), code == funding)
            for code, title in (("", _("All")), *fundings)
        ],
        actions=ways,
        empty=(
            _("Nothing was given yet"),
            _("Hours and money are entered in support cases by those who give them."),
        ),
    )


def _asked(request: SignedInRequest, known: list[SchoolYear]) -> tuple[SchoolYear | None, str]:
    """The year and the fund that are asked for, else the newest and all. Raises Http404."""
    name, funding = request.GET.get("year", ""), request.GET.get("funding", "")
    year = next((one for one in known if one.name == name or not name), None)
    if (name and year is None) or (funding and funding not in FUNDINGS.codes):
        raise Http404
    return year, funding


def _called(year: SchoolYear) -> str:
    return wording.school_year(year.name)


def _address(request: SignedInRequest, *, year: SchoolYear | None, funding: str) -> str:
    words = {"year": year.name if year else "", "funding": funding}
    return f"{request.path}?{urlencode({name: word for name, word in words.items() if word})}"


@requires(SEE_CLIMATE)
@require_safe
def file(request: SignedInRequest, year_id: int, funding: str) -> HttpResponse:
    """The statement of one fund as a workbook that may be given to it."""
    year = next((one for one in queries.years(request.user) if one.pk == year_id), None)
    if year is None or funding not in FUNDINGS.codes:
        raise Http404
    found = queries.lines(request.user, year, on=today(), funding=funding)
    if not found:
        raise Http404
    actions.note_taken_out(len(found), by=request.user, at=clock.now())
    title = _("%(fund)s, %(year)s") % {
        "fund": capfirst(terms.title(FUNDINGS, funding)),
        "year": _called(year),
    }
    rows = [_heading(), *(_told(line, learners) for line, learners in queries.for_the_fund(found))]
    content = spreadsheets.xlsx_of(rows, title=title, at=clock.now())
    return listing.attached(content, name=title, format_=XLSX)


def _heading() -> list[Any]:
    return [
        _("Support"),
        _("Learners, year"),
        _("Hours, term 1"),
        _("Hours, term 2"),
        _("Hours, year"),
        _("Euros, term 1"),
        _("Euros, term 2"),
        _("Euros, year"),
    ]


def _told(line: queries.StatementLine, learners: str) -> list[Any]:
    kind = line.support_kind
    return [
        capfirst(terms.title(SUPPORT_KINDS, kind)) if kind else _("All support"),
        int(learners) if learners.isdecimal() else learners,
        *(part.hours for part in (line.first, line.second, line.year)),
        *(part.amount for part in (line.first, line.second, line.year)),
    ]
