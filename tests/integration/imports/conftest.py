"""A small city into which tables are taken in."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from gaisma.evidence.interop import imports
from gaisma.evidence.interop.delivery import Outcome
from tests import factories
from tests.moments import NOW, TODAY

Take = Callable[..., Outcome]
HEADERS = {
    "learners": "person_id,given_name,family_name,born_on,institution,group,school_year,from,to",
    "staff": "person_id,given_name,family_name,institution,role,stage,load,permanent,from,to",
}


@pytest.fixture
def city(installation: object) -> dict[str, Any]:
    """A preschool with a programme and two groups in 2024/2025."""
    preschool = factories.preschool(code="PII-04", name="Paraugpils PII “Zīlīte”")
    programme = factories.programme(institution=preschool, code="01015611", stage="preschool")
    year = factories.school_year("2024/2025")
    given = {"programme": programme, "school_year": year, "max_size": 20}
    return {
        "preschool": preschool,
        "programme": programme,
        "butterflies": factories.group(name="Taurenīši", **given),
        "bees": factories.group(name="Bitītes", **given),
    }


@pytest.fixture
def take(tmp_path: Path, city: object) -> Take:
    """Takes in lines of CSV as a table of a kind; the header is the usual one unless given."""

    def taken(kind: str, *lines: str, header: str = "", **options: Any) -> Outcome:
        path = written(tmp_path / f"{kind}.csv", header or HEADERS[kind], lines)
        return imports.take_table(path, kind, by=None, at=NOW, as_of=TODAY, **options)

    return taken


def written(path: Path, header: str, lines: Sequence[str]) -> Path:
    """The file, written anew."""
    path.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
    return path
