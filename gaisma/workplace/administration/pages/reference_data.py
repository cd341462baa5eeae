"""School years with their terms, moved working days, subjects."""

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
from gaisma.workplace.administration import actions, lists, queries
from gaisma.workplace.administration.forms import (
    MovedDayForm,
    SchoolYearForm,
    SubjectForm,
    TermForm,
)
from gaisma.workplace.administration.lists import SubjectFilters
from gaisma.workplace.administration.pages import removing
from gaisma.workplace.administration.pages.installation import crumbs
from gaisma.workplace.administration.permissions import KEEP_REFERENCE_DATA

MOVED_DAYS = "administration:moved_days"
SUBJECTS = "administration:subjects"


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
        table=lists.Years,
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
        table=lists.Terms,
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


def _moved_days_crumbs() -> list[tuple[str, str]]:
    return crumbs((_("Moved working days"), reverse(MOVED_DAYS)))


def _moved_day_asked(request: SignedInRequest, form: MovedDayForm, **page: Any) -> HttpResponse:
    return acting.asked(
        request,
        form,
        template="administration/row.html",
        back=reverse(MOVED_DAYS),
        crumbs=_moved_days_crumbs(),
        **page,
    )


@requires(KEEP_REFERENCE_DATA)
@require_safe
def moved_days(request: SignedInRequest) -> HttpResponse:
    """The working days that the government has moved."""
    return listing.answer(
        request,
        table=lists.MovedDays,
        rows=queries.moved_days(),
        title=_("Moved working days"),
        lead=_("The government decides each year which working days are exchanged for free ones."),
        crumbs=crumbs(),
        actions=[(_("Add a moved working day"), reverse("administration:move_day"), "primary")],
        empty=(_("No working day has been moved yet"), _("Add those that have been announced.")),
    )


@requires(KEEP_REFERENCE_DATA)
@shown_or_sent
def move_day(request: SignedInRequest) -> HttpResponse:
    """Record a working day that was moved."""
    return _moved_day_asked(
        request,
        MovedDayForm(sent(request)),
        act=actions.move_day,
        title=_("Add a moved working day"),
        said=_("The moved working day has been added."),
    )


@requires(KEEP_REFERENCE_DATA)
@shown_or_sent
def change_moved_day(request: SignedInRequest, moved_day_id: int) -> HttpResponse:
    """Change which days were exchanged."""
    found = queries.moved_day(moved_day_id)
    shown = {name: getattr(found, name) for name in MovedDayForm.base_fields}
    return _moved_day_asked(
        request,
        MovedDayForm(sent(request), initial=shown),
        act=partial(actions.change_moved_day, moved=found),
        title=_("Change the moved working day"),
        said=_("The moved working day has been changed."),
        remove=reverse("administration:remove_moved_day", args=[found.pk]),
    )


@requires(KEEP_REFERENCE_DATA)
@shown_or_sent
def remove_moved_day(request: SignedInRequest, moved_day_id: int) -> HttpResponse:
    """Take back that a working day was moved."""
    found = queries.moved_day(moved_day_id)
    return removing(
        request,
        act=partial(actions.remove_moved_day, moved=found),
        title=_("Remove the moved working day?"),
        lead=f"{wording.day(found.day_off_on)} → {wording.day(found.worked_on)}",
        leads_to=reverse(MOVED_DAYS),
        back=reverse("administration:change_moved_day", args=[found.pk]),
        crumbs=_moved_days_crumbs(),
    )


def _subject_crumbs() -> list[tuple[str, str]]:
    return crumbs((_("Subjects"), reverse(SUBJECTS)))


def _subject_asked(request: SignedInRequest, form: SubjectForm, **page: Any) -> HttpResponse:
    return acting.asked(
        request,
        form,
        template="administration/row.html",
        back=reverse(SUBJECTS),
        crumbs=_subject_crumbs(),
        **page,
    )


@requires(KEEP_REFERENCE_DATA)
@require_safe
def subjects(request: SignedInRequest) -> HttpResponse:
    """The catalogue of subjects."""
    return listing.answer(
        request,
        table=lists.Subjects,
        filters=SubjectFilters,
        rows=queries.subjects(),
        title=_("Subjects"),
        crumbs=crumbs(),
        actions=[(_("Add a subject"), reverse("administration:add_subject"), "primary")],
        empty=(_("No subject yet"), _("Add one, or take them in from a file.")),
    )


@requires(KEEP_REFERENCE_DATA)
@shown_or_sent
def add_subject(request: SignedInRequest) -> HttpResponse:
    """Add a subject."""
    return _subject_asked(
        request,
        SubjectForm(sent(request)),
        act=actions.add_subject,
        title=_("Add a subject"),
        said=_("The subject has been added."),
    )


@requires(KEEP_REFERENCE_DATA)
@shown_or_sent
def change_subject(request: SignedInRequest, subject_id: int) -> HttpResponse:
    """Change code and title of a subject."""
    found = queries.subject(subject_id)
    shown = {name: getattr(found, name) for name in SubjectForm.base_fields}
    return _subject_asked(
        request,
        SubjectForm(sent(request), initial=shown),
        act=partial(actions.change_subject, subject=found),
        title=_("Change the subject"),
        said=_("The subject has been changed."),
        remove=reverse("administration:remove_subject", args=[found.pk]),
    )


@requires(KEEP_REFERENCE_DATA)
@shown_or_sent
def remove_subject(request: SignedInRequest, subject_id: int) -> HttpResponse:
    """Remove a subject."""
    found = queries.subject(subject_id)
    return removing(
        request,
        act=partial(actions.remove_subject, subject=found),
        title=_("Remove the subject?"),
        lead=found.title,
        leads_to=reverse(SUBJECTS),
        back=reverse("administration:change_subject", args=[found.pk]),
        crumbs=_subject_crumbs(),
    )
