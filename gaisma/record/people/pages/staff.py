from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import access, acting, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import shown_or_sent
from gaisma.record.people import exports, lists, selectors
from gaisma.record.people.actions import employments
from gaisma.record.people.forms import (
    DevelopmentForm,
    EndForm,
    FillingForm,
    PostForm,
    QualificationChangeForm,
    QualificationForm,
    TakeOnForm,
    TermsChangeForm,
    VacancyForm,
)
from gaisma.record.people.lists import StaffFilter, StaffTable, VacancyFilter, VacancyTable
from gaisma.record.people.models import Employment, ProfessionalDevelopment, Qualification, Vacancy
from gaisma.record.people.pages.persons import crumbs, page
from gaisma.record.people.permissions import KEEP_STAFF, SEE_STAFF

TERMS = ("load", "stage", "permanent", "qualified", "to_on")


def _staff_crumbs() -> tuple[tuple[str, str], ...]:
    return ((_("Staff"), reverse("people:staff")),)


@requires(SEE_STAFF)
@require_safe
def staff(request: SignedInRequest) -> HttpResponse:
    """Members of staff whose posts the reader sees, with roles, loads and qualification."""
    actions = [(_("Vacancies"), reverse("people:vacancies"))]
    if access.may(request.user, KEEP_STAFF):
        actions.append((_("New member of staff"), reverse("people:take_on")))
    return exports.answer(
        request,
        table=StaffTable,
        filters=StaffFilter,
        rows=lists.employed(request.user),
        title=_("Staff"),
        lead=_("Who holds a post now or takes one up soon. Loads are added up over all posts."),
        actions=actions,
        empty=(_("Nobody is employed yet"), _("Take staff in from a file, or add somebody.")),
    )


@requires(KEEP_STAFF)
@shown_or_sent
def take_on(request: SignedInRequest) -> HttpResponse:
    """A new member of staff: who it is and the post."""
    return acting.asked(
        request,
        selectors.asked(TakeOnForm, request, user=request.user),
        act=lambda **given: employments.take_on(**TakeOnForm.parted(given)),
        said=_("The post is given."),
        leads_to=lambda employed: employed.employment.person.get_absolute_url(),
        title=_("New member of staff"),
        button=_("Give the post"),
        back=reverse("people:staff"),
        crumbs=_staff_crumbs(),
    )


@requires(KEEP_STAFF)
@shown_or_sent
def employ(request: SignedInRequest, person_id: int) -> HttpResponse:
    """One more post for a person."""
    person = selectors.kept(request.user, person_id)
    return acting.asked(
        request,
        selectors.asked(PostForm, request, user=request.user),
        act=partial(employments.employ, person=person),
        said=_("The post is given."),
        title=_("Give a post"),
        button=_("Give the post"),
        crumbs=crumbs(person),
    )


@requires(KEEP_STAFF)
@shown_or_sent
def employment_change(request: SignedInRequest, employment_id: int) -> HttpResponse:
    """Change the load and the terms of a post."""
    post = _kept_post(request, employment_id)
    said = {True: "yes", False: "no", None: ""}
    initial = {name: getattr(post, name) for name in (*TERMS, "revision")}
    initial |= {name: said[initial[name]] for name in ("permanent", "qualified")}
    return acting.asked(
        request,
        selectors.asked(TermsChangeForm, request, initial=initial),
        act=partial(employments.change, employment=post),
        said=_("The post is changed."),
        title=_("Change the post at %(institution)s") % {"institution": post.institution},
        crumbs=crumbs(post.person),
    )


@requires(KEEP_STAFF)
@shown_or_sent
def employment_end(request: SignedInRequest, employment_id: int) -> HttpResponse:
    """End a post."""
    post = _kept_post(request, employment_id)
    return acting.asked(
        request,
        selectors.asked(
            EndForm, request, initial={"on": selectors.today(), "revision": post.revision}
        ),
        act=partial(employments.end, employment=post),
        said=_("The post is ended."),
        title=_("End the post at %(institution)s") % {"institution": post.institution},
        lead=_("Roles that came with the post end with it."),
        button=_("End the post"),
        crumbs=crumbs(post.person),
    )


def _kept_post(request: SignedInRequest, employment_id: int) -> Employment:
    """A post at an institution that the reader keeps; others' posts are not theirs to change."""
    seen = Employment.objects.filter(institution__in=selectors.kept_reach(request.user))
    return get_object_or_404(seen.select_related("person", "institution"), pk=employment_id)


@requires(SEE_STAFF)
@require_safe
def vacancies_list(request: SignedInRequest) -> HttpResponse:
    """Vacancies that are open, the largest first."""
    keeps = access.may(request.user, KEEP_STAFF)
    seen = Vacancy.objects.visible_to(request.user).open_on(selectors.today())
    return listing.answer(
        request,
        table=VacancyTable,
        filters=VacancyFilter,
        rows=seen.select_related("institution").order_by("-load", "role", "pk"),
        title=_("Vacancies"),
        crumbs=_staff_crumbs(),
        actions=[(_("New vacancy"), reverse("people:vacancy_new"))] if keeps else [],
        without=() if keeps else ("plan", "way"),
        empty=(_("No vacancies"), _("A post that waits to be filled is announced here.")),
    )


