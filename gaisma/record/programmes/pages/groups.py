from datetime import date
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import access, acting, audit, clock
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import shown_or_sent
from gaisma.record.people import exports
from gaisma.record.people.fields import kept_institutions
from gaisma.record.people.forms import EndForm
from gaisma.record.people.selectors import asked
from gaisma.record.programmes import audited, queries, selectors
from gaisma.record.programmes.actions import groups
from gaisma.record.programmes.forms import DayForm, GroupChangeForm, NewGroupForm, TeacherForm
from gaisma.record.programmes.lists import GroupsFilter, GroupsTable
from gaisma.record.programmes.models import Group, GroupTeacher
from gaisma.record.programmes.pages import choosing
from gaisma.record.programmes.permissions import KEEP_GROUPS, SEE_GROUPS


def crumbs(group: Group | None = None) -> tuple[tuple[str, str], ...]:
    way = ((_("Groups"), reverse("programmes:groups")),)
    return (
        (*way, (f"{group.name} · {group.institution}", group.get_absolute_url())) if group else way
    )


@requires(SEE_GROUPS)
@require_safe
def group_list(request: SignedInRequest) -> HttpResponse:
    """Groups with their sizes against their limits, free places and class teachers."""
    actions = []
    if access.may(request.user, KEEP_GROUPS):
        actions.append((_("New group"), reverse("programmes:group_new")))
    return exports.answer(
        request,
        table=GroupsTable,
        filters=GroupsFilter,
        rows=queries.listed(request.user),
        title=_("Groups"),
        lead=_("Groups and classes with their learners, free places and class teachers."),
        actions=actions,
        empty=(_("No groups yet"), _("Open a group, or take groups in from a file.")),
    )


@requires(SEE_GROUPS)
@require_safe
def group(request: SignedInRequest, group_id: int) -> HttpResponse:
    """One group: learners on a day, limits, programme, teachers."""
    return _shown(request, group_id, "programmes/group.html")


@requires(SEE_GROUPS)
@require_safe
def group_print(request: SignedInRequest, group_id: int) -> HttpResponse:
    """The list of the group's learners for paper."""
    return _shown(request, group_id, "programmes/group_print.html")


def _shown(request: SignedInRequest, group_id: int, template: str) -> HttpResponse:
    found_group = selectors.group(request.user, group_id)
    days = DayForm(request.GET)
    on = queries.day_within(found_group, _day(days))
    page = queries.group_page(found_group, on=on, reader=request.user)
    audit.note(
        action=audited.READ_GROUP,
        by=request.user,
        at=clock.now(),
        organisation=found_group.institution,
        subject="programmes.Group",
        ids=[found_group.pk],
    )
    return render(request, template, {"page": page, "crumbs": crumbs()})


def _day(form: DayForm) -> date | None:
    return form.cleaned_data["on"] if form.is_valid() else None


@requires(KEEP_GROUPS)
@shown_or_sent
def group_new(request: SignedInRequest) -> HttpResponse:
    """Open a group or class for a school year."""
    own = kept_institutions(request.user)
    institution = choosing.chosen(request, own)
    if institution is None:
        return choosing.ask(request, own, title=_("New group"), crumbs=crumbs())
    initial = {"school_year": selectors.current_year()}
    return acting.asked(
        request,
        asked(NewGroupForm, request, institution=institution, initial=initial),
        act=partial(groups.add, institution=institution),
        said=_("The group is opened."),
        leads_to=Group.get_absolute_url,
        title=_("New group at %(institution)s") % {"institution": institution},
        button=_("Open the group"),
        crumbs=crumbs(),
    )


@requires(KEEP_GROUPS)
@shown_or_sent
def group_change(request: SignedInRequest, group_id: int) -> HttpResponse:
    """Change the name, the limits, the programme of a group."""
    row = selectors.kept_group(request.user, group_id)
    initial: dict[str, Any] = {name: getattr(row, name) for name in GroupChangeForm.base_fields}
    return acting.asked(
        request,
        asked(GroupChangeForm, request, institution=row.institution, initial=initial),
        act=partial(groups.change, group=row),
        said=_("The group is changed."),
        title=_("Change the group"),
        lead=_("Learners stay in the programme in which they are enrolled."),
        crumbs=crumbs(row),
    )


@requires(KEEP_GROUPS)
@shown_or_sent
def teacher_new(request: SignedInRequest, group_id: int) -> HttpResponse:
    """Give the group a teacher or a class teacher."""
    row = selectors.kept_group(request.user, group_id)
    initial = {"from_on": queries.day_within(row, None)}
    return acting.asked(
        request,
        asked(TeacherForm, request, group=row, initial=initial),
        act=partial(groups.begin_teaching, group=row),
        said=_("The teacher is given the group."),
        title=_("A teacher for the group"),
        lead=_("Whoever holds a post at the institution. The teacher then sees the group."),
        button=_("Give the group"),
        crumbs=crumbs(row),
    )


@requires(KEEP_GROUPS)
@shown_or_sent
def teacher_end(request: SignedInRequest, teaching_id: int) -> HttpResponse:
    """End a teacher's work with a group."""
    row = get_object_or_404(
        GroupTeacher.objects.select_related("person", "group__institution", "group__school_year"),
        pk=teaching_id,
    )
    group = selectors.kept_group(request.user, row.group_id)
    initial = {"on": queries.day_within(group, None), "revision": row.revision}
    return acting.asked(
        request,
        asked(EndForm, request, initial=initial),
        act=partial(groups.end_teaching, teaching=row),
        said=_("The teacher's work with the group is ended."),
        title=_("End the work of %(person)s with the group") % {"person": row.person},
        button=_("End it"),
        crumbs=crumbs(group),
    )
