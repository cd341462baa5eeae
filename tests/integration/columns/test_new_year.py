"""What the new year takes along of a group, its learners and its teachers: each field."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from gaisma.base.models import Organisation, User
from gaisma.record.organisations.models import Site
from gaisma.record.programmes.models import Enrolment, Group, GroupTeacher, Programme
from gaisma.workplace.new_year import actions
from gaisma.workplace.new_year.models import Plan, PlannedGroup
from tests import factories
from tests.integration.columns import kept
from tests.moments import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("created")]
ONE_ON = "a grade higher"
ANEW = "begins anew with the year"
NOT_TAKEN_ALONG: Mapping[str, str] = {
    "programmes.Group.school_year": ANEW,
    "programmes.Group.name": ONE_ON,
    "programmes.Group.grade": ONE_ON,
    "programmes.Group.register_id": "the state's register numbers the groups of each year",
    "programmes.Group.learners_total": "heads of a year of which only totals are kept",
    "programmes.Enrolment.group": ANEW,
    "programmes.Enrolment.registered_on": "is the day on which the plan is carried out",
    "programmes.Enrolment.from_on": ANEW,
    "programmes.Enrolment.to_on": ANEW,
    "programmes.Enrolment.leaving_reason": "says how the enrolment before it ended",
    "programmes.GroupTeacher.group": ANEW,
    "programmes.GroupTeacher.from_on": ANEW,
    "programmes.GroupTeacher.to_on": ANEW,
}
"""Fields that the new year does not copy, and why."""


@pytest.fixture
def plan() -> Plan:
    """The plan of the preschool, whose group goes on with its learner and its teacher."""
    group = Group.objects.get(name="Taurenīši")
    special = factories.programme(institution=group.institution, special=["vision"])
    group.enrolments.update(to_on=None, leaving_reason="", programme=special)
    factories.group_teacher(group=group, is_class_teacher=True)
    Group.objects.update(name="3.a", grade=3, learners_total=7)
    institution = Organisation.objects.get(code="PII-04")
    return actions.begin(institution=institution, school_year="2024/2025", by=None, at=NOW)


def test_every_field_is_taken_along_or_is_said_not_to_be(plan: Plan) -> None:
    actions.carry_out(plan=plan, revision=plan.revision, by=None, at=NOW)

    both = {model: pair(model) for model in (Group, Enrolment, GroupTeacher)}
    otherwise = {
        f"{model._meta.label}.{field.name}"
        for model, (old, new) in both.items()
        for field in model._meta.concrete_fields
        if field.name not in kept.ALWAYS
        and getattr(old, field.attname) != getattr(new, field.attname)
    }
    empty = {
        f"{model._meta.label}.{field.name}"
        for model, (old, _new) in both.items()
        for field in model._meta.concrete_fields
        if getattr(old, field.attname) in (None, "", False)
    }

    assert otherwise == set(NOT_TAKEN_ALONG)
    # Of what says nothing nobody could tell whether it was forgotten.
    assert empty <= otherwise


def pair(model: type[Model]) -> tuple[Model, Model]:
    """The row of the year before, and that of the new one."""
    year = "school_year" if model is Group else "group__school_year"
    rows = model._base_manager.filter(**{f"{year}__name__in": ("2023/2024", "2024/2025")})
    old, new = rows.order_by(f"{year}__name")
    return old, new


def test_every_particular_that_is_planned_becomes_the_groups(
    plan: Plan, client: Client, specialist: User
) -> None:
    client.force_login(specialist)
    planned = plan.groups.get(act="continues")
    given = particulars(planned.institution)
    address = reverse("new_year:group", args=[plan.pk, planned.pk])
    sent = client.post(address, {**given, "revision": plan.revision})
    assert sent.status_code == 302, sent.content.decode()

    plan.refresh_from_db()
    actions.carry_out(plan=plan, revision=plan.revision, by=None, at=NOW)

    group = Group.objects.get(school_year__name="2024/2025", name=given["name"])
    own = {field.name for field in PlannedGroup._meta.concrete_fields}
    of_groups = {field.name for field in Group._meta.concrete_fields}
    assert {name: getattr(group, f"{name}_id", getattr(group, name)) for name in given} == given
    assert own & of_groups - {"id", "institution"} == set(given)


def test_every_particular_of_a_group_is_entered_by_hand(client: Client, specialist: User) -> None:
    client.force_login(specialist)
    group = Group.objects.get(name="Taurenīši")
    given = particulars(group.institution)
    address = reverse("programmes:group_change", args=[group.pk])

    sent = client.post(address, {**given, "revision": group.revision})

    assert sent.status_code == 302, sent.content.decode()
    group.refresh_from_db()
    shown = client.get(address).context["form"].initial
    assert {name: getattr(group, f"{name}_id", getattr(group, name)) for name in given} == given
    assert {name: getattr(shown[name], "pk", shown[name]) for name in given} == given


def particulars(institution: Organisation) -> dict[str, Any]:
    """Of everything that is said of a group something else than was taken in."""
    return {
        "name": "Bitītes",
        "grade": 3,
        "programme": Programme.objects.get(code="01015611").pk,
        "site": Site.objects.get(name="B korpuss").pk,
        "min_size": 3,
        "max_size": 24,
        "regime": "24_hour",
    }