@requires(KEEP_STAFF)
@shown_or_sent
def vacancy_new(request: SignedInRequest) -> HttpResponse:
    """Announce a vacancy."""
    initial = {"opened_on": selectors.today()}
    return acting.asked(
        request,
        selectors.asked(VacancyForm, request, user=request.user, initial=initial),
        act=employments.announce_vacancy,
        said=_("The vacancy is announced."),
        title=_("New vacancy"),
        button=_("Announce"),
        back=reverse("people:vacancies"),
        crumbs=_staff_crumbs(),
    )


@requires(KEEP_STAFF)
@shown_or_sent
def vacancy_plan(request: SignedInRequest, vacancy_id: int) -> HttpResponse:
    """By when the post is to be filled, and how."""
    vacancy = _kept_vacancy(request, vacancy_id)
    initial = {name: getattr(vacancy, name) for name in ("expected_on", "filling", "revision")}
    return acting.asked(
        request,
        selectors.asked(FillingForm, request, initial=initial),
        act=partial(employments.plan_filling, vacancy=vacancy),
        said=_("It is recorded how the post is to be filled."),
        title=_("How the vacancy at %(institution)s is filled")
        % {"institution": vacancy.institution},
        back=reverse("people:vacancies"),
        crumbs=((_("Vacancies"), reverse("people:vacancies")),),
    )


@requires(KEEP_STAFF)
@shown_or_sent
def vacancy_close(request: SignedInRequest, vacancy_id: int) -> HttpResponse:
    """Close a vacancy: it is filled, or not needed any more."""
    vacancy = _kept_vacancy(request, vacancy_id)
    return acting.asked(
        request,
        selectors.asked(
            EndForm, request, initial={"on": selectors.today(), "revision": vacancy.revision}
        ),
        act=partial(employments.close_vacancy, vacancy=vacancy),
        said=_("The vacancy is closed."),
        title=_("Close the vacancy at %(institution)s") % {"institution": vacancy.institution},
        button=_("Close the vacancy"),
        back=reverse("people:vacancies"),
        crumbs=((_("Vacancies"), reverse("people:vacancies")),),
    )


def _kept_vacancy(request: SignedInRequest, vacancy_id: int) -> Vacancy:
    """The vacancy, of an institution whose record the person keeps. Raises Http404."""
    seen = Vacancy.objects.filter(institution__in=selectors.kept_reach(request.user))
    return get_object_or_404(seen.select_related("institution"), pk=vacancy_id)


@requires(KEEP_STAFF)
@shown_or_sent
def qualification_new(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Record an education or a qualification."""
    person = selectors.kept(request.user, person_id)
    return acting.asked(
        request,
        selectors.asked(QualificationForm, request),
        act=partial(employments.add_qualification, person=person),
        said=_("The qualification is recorded."),
        leads_to=person.get_absolute_url(),
        **page(person, _("New qualification")),
    )


@requires(KEEP_STAFF)
@shown_or_sent
def qualification_change(request: SignedInRequest, qualification_id: int) -> HttpResponse:
    """Mend a qualification."""
    row = selectors.kept_row(Qualification, qualification_id, by=request.user)
    initial = {name: getattr(row, name) for name in QualificationChangeForm.base_fields}
    return acting.asked(
        request,
        selectors.asked(QualificationChangeForm, request, initial=initial),
        act=partial(employments.change_qualification, qualification=row),
        said=_("The qualification is changed."),
        leads_to=row.person.get_absolute_url(),
        **page(row.person, _("Change the qualification")),
    )


@requires(KEEP_STAFF)
@require_POST
def qualification_remove(request: SignedInRequest, qualification_id: int) -> HttpResponse:
    """Delete a qualification recorded by mistake."""
    row = selectors.kept_row(Qualification, qualification_id, by=request.user)
    return acting.done(
        request,
        partial(employments.remove_qualification, qualification=row),
        said=_("The qualification is removed."),
        leads_to=row.person.get_absolute_url(),
    )


@requires(KEEP_STAFF)
@shown_or_sent
def development_new(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Record hours of professional development."""
    person = selectors.kept(request.user, person_id)
    return acting.asked(
        request,
        selectors.asked(DevelopmentForm, request),
        act=partial(employments.add_development, person=person),
        said=_("The hours are recorded."),
        leads_to=person.get_absolute_url(),
        **page(person, _("Professional development")),
    )


@requires(KEEP_STAFF)
@require_POST
def development_remove(request: SignedInRequest, development_id: int) -> HttpResponse:
    """Delete hours recorded by mistake."""
    row = selectors.kept_row(ProfessionalDevelopment, development_id, by=request.user)
    return acting.done(
        request,
        partial(employments.remove_development, development=row),
        said=_("The hours are removed."),
        leads_to=row.person.get_absolute_url(),
    )
