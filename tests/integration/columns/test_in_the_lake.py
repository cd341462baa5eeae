"""Every column of every table stands in the lake once it is refreshed, or is said not to."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from gaisma.base.models import Organisation
from gaisma.base.registry import gathered
from gaisma.evidence.lake import queries
from gaisma.record.people.models import Person
from gaisma.record.programmes.models import Group, Programme
from tests import factories
from tests.integration.columns import rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("created")]

IN_LAKE: Mapping[tuple[str, str], str] = {
    ("institutions", "id"): "institutions.code",
    ("institutions", "name"): "institutions.name",
    ("institutions", "kind"): "institutions.institution_kind",
    ("institutions", "parent"): "institutions.parent",
    ("institutions", "founder"): "institutions.founder",
    ("institutions", "aliases"): "institutions.aliases",
    ("institutions", "opened_on"): "institutions.from_on",
    ("institutions", "closed_on"): "institutions.to_on",
    ("institutions", "successor"): "successions.successor_unit",
    ("programmes", "institution"): "programmes.unit",
    ("programmes", "code"): "programmes.code",
    ("programmes", "stage"): "programmes.stage",
    ("programmes", "special"): "programmes.special_programme",
    ("programmes", "form_of_study"): "programmes.form_of_study",
    ("programmes", "field"): "programmes.field",
    ("programmes", "language"): "programmes.language",
    ("groups", "institution"): "groups.unit",
    ("groups", "group"): "groups.group",
    ("groups", "school_year"): "groups.school_year",
    ("groups", "programme"): "groups.programme",
    ("groups", "grade"): "groups.grade",
    ("groups", "site"): "groups.site",
    ("groups", "min_size"): "groups.min_size",
    ("groups", "max_size"): "groups.max_size",
    ("groups", "regime"): "groups.regime",
    ("learners", "person_id"): "enrolments.person",
    ("learners", "institution"): "enrolments.unit",
    ("learners", "group"): "enrolments.group",
    ("learners", "school_year"): "enrolments.school_year",
    ("learners", "registered_on"): "enrolments.registered_on",
    ("learners", "from"): "enrolments.from_on",
    ("learners", "to"): "enrolments.to_on",
    ("learners", "home_municipality"): "enrolments.home_municipality",
    ("staff", "person_id"): "employments.person",
    ("staff", "institution"): "employments.unit",
    ("staff", "role"): "employments.role",
    ("staff", "stage"): "employments.stage",
    ("staff", "load"): "employments.load",
    ("staff", "permanent"): "employments.permanent",
    ("staff", "qualified"): "employments.qualified",
    ("staff", "from"): "employments.from_on",
    ("staff", "to"): "employments.to_on",
    ("vacancies", "institution"): "vacancies.unit",
    ("vacancies", "role"): "vacancies.role",
    ("vacancies", "load"): "vacancies.load",
    ("vacancies", "expected_on"): "vacancies.expected",
    ("vacancies", "opened_on"): "vacancies.from_on",
    ("vacancies", "closed_on"): "vacancies.to_on",
    ("queue", "person_id"): "queue.person",
    ("queue", "stage"): "queue.stage",
    ("queue", "institution"): "queue.unit",
    ("queue", "registered_on"): "queue.registered_on",
    ("queue", "left_on"): "queue.to_on",
    ("results", "assessment"): "assessment_results.assessment",
    ("results", "institution"): "assessment_results.unit",
    ("results", "group"): "assessment_results.group",
    ("results", "person_id"): "assessment_results.person",
    ("results", "attempt"): "assessment_results.attempt",
    ("support_activities", "institution"): "support_activities.unit",
    ("support_activities", "kind"): "support_activities.activity_kind",
    ("support_activities", "held_on"): "support_activities.held_on",
    ("support_activities", "hours"): "support_activities.hours",
    ("support_activities", "learners"): "support_activities.learners",
    ("support_activities", "adults"): "support_activities.adults",
    ("class_lessons", "institution"): "class_lessons.unit",
    ("class_lessons", "group"): "class_lessons.group",
    ("class_lessons", "school_year"): "class_lessons.school_year",
    ("class_lessons", "day"): "class_lessons.held_on",
    ("class_lessons", "length"): "class_lessons.lessons",
}
PERSONAL = "the lake knows people by a pseudonym, and nothing of who they are"
NO_FIGURE = "no figure is made of it"
COMPUTED = "a share of the maximum, bands and thresholds come of it: tests of the room's facts"
NAMED = ("given_name", "family_name", "born_on")
OF_SPELLS = "times out of education come of it: tests of the room's facts"
IDENTIFIER = "other systems' identifiers are for taking in"
NOT_IN_LAKE: Mapping[tuple[str, str], str] = {
    **{
        (kind, name): PERSONAL
        for kind in ("people", "learners", "staff", "queue", "guardians", "results")
        for name in rows.VALUES[kind]
        if name in (*rows.PERSON, "personal_code", "register_id", "guardian", "relation")
    },
    ("people", "person_id"): PERSONAL,
    ("guardians", "person_id"): PERSONAL,
    **{
        (kind, name): IDENTIFIER
        for kind, columns in rows.VALUES.items()
        for name in columns
        if name.endswith("_identifier")
    },
    ("institutions", "address"): NO_FIGURE,
    ("institutions", "register_id"): IDENTIFIER,
    **{("sites", name): NO_FIGURE for name in rows.VALUES["sites"] if name not in rows.PLACE},
    ("sites", "institution"): NO_FIGURE,
    ("programmes", "title"): NO_FIGURE,
    ("programmes", "licence"): NO_FIGURE,
    ("programmes", "licensed_until"): NO_FIGURE,
    ("programmes", "register_id"): IDENTIFIER,
    ("groups", "register_id"): IDENTIFIER,
    ("learners", "leaving_reason"): NO_FIGURE,
    ("vacancies", "source"): NO_FIGURE,
    **{
        ("results", name): COMPUTED
        for name in ("paper", "points", "percent", "mark", "levels", "absence")
    },
    ("results", "tasks"): NO_FIGURE,
    ("results", "reason"): NO_FIGURE,
    **{("declared", name): PERSONAL for name in (*NAMED, "personal_code", "address")},
    ("declared", "temporary_protection"): OF_SPELLS,
    ("declared", "listed_on"): OF_SPELLS,
    **{
        ("support_activities", name): NO_FIGURE
        for name in ("planned_on", "topic", "grades", "partner", "arranged_by", "answers")
    },
    ("support_activities", "came_of_it"): NO_FIGURE,
    **{("class_lessons", name): NO_FIGURE for name in ("topic", "words", "led_by")},
    ("class_lessons", "state"): "the lake has those that took place",
    **{("published_averages", name): NO_FIGURE for name in rows.VALUES["published_averages"]},
}
FILLED_ELSEWHERE: Mapping[str, str] = {
    "enrolments.heads": "groups of which only the total is kept",
    "successions.to_on": "a successor that is succeeded in turn",
}
"""Columns of the lake that no row of a file fills, and what does."""


def test_every_column_is_in_the_lake_or_is_said_not_to_be() -> None:
    every = set(rows.columns())

    assert set(IN_LAKE) | set(NOT_IN_LAKE) == every
    assert not set(IN_LAKE) & set(NOT_IN_LAKE)


def test_lake_holds_what_was_taken_in() -> None:
    tables = {place.partition(".")[0] for place in IN_LAKE.values()}
    held = {table: row_of(table) for table in tables}

    wanted = {place: stands_for(*place) for place in IN_LAKE}
    found = {
        place: told(held[column.partition(".")[0]][column.partition(".")[2]])
        for place, column in IN_LAKE.items()
    }
    assert found == wanted


def test_every_column_of_these_tables_says_something() -> None:
    group = Group.objects.get(name="Taurenīši")
    factories.enrolment(group=group)
    tables = {place.partition(".")[0] for place in IN_LAKE.values()}

    empty = {
        f"{fact.key}.{column}"
        for fact in gathered("FACTS")
        if fact.key in tables
        for column in fact.table.columns
        for values in [read(fact.key)[column].drop_nulls()]
        if not [value for value in values.to_list() if value not in ("", 0, [])]
    }

    assert empty == set(FILLED_ELSEWHERE)


def read(table: str) -> pl.DataFrame:
    """What the newest version of the lake holds of the table."""
    found = queries.latest()
    assert found is not None
    return pl.concat([pl.read_parquet(path) for path in queries.readable(found, table)[table]])


def row_of(table: str) -> dict[str, Any]:
    """The row of the table that was taken in."""
    unit = Organisation.objects.get(code="PII-05" if table in OF_INSTITUTIONS else "PII-04").pk
    found = read(table).filter(pl.col("unit") == unit)
    if table == "programmes":
        found = found.filter(pl.col("code") == "01015811")
    (row,) = found.iter_rows(named=True)
    return row


OF_INSTITUTIONS = ("institutions", "successions")


def stands_for(kind: str, column: str) -> str:
    """The column's value as the lake says it: rows of the record by their numbers."""
    value = rows.value(kind, column, rows.CREATED)
    if column == "person_id":
        return str(Person.objects.get(identifiers__value=value).pseudonym)
    if column in ("institution", "parent", "successor"):
        return str(Organisation.objects.get(code=value).pk)
    if column == "group":
        return str(Group.objects.get(name=value).pk)
    if (kind, column) == ("groups", "programme"):
        return str(Programme.objects.get(code=value).pk)
    return value


def told(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return " | ".join(value)
    if isinstance(value, Decimal | int):
        return str(value)
    return value.isoformat() if isinstance(value, date) else str(value)
