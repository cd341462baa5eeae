"""Where the institutions stand with the new school year."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import access, listing, wording
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.models import Installation
from gaisma.base.permissions import KEEPERS
from gaisma.evidence.figures import evidence
from gaisma.workplace.new_year import tables
from gaisma.workplace.new_year.queries import confirmations, plans


@dataclass(frozen=True)
class Tab:
    """One of the two lists."""

    title: str
    address: str
    is_current: bool


def year_asked(request: SignedInRequest) -> str:
    """The school year that the address names, or the one that is spoken of."""
    asked = request.GET.get("school_year", "")
    return asked if asked in offered() else evidence.year_of(Installation.current().as_of())


def offered() -> tuple[str, ...]:
    """The school years that can be begun: the one spoken of, and the one after it."""
    spoken_of = evidence.year_of(Installation.current().as_of())
    start = int(spoken_of[:4]) + 1
    return (spoken_of, f"{start}/{start + 1}")


@requires("new_year.see")
@require_safe
def all_plans(request: SignedInRequest) -> HttpResponse:
    """The institutions within reach, and how far each is with its new school year."""
    year = year_asked(request)
    return listing.answer(
        request,
        table=tables.Plans,
        rows=plans.states(access.reach(request.user, *KEEPERS), year),
        title=_("The new school year"),
        lead=_("%(year)s: open an institution to prepare its groups, learners and programmes.")
        % {"year": wording.school_year(year)},
        tabs=_tabs("new_year:plans"),
        years=[
            Tab(wording.school_year(one), f"?school_year={one}", one == year) for one in offered()
        ],
        empty=(
            _("No institution has groups here yet"),
            _("Enter or import the groups of the running year: the new one is made from them."),
        ),
        template="new_year/list.html",
    )


@requires("new_year.see")
@require_safe
def all_confirmations(request: SignedInRequest) -> HttpResponse:
    """Who has confirmed the register, who has not, and what changed since."""
    year = year_asked(request)
    return listing.answer(
        request,
        table=tables.Confirmations,
        rows=confirmations.standings(access.reach(request.user, *KEEPERS), year),
        title=_("Confirmed registers"),
        lead=_("To be confirmed by %(day)s.") % {"day": wording.day(confirmations.due_on(year))},
        tabs=_tabs("new_year:confirmations"),
        years=[
            Tab(wording.school_year(one), f"?school_year={one}", one == year) for one in offered()
        ],
        empty=(
            _("No institution has groups in this year yet"),
            _("Prepare the new school year first; then its register can be confirmed."),
        ),
        template="new_year/list.html",
    )


def _tabs(current: str) -> list[Tab]:
    titles = {
        "new_year:plans": _("The new school year"),
        "new_year:confirmations": _("Confirmed registers"),
    }
    return [Tab(title, reverse(name), name == current) for name, title in titles.items()]
