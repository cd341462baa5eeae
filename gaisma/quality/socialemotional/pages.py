"""Pages: institutions and classes with how far they have come, a class with its learners, norms."""

from functools import partial
from typing import TypeVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.analytics.moments import school_year_of
from gaisma.base import access, acting, audit, clock, listing, terms, wording
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import revision_sent, sent, shown_or_sent
from gaisma.base.models import Organisation, SchoolYear
from gaisma.base.navigation import Way
from gaisma.quality.socialemotional import actions, audited, norms, queries
from gaisma.quality.socialemotional.forms import LessonForm, NormForm, TalkForm
from gaisma.quality.socialemotional.lists import (
    ClassesTable,
    LearnersTable,
    NormsTable,
    PlacesTable,
)
from gaisma.quality.socialemotional.models import Lesson, Norm, Talk
from gaisma.quality.socialemotional.permissions import ENTER, SEE, SET_NORMS, WHOLE
from gaisma.quality.socialemotional.terms import OTHER, TOPICS, USUALLY
from gaisma.quality.socialemotional.workflow import leads
from gaisma.record.people.models import Person
from gaisma.record.people.selectors import today
from gaisma.record.programmes.models import Enrolment, Group

Crumbs = tuple[tuple[str, str], ...]
Line = TypeVar("Line", queries.PlaceLine, queries.ClassLine)


@requires(SEE)
@require_safe
def places(request: SignedInRequest) -> HttpResponse:
    """Institutions of a school year; who leads one class only is led to it."""
    year = _asked_year(request)
    reach = access.reach(request.user, *WHOLE)
    if not reach:
        return _own_classes(request, year)
    groups = queries.in_reach(request.user, year=year)
    lines = queries.class_lines(groups, request.user, on=today())
    ways = [(_("Norms"), reverse("socialemotional:norms"), "")]
    rows = _asked_for(request, queries.place_lines(lines))
    return listing.answer(
        request,
        table=PlacesTable,
        rows=rows,
        title=_title(year),
        lead=_lead(year),
        template="socialemotional/places.html",
        actions=ways if access.may(request.user, SET_NORMS) else [],
        chips=_years(request, year),
        kinds=_kinds(request),
        empty=_empty(),
    )


def _own_classes(request: SignedInRequest, year: str) -> HttpResponse:
    groups = list(queries.own_groups(request.user, on=today(), year=year))
    if len(groups) == 1:
        return redirect("socialemotional:class", groups[0].pk)
    return listing.answer(
        request,
        table=ClassesTable,
        rows=queries.class_lines(groups, request.user, on=today()),
        title=_title(year),
        lead=_lead(year),
        template="socialemotional/places.html",
        chips=_years(request, year),
        empty=(
            _("You lead no class of grades 1–9 now"),
            _("Who is the class teacher of a class stands on the page of the class."),
        ),
    )


