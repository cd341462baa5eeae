"""One row of every table, and the same row with every value changed: each column by itself.

Columns are written as files write them. Of a column that is part of the key the value stays.
"""

from collections.abc import Mapping
from typing import Any

import polars as pl

from gaisma.evidence.interop import kinds
from gaisma.evidence.interop.delivery import Delivery, Outcome, Table
from gaisma.evidence.interop.intake import take_in
from tests.moments import NOW, TODAY

SOURCE = "sender"
Values = tuple[str, str]

PERSON: Mapping[str, Values] = {
    "given_name": ("Elza", "Anna"),
    "family_name": ("Kalniņa", "Bērziņa"),
    "born_on": ("2019-03-14", "2018-04-15"),
    "language": ("lv", "ru"),
}
PLACE = {"institution": "PII-04", "institution_identifier": "i-4"}

VALUES: Mapping[str, Mapping[str, Values | str]] = {
    "institutions": {
        "id": "PII-05",
        "name": ("PII “Pūcīte”", "PII “Vāverīte”"),
        "kind": ("preschool", "basic_school"),
        "parent": ("C-1", "C-2"),
        "founder": ("state", "private"),
        "aliases": ("5. PII | Pūcīte", "6. PII"),
        "address": ("Skolas iela 4", "Parka iela 5"),
        "opened_on": ("2011-09-01", "2012-09-01"),
        "closed_on": ("2024-07-30", "2024-07-31"),
        "successor": ("C-1", "C-2"),
        "register_id": ("R-1", "R-2"),
        "institution_identifier": "i-5",
    },
    "sites": {
        **PLACE,
        "name": "A korpuss",
        "address": ("Skolas iela 4", "Parka iela 5"),
        "latitude": ("55.874", "55.875"),
        "longitude": ("26.536", "26.537"),
    },
    "programmes": {
        **PLACE,
        "code": "01015811",
        "title": ("Speciālā programma", "Cita programma"),
        "stage": ("preschool", "school"),
        "special": ("language | vision", "mental_development"),
        "form_of_study": ("full_time", "extramural"),
        "field": ("stem", "culture"),
        "language": ("lv", "ru"),
        "licence": ("V-1234", "V-1235"),
        "licensed_until": ("2030-08-31", "2031-08-31"),
        "programme_identifier": "p-1",
        "register_id": ("R-3", "R-4"),
    },
    "groups": {
        **PLACE,
        "group": "Taurenīši",
        "school_year": "2023/2024",
        "programme": ("01015811", "01015611"),
        "grade": ("1", "2"),
        "site": ("A korpuss", "B korpuss"),
        "min_size": ("12", "13"),
        "max_size": ("20", "21"),
        "regime": ("day", "24_hour"),
        "programme_identifier": ("p-1", "p-0"),
        "group_identifier": "g-1",
        "register_id": ("R-5", "R-6"),
    },
    "people": {
        **PERSON,
        "person_id": "P-1",
        "personal_code": ("320000-00001", "320000-00011"),
        "register_id": ("R-7", "R-8"),
    },
    "learners": {
        **PERSON,
        **PLACE,
        "person_id": "L-1",
        "personal_code": ("320000-00002", "320000-00012"),
        "group": "Taurenīši",
        "school_year": "2023/2024",
        "registered_on": ("2023-05-02", "2023-05-03"),
        "from": ("2023-09-01", "2023-09-02"),
        "to": ("2024-05-30", "2024-05-31"),
        "home_municipality": ("Paraugpils", "Rīga"),
        "leaving_reason": ("completed", "moved"),
        "group_identifier": "g-1",
        "enrolment_identifier": "e-1",
        "register_id": ("R-9", "R-10"),
    },
    "guardians": {"person_id": "L-1", "guardian": "P-1", "relation": ("mother", "father")},
    "staff": {
        **{name: PERSON[name] for name in ("given_name", "family_name", "language")},
        **PLACE,
        "person_id": "D-1",
        "personal_code": ("320000-00003", "320000-00013"),
        "role": "preschool_teacher",
        "stage": "preschool",
        "load": ("0.750", "0.500"),
        "permanent": ("yes", "no"),
        "from": "2019-09-01",
        "to": ("2024-08-30", "2024-08-31"),
        "qualified": ("yes", "no"),
        "register_id": ("R-11", "R-12"),
    },
    "vacancies": {
        "institution": "PII-04",
        "role": "speech_therapist",
        "opened_on": "2024-06-03",
        "load": ("0.500", "0.250"),
        "expected_on": ("2024-09-01", "2024-09-02"),
        "closed_on": ("2024-10-01", "2024-10-02"),
        "source": ("employment_agency", "institution"),
    },
    "queue": {
        **{name: PERSON[name] for name in ("given_name", "family_name", "born_on")},
        "person_id": "Q-1",
        "stage": "preschool",
        "institution": "PII-04",
        "registered_on": "2023-02-01",
        "left_on": ("2024-06-14", "2024-06-15"),
    },
    "results": {
        "assessment": "exam",
        "paper": "a",
        "institution": "PII-04",
        "group": "Taurenīši",
        "person_id": "L-1",
        "personal_code": ("320000-00002", "320000-00012"),
        "given_name": ("Elza", "Anna"),
        "family_name": ("Kalniņa", "Bērziņa"),
        "attempt": "2",
        "points": ("7.00", "8.00"),
        "percent": ("70.000", "80.000"),
        "mark": ("7", "8"),
        "tasks": ("3 | 4", "4 | 4"),
        "levels": ("whole=low", "whole=high"),
        "absence": ("", ""),
        "reason": ("Hall 1", "Hall 2"),
    },
    "published_averages": {
        "assessment": "exam",
        "paper": "a",
        "institution": "PII-04",
        "percent": ("48.300", "52.000"),
        "source": "VISC",
    },
    "support_activities": {
        "institution": "PII-04",
        "kind": "raid",
        "planned_on": "2024-05-14",
        "topic": "Road",
        "grades": ("7 | 8", "7"),
        "partner": ("Police", "Fire service"),
        "arranged_by": ("institution", "authority"),
        "answers": ("I. Kalns", "J. Kalns"),
        "held_on": ("2024-05-14", "2024-05-15"),
        "hours": ("1.50", "2.00"),
        "learners": ("24", "25"),
        "adults": ("2", "3"),
        "came_of_it": ("Calm.", "A lamp is missing."),
    },
    "class_lessons": {
        "institution": "PII-04",
        "group": "Taurenīši",
        "school_year": "2023/2024",
        "day": "2023-10-16",
        "topic": "other",
        "words": "Draudzība",
        "length": ("2", "3"),
        "led_by": ("guest", "support"),
        "state": ("held", "undone"),
    },
    "declared": {
        "given_name": "Rūta",
        "family_name": "Liepa",
        "born_on": "2014-05-05",
        "personal_code": "320000-00021",
        "address": ("Parka iela 1", "Parka iela 2"),
        "temporary_protection": ("yes", "no"),
        "listed_on": ("2024-08-01", "2024-08-02"),
    },
}
EXCLUSIVE: Mapping[tuple[str, str], str] = {
    ("results", "absence"): "who was absent has no points: tests/unit/quality/assessments",
}
"""Columns that stay empty where the others of their row say something, and who tries them."""
NAMING: Mapping[str, frozenset[str]] = {
    "results": frozenset({"personal_code", "given_name", "family_name", "absence"})
}
"""Columns by which a row of another table is found: they change when that one does."""
TOGETHER: Mapping[str, frozenset[str]] = {"results": frozenset({"points", "percent", "tasks"})}
"""Columns that say one thing in several ways."""
CREATED, CHANGED = 0, 1


