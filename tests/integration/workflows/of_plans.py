"""The closing of a school, and its new school year."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from gaisma.workplace.closing import actions as closings
from gaisma.workplace.closing.models import Closing
from gaisma.workplace.new_year import actions
from gaisma.workplace.new_year.models import Plan
from tests import factories
from tests.integration.workflows.journeys import of
from tests.moments import NOW

WHO: dict[str, Any] = {"by": None, "at": NOW}
TERMS: dict[str, Any] = {"on": date(2024, 8, 31), "decision": "Nr. 87"}


@of("closing.closing")
def closing() -> Iterator[tuple[str, Closing | None]]:
    row = closings.begin(institution=factories.institution(), **TERMS, **WHO)
    yield "begin", row
    given: dict[str, dict[str, Any]] = {
        "change": {**TERMS, "decision": "Nr. 88"},
        "change_groups": {"destinations": {}},
        "change_posts": {"ending": []},
        "carry_out": {},
    }
    for act in given:
        row = Closing.objects.get(pk=row.pk)
        getattr(closings, act)(closing=row, revision=row.revision, **given[act], **WHO)
        yield act, row
    closings.undo(closing=Closing.objects.get(pk=row.pk), **WHO)
    yield "undo", row
    row = Closing.objects.get(pk=row.pk)
    closings.drop(closing=row, revision=row.revision, **WHO)
    yield "drop", None


@of("new_year.plan")
def plan() -> Iterator[tuple[str, Plan | None]]:
    school = factories.institution()
    programme = factories.programme(institution=school)
    year = factories.school_year("2023/2024")
    factories.group(name="1.a", grade=1, programme=programme, school_year=year)
    row = actions.begin(institution=school, school_year="2024/2025", **WHO)
    yield "begin", row

    def at() -> dict[str, Any]:
        return {"revision": Plan.objects.get(pk=row.pk).revision, **WHO}

    actions.change_groups(plan=Plan.objects.get(pk=row.pk), changed={}, **at())
    yield "change_groups", row
    group = row.groups.get(name="2.a")
    actions.change_group(group=group, fields={"name": "2.b"}, **at())
    yield "change_group", row
    fields = {"name": "1.x", "programme": programme, "grade": 1}
    opened = actions.open_group(plan=Plan.objects.get(pk=row.pk), fields=fields, **at())
    yield "open_group", row
    actions.drop_group(group=opened, **at())
    yield "drop_group", row
    actions.change_learners(plan=Plan.objects.get(pk=row.pk), choices={}, **at())
    yield "change_learners", row
    actions.change_programmes(plan=Plan.objects.get(pk=row.pk), replaced={}, **at())
    yield "change_programmes", row
    actions.carry_out(plan=Plan.objects.get(pk=row.pk), **at())
    yield "carry_out", row
    actions.undo(plan=Plan.objects.get(pk=row.pk), **WHO)
    yield "undo", row
    actions.drop(plan=Plan.objects.get(pk=row.pk), **at())
    yield "drop", None