@requires(SEE)
@require_safe
def place(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """The classes of an institution."""
    found = get_object_or_404(Organisation, pk=organisation_id)
    if found.pk not in access.reach(request.user, *WHOLE):
        raise Http404
    year = _asked_year(request)
    groups = queries.in_reach(request.user, year=year).filter(institution=found)
    lines = queries.class_lines(groups, request.user, on=today())
    return listing.answer(
        request,
        table=ClassesTable,
        rows=_asked_for(request, lines),
        title=f"{found.name}: {_title(year)}",
        lead=_lead(year),
        template="socialemotional/places.html",
        chips=_years(request, year),
        kinds=_kinds(request),
        crumbs=_way(),
        empty=_empty(),
    )


@requires(SEE)
@require_safe
def class_page(request: SignedInRequest, group_id: int) -> HttpResponse:
    """A class: its lessons, and with which families talks were held, where names may be seen."""
    group = _seen(request, group_id)
    page = queries.class_page(group, request.user, on=today())
    if page is None:
        raise Http404
    rows = []
    if page.sees_names:
        rows = queries.learner_lines(group, request.user, on=today())
        _read(request, group)
    kind = request.GET.get("kind", "")
    return listing.answer(
        request,
        table=LearnersTable,
        rows=[line for line in rows if not line.held] if kind == WITHOUT else rows,
        title=_("%(class)s: social and emotional learning") % {"class": group.name},
        lead=_lead(group.school_year.name),
        template="socialemotional/class.html",
        without=() if page.may_enter else ("way",),
        page=page,
        topics=[one for one in terms.choices(TOPICS) if one[0] != OTHER],
        kinds=_kinds(request, without=True) if page.sees_names else [],
        crumbs=_way(*_of_place(request, group)),
        empty=(_("No learners"), _("Every family has been talked to, or nobody learns here.")),
    )


@requires(ENTER)
@require_POST
def lesson_today(request: SignedInRequest, group_id: int) -> HttpResponse:
    """Enter today's lesson by its topic."""
    group = _seen(request, group_id)
    topic = request.POST.get("topic", "")
    if topic not in TOPICS.codes:
        raise Http404
    act = partial(actions.note_lesson, group=group, on=today(), topic=topic)
    return acting.done(
        request, act, said=_("The lesson is entered."), leads_to=_class_address(group)
    )


@requires(ENTER)
@shown_or_sent
def note_lesson(request: SignedInRequest, group_id: int) -> HttpResponse:
    """Enter a lesson that took place on some day."""
    group = _seen(request, group_id)
    return acting.asked(
        request,
        LessonForm(sent(request), initial={"on": today()}),
        act=partial(actions.note_lesson, group=group),
        said=_("The lesson is entered."),
        title=_("Enter a lesson"),
        crumbs=_to_class(group),
    )


@requires(ENTER)
@shown_or_sent
def plan_lesson(request: SignedInRequest, group_id: int) -> HttpResponse:
    """Plan a lesson."""
    group = _seen(request, group_id)
    return acting.asked(
        request,
        LessonForm(sent(request)),
        act=partial(actions.plan_lesson, group=group),
        said=_("The lesson is planned."),
        title=_("Plan a lesson"),
        crumbs=_to_class(group),
    )


@requires(ENTER)
@require_POST
def hold_lesson(request: SignedInRequest, class_lesson_id: int) -> HttpResponse:
    """Say that a planned lesson took place."""
    row = _lesson(request, class_lesson_id)
    act = partial(actions.hold_lesson, lesson=row, revision=revision_sent(request))
    return acting.done(
        request, act, said=_("The lesson is entered."), leads_to=_class_address(row.group)
    )


@requires(ENTER)
@require_POST
def undo_lesson(request: SignedInRequest, class_lesson_id: int) -> HttpResponse:
    """Take back a lesson."""
    row = _lesson(request, class_lesson_id)
    act = partial(actions.undo_lesson, lesson=row, revision=revision_sent(request))
    said = _("The lesson is taken back; it stays in the list.")
    return acting.done(request, act, said=said, leads_to=_class_address(row.group))


@requires(ENTER)
@require_POST
def talk_today(request: SignedInRequest, group_id: int, person_id: int) -> HttpResponse:
    """Enter that a talk was held today with the family of a learner."""
    group = _seen(request, group_id)
    learner = get_object_or_404(_learners(group), pk=person_id)
    act = partial(
        actions.note_talk, group=group, learner=learner, on=today(), took_part=list(USUALLY)
    )
    return acting.done(request, act, said=_("The talk is entered."), leads_to=_class_address(group))


@requires(ENTER)
@shown_or_sent
def note_talk(request: SignedInRequest, group_id: int) -> HttpResponse:
    """Enter a talk that was held on some day."""
    group = _seen(request, group_id)
    return acting.asked(
        request,
        _talk_form(request, group, on=today()),
        act=partial(actions.note_talk, group=group),
        said=_("The talk is entered."),
        title=_("Enter a talk with a family"),
        lead=_only_that(),
        crumbs=_to_class(group),
    )


@requires(ENTER)
@shown_or_sent
def plan_talk(request: SignedInRequest, group_id: int) -> HttpResponse:
    """Plan a talk."""
    group = _seen(request, group_id)
    return acting.asked(
        request,
        _talk_form(request, group),
        act=partial(actions.plan_talk, group=group),
        said=_("The talk is planned."),
        title=_("Plan a talk with a family"),
        lead=_only_that(),
        crumbs=_to_class(group),
    )


@requires(ENTER)
@require_POST
def hold_talk(request: SignedInRequest, family_talk_id: int) -> HttpResponse:
    """Say that a planned talk took place."""
    row = _talk(request, family_talk_id)
    act = partial(actions.hold_talk, talk=row, revision=revision_sent(request))
    return acting.done(
        request, act, said=_("The talk is entered."), leads_to=_class_address(row.group)
    )


@requires(ENTER)
@require_POST
def undo_talk(request: SignedInRequest, family_talk_id: int) -> HttpResponse:
    """Take back a talk."""
    row = _talk(request, family_talk_id)
    act = partial(actions.undo_talk, talk=row, revision=revision_sent(request))
    return acting.done(
        request, act, said=_("The talk is taken back."), leads_to=_class_address(row.group)
    )


@requires(SET_NORMS)
@require_safe
def norms_page(request: SignedInRequest) -> HttpResponse:
    """What the authority asks for, by school year."""
    return listing.answer(
        request,
        table=NormsTable,
        rows=Norm.objects.select_related("school_year").order_by("-school_year__starts_on"),
        title=_("Norms of social and emotional learning"),
        lead=_("A norm holds from its school year on, until another one follows."),
        actions=[(_("Set a norm"), reverse("socialemotional:set_norm"), "primary")],
        crumbs=_way(),
        empty=(_("No norm is set"), _("Ten lessons a class and two talks a family are asked for.")),
    )


@requires(SET_NORMS)
@shown_or_sent
def set_norm(request: SignedInRequest) -> HttpResponse:
    """Say what is asked for from a school year on."""
    free = SchoolYear.objects.exclude(pk__in=Norm.objects.values("school_year"))
    asked = norms.asked(school_year_of(today()))
    initial = {"lessons": asked.lessons, "talks": asked.talks} if asked else {}
    return _norm_asked(request, NormForm(sent(request), years=free, initial=initial))


@requires(SET_NORMS)
@shown_or_sent
def change_norm(request: SignedInRequest, norm_id: int) -> HttpResponse:
    """Say anew what is asked for."""
    row = get_object_or_404(Norm, pk=norm_id)
    own = SchoolYear.objects.filter(pk=row.school_year_id)
    return _norm_asked(request, NormForm(sent(request), years=own, initial=NormForm.of(row)))


def _norm_asked(request: SignedInRequest, form: NormForm) -> HttpResponse:
    return acting.asked(
        request,
        form,
        act=actions.set_norm,
        said=_("The norm is set."),
        title=_("Norm of social and emotional learning"),
        crumbs=_way((_("Norms"), reverse("socialemotional:norms"))),
    )


BEHIND, WITHOUT = "behind", "without"


def _kinds(request: SignedInRequest, *, without: bool = False) -> list[Way]:
    """All, or those that need somebody to look. Raises Http404 for what is neither."""
    key = WITHOUT if without else BEHIND
    title = _("Without a talk") if without else _("Behind")
    asked = request.GET.get("kind", "")
    if asked not in ("", key):
        raise Http404
    kept = {"year": request.GET["year"]} if request.GET.get("year") else {}
    return [
        Way(_("All"), f"{request.path}?{urlencode(kept)}", not asked),
        Way(title, f"{request.path}?{urlencode({**kept, 'kind': key})}", asked == key),
    ]


def _asked_for(request: SignedInRequest, lines: list[Line]) -> list[Line]:
    if request.GET.get("kind") != BEHIND:
        return lines
    return [
        line
        for line in lines
        if (line.behind if isinstance(line, queries.PlaceLine) else line.is_behind)
    ]


def _asked_year(request: SignedInRequest) -> str:
    """The school year that is asked for, else that of the day. Raises Http404 for an unknown."""
    asked = request.GET.get("year", "")
    if asked and not SchoolYear.objects.filter(name=asked).exists():
        raise Http404
    return asked or school_year_of(today())


def _years(request: SignedInRequest, chosen: str) -> list[Way]:
    """This year and those around it that the record knows."""
    names = SchoolYear.objects.order_by("-starts_on").values_list("name", flat=True)[:4]
    kept = {"kind": request.GET["kind"]} if request.GET.get("kind") else {}
    return [
        Way(
            wording.school_year(one),
            f"{request.path}?{urlencode({**kept, 'year': one})}",
            one == chosen,
        )
        for one in sorted({*names, chosen})
    ]


def _title(year: str) -> str:
    return _("Social and emotional learning %(year)s") % {"year": wording.school_year(year)}


def _lead(year: str) -> str:
    """What is asked for in the year, and how many lessons are due by the day."""
    asked = norms.asked(year)
    if asked is None:
        return ""
    words = _(
        "Asked for in the year: lessons a class %(lessons)s, talks with each family %(talks)s. "
        "Lessons due by %(day)s: %(due)s."
    )
    return words % {
        "lessons": asked.lessons,
        "talks": asked.talks,
        "due": asked.due(today()),
        "day": wording.day(today()),
    }


def _empty() -> tuple[str, str]:
    return (
        _("No classes"),
        _("Classes of grades 1–9 of the school year stand here, once the register has them."),
    )


def _only_that() -> str:
    return _("Only that the talk took place is written, and nothing of what was said.")


def _seen(request: SignedInRequest, group_id: int) -> Group:
    """The class, where the reader leads it or sees its institution whole. Raises Http404."""
    group = get_object_or_404(
        Group.objects.select_related("institution", "school_year"), pk=group_id
    )
    is_whole = group.institution_id in access.reach(request.user, *WHOLE)
    if not is_whole and not leads(request.user, group):
        raise Http404
    return group


def _lesson(request: SignedInRequest, class_lesson_id: int) -> Lesson:
    rows = Lesson.objects.visible_to(request.user).select_related(
        "group__institution", "group__school_year"
    )
    return get_object_or_404(rows, pk=class_lesson_id)


def _talk(request: SignedInRequest, family_talk_id: int) -> Talk:
    rows = Talk.objects.visible_to(request.user).select_related(
        "group__institution", "group__school_year"
    )
    return get_object_or_404(rows, pk=family_talk_id)


def _learners(group: Group) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=Enrolment.objects.filter(group=group).values("person"))


def _talk_form(request: SignedInRequest, group: Group, **initial: object) -> TalkForm:
    asked = request.GET.get("learner", "")
    given = {**initial, "learner": asked} if asked.isdecimal() else initial
    return TalkForm(sent(request), learners=_learners(group), initial=given)


def _class_address(group: Group) -> str:
    return reverse("socialemotional:class", args=[group.pk])


def _way(*more: tuple[str, str]) -> Crumbs:
    return ((_("Social and emotional learning"), reverse("socialemotional:places")), *more)


def _of_place(request: SignedInRequest, group: Group) -> Crumbs:
    if group.institution_id not in access.reach(request.user, *WHOLE):
        return ()
    page = reverse("socialemotional:place", args=[group.institution_id])
    return ((group.institution.name, page),)


def _to_class(group: Group) -> Crumbs:
    return _way((group.name, _class_address(group)))


def _read(request: SignedInRequest, group: Group) -> None:
    audit.note(
        action=audited.READ_CLASS,
        by=request.user,
        at=clock.now(),
        organisation=group.institution,
        subject=group._meta.label,
        ids=[group.pk],
    )
