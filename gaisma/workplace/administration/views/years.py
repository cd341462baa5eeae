from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import acting, listing, wording
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.base.models import SchoolYear
from gaisma.workplace.administration import queries, tables
from gaisma.workplace.administration.actions import years as actions
from gaisma.workplace.administration.forms import SchoolYearForm, TermForm
from gaisma.workplace.administration.permissions import KEEP_REFERENCE_DATA
from gaisma.workplace.administration.views.installation import crumbs
from gaisma.workplace.administration.views.removing import removing


def _year_crumbs(*years: SchoolYear) -> list[tuple[str, str]]:
    listed = (_("School years and terms"), reverse("administration:years"))
    return crumbs(listed, *((wording.school_year(year.name), _page(year)) for year in years))


def _page(year: SchoolYear) -> str:
    return reverse("administration:year", args=[year.pk])


@requires(KEEP_REFERENCE_DATA)
@require_safe
def years(request: SignedInRequest) -> HttpResponse:
    """The school years."""
    return listing.answer(
        request,
        table=tables.Years,
        rows=queries.years(),
        title=_("School years and terms"),
        crumbs=crumbs(),
        actions=[(_("Add a school year"), reverse("administration:add_year"), "primary")],
        empty=(_("No school year yet"), _("Add the one that goes on.")),
    )


@requires(KEEP_REFERENCE_DATA)
@shown_or_sent
def add_year(request: SignedInRequest) -> HttpResponse:
    """Add a school year."""
    return acting.asked(
        request,
        SchoolYearForm(sent(request)),
        act=actions.add_year,
        said=_("The school year has been added. Now add its terms."),
        leads_to=_page,
        title=_("Add a school year"),
        button=_("Add"),
        back=reverse("administration:years"),
        crumbs=_year_crumbs(),
    )


@requires(KEEP_REFERENCE_DATA)
@require_safe
def year(request: SignedInRequest, school_year_id: int) -> HttpResponse:
    """The terms of a school year."""
    found = queries.year(school_year_id)
    here = [found.pk]
    return listing.answer(
        request,
        table=tables.Terms,
        rows=queries.terms(found),
        title=_("School year %(name)s") % {"name": wording.school_year(found.name)},
        lead=f"{wording.day(found.starts_on)} – {wording.day(found.ends_on)}",
        crumbs=_year_crumbs(),
        actions=[
            (_("Add a term"), reverse("administration:add_term", args=here)),
            (_("Remove the school year"), reverse("administration:remove_year", args=here)),
        ],
        empty=(_("No term yet"), _("Add the terms of the school year.")),
    )


@requires(KEEP_REFERENCE_DATA)
@shown_or_sent
def remove_year(request: SignedInRequest, school_year_id: int) -> HttpResponse:
    """Remove a school year that nothing stands on."""
    found = queries.year(school_year_id)
    return removing(
        request,
        act=partial(actions.remove_year, year=found),
        title=_("Remove the school year %(name)s?") % {"name": wording.school_year(found.name)},
        lead=_("Its terms go with it. A school year with groups cannot be removed."),
        leads_to=reverse("administration:years"),
        back=_page(found),
        crumbs=_year_crumbs(found),
    )


@requires(KEEP_REFERENCE_DATA)
@shown_or_sent
def add_term(request: SignedInRequest, school_year_id: int) -> HttpResponse:
    """Add a term to a school year."""
    found = queries.year(school_year_id)
    return _term_asked(
        request,
        found,
        TermForm(sent(request), initial={"number": queries.terms(found).count() + 1}),
        act=partial(actions.add_term, school_year=found),
        title=_("Add a term"),
        said=_("The term has been added."),
    )


@requires(KEEP_REFERENCE_DATA)
@shown_or_sent
def change_term(request: SignedInRequest, term_id: int) -> HttpResponse:
    """Change the days of a term."""
    found = queries.term(term_id)
    shown = {name: getattr(found, name) for name in TermForm.base_fields}
    return _term_asked(
        request,
        found.school_year,
        TermForm(sent(request), initial=shown),
        act=partial(actions.change_term, term=found),
        title=_("Change the term"),
        said=_("The term has been changed."),
        remove=reverse("administration:remove_term", args=[found.pk]),
    )


@requires(KEEP_REFERENCE_DATA)
@shown_or_sent
def remove_term(request: SignedInRequest, term_id: int) -> HttpResponse:
    """Remove a term."""
    found = queries.term(term_id)
    back = reverse("administration:change_term", args=[found.pk])
    return removing(
        request,
        act=partial(actions.remove_term, term=found),
        title=_("Remove the term?"),
        lead=f"{wording.day(found.from_on)} – {wording.day(found.to_on)}",
        leads_to=_page(found.school_year),
        back=back,
        crumbs=_year_crumbs(found.school_year),
    )


def _term_asked(
    request: SignedInRequest,
    of: SchoolYear,
    form: TermForm,
    *,
    act: acting.Act,
    **page: Any,
) -> HttpResponse:
    return acting.asked(
        request,
        form,
        act=act,
        template="administration/row.html",
        back=_page(of),
        crumbs=_year_crumbs(of),
        **page,
    )
