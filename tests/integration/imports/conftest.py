"""A small city into which tables are taken in."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from gaisma.evidence.interop import imports
from gaisma.evidence.interop.delivery import Outcome
from tests import factories
from tests.moments import NOW, TODAY

Take = Callable[..., Outcome]
HEADERS = {
    "institutions": "id,name,kind,parent,founder,aliases,opened_on,closed_on,successor",
    "sites": "institution,name,address,latitude,longitude",
    "programmes": "code,institution,title,stage,special,form_of_study,field,language",
    "groups": "institution,group,school_year,programme,grade,site,min_size,max_size,regime",
    "learners": "person_id,given_name,family_name,born_on,institution,group,school_year,from,to",
    "staff": "person_id,given_name,family_name,institution,role,stage,load,permanent,from,to",
    "vacancies": "institution,role,opened_on,load,expected_on,closed_on,source",
    "queue": ("person_id,given_name,family_name,born_on,stage,institution,registered_on,left_on"),
    "results": "assessment,paper,institution,group,given_name,family_name,points",
    "declared": "given_name,family_name,born_on,address,temporary_protection,listed_on",
    "support_activities": (
        "institution,kind,planned_on,topic,grades,held_on,hours,learners,adults"
    ),
    "published_averages": "assessment,paper,institution,percent,source",
    "class_lessons": "institution,group,school_year,day,topic,words,length,led_by,state",
}


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


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
def take(tmp_path: Path, city: dict[str, Any]) -> Take:
    """Takes in lines of CSV as a table of a kind; the header is the usual one unless given.

    Results are of a test that is planned, and of a learner who is there.
    """

    def taken(kind: str, *lines: str, header: str = "", **options: Any) -> Outcome:
        if kind in ("results", "published_averages") and "exam" not in city:
            city["exam"] = _planned(city)
        if kind == "class_lessons" and "class" not in city:
            city["class"] = factories.group(
                name="5.a", grade=5, programme=city["programme"], school_year=_year(city)
            )
        path = written(tmp_path / f"{kind}.csv", header or HEADERS[kind], lines)
        return take_file(path, kind, **options)

    return taken


def _year(city: dict[str, Any]) -> Any:
    return city["butterflies"].school_year


def _planned(city: dict[str, Any]) -> Any:
    elza = factories.person(given_name="Elza", family_name="Kalniņa")
    factories.enrolment(group=city["butterflies"], person=elza)
    exam = factories.assessment(key="exam", school_year=city["butterflies"].school_year)
    return factories.paper(assessment=exam, code="a", maximum=10, grade=None, stage="preschool")


def take_file(path: Path, kind: str, **options: Any) -> Outcome:
    """Take in the file on the day of the tests."""
    return imports.take_table(path, kind, by=None, at=NOW, **{"as_of": TODAY, **options})


def written(path: Path, header: str, lines: Sequence[str]) -> Path:
    """The file, written anew."""
    path.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
    return path


def places(outcome: Outcome) -> list[tuple[int | None, str | None]]:
    """Rows and columns of the problems."""
    return [(problem.row, problem.column) for problem in outcome.problems]
