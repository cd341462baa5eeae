"""Where the institutions stand with the new school year, and how one confirms its register."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import access, acting, clock, listing, wording
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import shown_or_sent
from gaisma.base.models import Installation
from gaisma.base.navigation import Way
from gaisma.base.permissions import KEEPERS
from gaisma.evidence.figures import evidence
from gaisma.workplace.data_quality import queries
from gaisma.workplace.new_year import actions, forms, lists
from gaisma.workplace.new_year.permissions import CONFIRM
from gaisma.workplace.new_year.queries import confirmations, plans


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
        table=lists.Plans,
        rows=plans.states(access.reach(request.user, *KEEPERS), year),
        title=_("The new school year"),
        lead=_("%(year)s: open an institution to prepare its groups, learners and programmes.")
        % {"year": wording.school_year(year)},
        tabs=_tabs("new_year:plans"),
        years=[
            Way(wording.school_year(one), f"?school_year={one}", one == year) for one in offered()
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
        table=lists.Confirmations,
        rows=confirmations.standings(access.reach(request.user, *KEEPERS), year),
        title=_("Confirmed registers"),
        lead=_("To be confirmed by %(day)s.") % {"day": wording.day(confirmations.due_on(year))},
        tabs=_tabs("new_year:confirmations"),
        years=[
            Way(wording.school_year(one), f"?school_year={one}", one == year) for one in offered()
        ],
        empty=(
            _("No institution has groups in this year yet"),
            _("Prepare the new school year first; then its register can be confirmed."),
        ),
        template="new_year/list.html",
    )


def _tabs(current: str) -> list[Way]:
    titles = {
        "new_year:plans": _("The new school year"),
        "new_year:confirmations": _("Confirmed registers"),
    }
    return [Way(title, reverse(name), name == current) for name, title in titles.items()]


@requires("new_year.see")
@shown_or_sent
def confirm(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """The numbers of the register, what is open, what changed; and the word that it is right."""
    institution, year = access.found(request.user, organisation_id), year_asked(request)
    as_of = Installation.current().as_of()
    problems = queries.counts(queries.Scope.of_institution(institution, as_of=as_of))
    return acting.asked(
        request,
        forms.ConfirmForm(request.POST or None),
        act=lambda **given: actions.confirm(
            institution=institution,
            school_year=year,
            open_problems={one.key: one.count for one in problems if one.count},
            note=given["note"],
            by=request.user,
            at=clock.now(),
        ),
        said=_("The register is confirmed."),
        leads_to=f"{request.path}?school_year={year}",
        template="new_year/confirm.html",
        title=institution.name,
        year=year,
        may_confirm=access.may(request.user, CONFIRM, institution),
        problems=[one for one in problems if one.count],
        standing=confirmations.standing(institution, year),
        crumbs=[(_("Confirmed registers"), reverse("new_year:confirmations"))],
    )
