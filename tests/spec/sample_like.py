"""Tables like those of a city, by chance but always the same, to ask both engines."""

import csv
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from gaisma.analytics.engines import Files
from gaisma.analytics.questions import Node
from gaisma.analytics.safety_terms import ACTIVITY_KINDS
from gaisma.analytics.support_terms import (
    AGE_GROUPS,
    CASE_OUTCOMES,
    FUNDINGS,
    PROTECTIONS,
    SUPPORT_KINDS,
    TRACINGS,
)
from gaisma.analytics.tables import LakeTable
from gaisma.analytics.vocabulary import (
    EVALUATIONS,
    FIELDS,
    FORMS_OF_STUDY,
    LANGUAGES,
    OBSERVERS,
    REGIMES,
    ROLES,
    SPECIAL_NEEDS,
    STAGES,
    STATUSES,
    TEACHING_ROLES,
)
from gaisma.analytics.work_terms import (
    ASSESSMENT_KINDS,
    DEFECT_SEVERITIES,
    INSPECTION_RESULTS,
    TRAINING_TOPICS,
    VACANCY_FILLINGS,
)
from tests.spec.specs import lake_tables

SAMPLE = Path(__file__).resolve().parents[2] / "gaisma" / "sample"
ROWS = 1_500
WORDS: dict[str, Sequence[str | int]] = {
    "activity_kind": ACTIVITY_KINDS.codes,
    "stage": STAGES.codes,
    "role": ROLES.codes,
    "status": STATUSES.codes,
    "language": LANGUAGES.codes,
    "form_of_study": FORMS_OF_STUDY.codes,
    "field": FIELDS.codes,
    "regime": REGIMES.codes,
    "school_year": ["2023/2024", "2024/2025"],
    "home_municipality": ["Paraugpils", "Paraugu novads", "Rīga"],
    "site": ["Liepu iela 1", "Bērzu iela 2"],
    "grade": range(1, 13),
    "heads": [0],
    "min_size": [2],
    "max_size": range(3, 24),
    "group": range(300),
    "programme": range(100),
    "observer": OBSERVERS.codes,
    "term": (1, 2),
    "teacher": range(60),
    "subject": ["MAT", "LV"],
    "criterion": ["three phases", "outcomes clearly defined"],
    "kind": EVALUATIONS.codes,
    "filling": VACANCY_FILLINGS.codes,
    "expected": ["2024-09-02", "2024-10-01", "not_set"],
    "result": INSPECTION_RESULTS.codes,
    "severity": DEFECT_SEVERITIES.codes,
    "answer": ["yes", "no"],
    "seen": ["work in groups", "test"],
    "topic": TRAINING_TOPICS.codes,
    "represents": ["founder", "parents"],
    "level": ["excellent", "very good", "good", "needs improvement"],
    "assessment_kind": ASSESSMENT_KINDS.codes,
    "assessment": ["monitoring 2024", "exam 2024"],
    "attempt": (1, 2),
    "skill": ["whole", "reading"],
    "band": ["low", "mastered"],
    "reference": ["state", "type"],
    "month": ["2024-04", "2024-05"],
    "support_kind": SUPPORT_KINDS.codes,
    "funding": FUNDINGS.codes,
    "case_outcome": CASE_OUTCOMES.codes,
    "age_group": AGE_GROUPS.codes,
    "protection": PROTECTIONS.codes,
    "tracing": TRACINGS.codes,
    "talks": (1, 2),
}
"""What may stand in a column of that name; one of five is left empty. Numbers of records that are
called alike are numbers."""


@cache
def institutions() -> list[dict[str, Any]]:
    """The sample city's institutions with ids, as the lake holds them."""
    with (SAMPLE / "institutions.csv").open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    ids = {line["name"]: number for number, line in enumerate(lines, start=1)}
    return [
        {
            "unit": ids[line["name"]],
            "institution": ids.get(line["parent"], ids[line["name"]]),
            "institution_kind": line["kind"],
            "founder": line["founder"],
            "authority": 1,
            "code": f"i{ids[line['name']]}",
            "name": line["name"],
            "to_on": date.fromisoformat(line["closed_on"]) if line["closed_on"] else None,
        }
        for line in lines
    ]


def subtree(name: str) -> Node:
    """The institution of that name, with its units."""
    (top,) = (line for line in institutions() if line["name"] == name)
    below = [line["unit"] for line in institutions() if line["institution"] == top["unit"]]
    return Node(top["code"], tuple(below))


def written(folder: Path) -> Files:
    """The tables as files, larger ones in two."""
    files: dict[str, list[Path]] = {}
    for columns in lake_tables():
        table = _table(columns)
        middle = table.num_rows // 2
        files[columns.key] = []
        for part in (table.slice(0, middle), table.slice(middle)):
            files[columns.key].append(folder / f"{columns.key} {len(files[columns.key])}.parquet")
            pq.write_table(part, files[columns.key][-1])
    return files


def _table(columns: LakeTable) -> pa.Table:
    rng = Random(columns.key)
    if columns.key == "institutions":
        rows = institutions()
    else:
        rows = [_row(columns, rng) for _ in range(_length(columns.key))]
    schema = ibis.schema(dict(columns.columns)).to_pyarrow()
    return pa.Table.from_pylist([{**_empty_lists(columns), **row} for row in rows], schema)


def _length(key: str) -> int:
    return {"successions": 3, "assessment_references": 3, "statuses": 40, "vacancies": 60}.get(
        key, ROWS
    )


def _row(columns: LakeTable, rng: Random) -> dict[str, Any]:
    row = {name: _chosen(name, kind, rng) for name, kind in columns.columns.items()}
    place = rng.choice(institutions())
    row |= {name: place[name] for name in ("unit", "institution", "institution_kind", "founder")}
    taker = rng.choice(institutions())
    row |= {f"successor_{name}": taker[name] for name in ("unit", "institution_kind", "founder")}
    row["successor_institution"] = taker["institution"]
    row["teaching"] = row.get("role") in TEACHING_ROLES
    return {name: row[name] for name in columns.columns}


def _chosen(name: str, kind: str, rng: Random) -> Any:
    if kind == "array<string>":
        return rng.sample(list(SPECIAL_NEEDS.codes), rng.choice([0, 0, 1, 2]))
    if kind == "date":
        return _day(name, rng)
    if kind == "boolean":
        return rng.choice([True, False, None])
    if kind.startswith("decimal"):
        places = int(kind.rstrip(")").split(",")[1])
        return Decimal(rng.randrange(1, 1500)).scaleb(-places)
    if name in WORDS and isinstance(WORDS[name][0], int) == (kind == "int64"):
        return None if rng.random() < 0.2 and name != "heads" else rng.choice(WORDS[name])
    return rng.randrange(900) if kind == "int64" else f"word {rng.randrange(20)}"


def _day(name: str, rng: Random) -> date | None:
    day = date(2024, 9, 1) + timedelta(days=rng.randrange(-500, 30))
    if name == "to_on":
        return rng.choice([None, None, day, date(2024, 9, 1)])
    return rng.choice([None, day, date(2024, 9, 1), date(2024, 8, 20)])


def _empty_lists(columns: LakeTable) -> dict[str, list[str]]:
    return {name: [] for name, kind in columns.columns.items() if kind == "array<string>"}