def value(kind: str, column: str, which: int) -> str:
    """What stands in the column: at first, or once it is changed."""
    found = VALUES[kind][column]
    return found if isinstance(found, str) else found[which]


def columns() -> list[tuple[str, str]]:
    """Every column of every table that other systems or files may bring."""
    every = (*kinds.given_kinds(), *kinds.BY_OTHER_SYSTEMS)
    return [(kind, column.name) for kind in every for column in kinds.all_columns_of(kind)]


def changing(kind: str) -> list[str]:
    """The columns of a table that have another value, too."""
    alone = VALUES[kind].keys() - NAMING.get(kind, frozenset())
    return [
        name for name, found in VALUES[kind].items() if name in alone and not isinstance(found, str)
    ]


def take(which: int) -> Outcome:
    """The row of every table taken in, all of them at once."""
    return _take(*(_table(kind, {}, which) for kind in VALUES))


def take_changed(kind: str, column: str) -> Outcome:
    """The row of that table taken in again, another value in that column alone."""
    beside = TOGETHER.get(kind, frozenset())
    names = beside if column in beside else {column}
    return _take(_table(kind, dict.fromkeys(names, CHANGED)))


def _take(*tables: Table) -> Outcome:
    delivery = Delivery(SOURCE, "test", "test", 0, "", tables)
    return take_in(delivery, by=None, at=NOW, as_of=TODAY, dry_run=False, yes=True)


def _table(kind: str, others: Mapping[str, int], which: int = CREATED) -> Table:
    names = [column.name for column in kinds.all_columns_of(kind)]
    cells: dict[str, Any] = {name: [value(kind, name, others.get(name, which))] for name in names}
    frame = pl.DataFrame(cells, schema=dict.fromkeys(names, pl.String))
    return Table(kind, f"{kind}.csv", frame.with_columns(row=pl.lit(2, dtype=pl.Int64)))
