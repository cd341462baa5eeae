"""What was taken in is shown: to programs, and behind figures."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from django.test import Client

from gaisma.base.models import Organisation, User
from gaisma.evidence.figures import records
from gaisma.evidence.interop import kinds, titles
from gaisma.record.programmes.models import Group, Programme
from tests.integration.columns import kept, rows
from tests.pages import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("created")]
ENTERED = {
    "registration_number": "2701900001",
    "phone": "+371 20000000",
    "email": "pii@example.lv",
    "website": "https://pii.example.lv",
}
NOT_IN_THE_INTERFACE: Mapping[str, str] = {
    "base.Organisation.aliases": "names by which files know it; the search looks into them",
    "programmes.Programme.special": "figures are asked for by it",
    "programmes.Programme.form_of_study": "figures are asked for by it",
    "programmes.Programme.field": "figures are asked for by it",
    "programmes.Programme.register_id": "not asked for",
    "programmes.Group.site": "figures are asked for by it",
    "programmes.Group.regime": "figures are asked for by it",
    "programmes.Group.register_id": "not asked for",
    "programmes.Group.learners_total": "is its size",
}
"""Fields of what the interface for programs tells of that it does not tell, and why."""


@pytest.fixture
def signed_in(reader: Client, specialist: User) -> Client:
    reader.force_login(specialist)
    return reader


def test_interface_for_programs_tells_every_field(signed_in: Client) -> None:
    Organisation.objects.filter(code="PII-05").update(**ENTERED)

    institution = asked(signed_in, "institutions?per_page=500", code="PII-05")
    programme = asked(signed_in, "programmes", code="01015811")
    group = asked(signed_in, "groups?school_year=2023/2024", name="Taurenīši")

    def value(kind: str, *names: str) -> dict[str, str]:
        return {name: rows.value(kind, name, rows.CREATED) for name in names}

    assert texts(institution) == {
        "id": str(Organisation.objects.get(code="PII-05").pk),
        "code": "PII-05",
        **value("institutions", "name", "kind", "founder", "parent", "register_id", "address"),
        **value("institutions", "opened_on", "closed_on"),
        **ENTERED,
    }
    assert texts(programme) == {
        "id": str(Programme.objects.get(code="01015811").pk),
        **value("programmes", "institution", "code", "title", "stage", "language", "licence"),
        **value("programmes", "licensed_until"),
    }
    assert texts(group) == {
        "id": str(Group.objects.get(name="Taurenīši").pk),
        **value("groups", "institution", "school_year", "programme", "grade"),
        "name": "Taurenīši",
        "stage": "preschool",
        "size": "1",
        "minimum": rows.value("groups", "min_size", rows.CREATED),
        "maximum": rows.value("groups", "max_size", rows.CREATED),
    }
    told = {"base.Organisation": institution, "programmes.Programme": programme}
    told |= {"programmes.Group": {**group, "min_size": 0, "max_size": 0}}
    untold = {
        f"{label}.{name}"
        for label, item in told.items()
        for name in fields(apps.get_model(label))
        if name not in item
    }
    assert untold == set(NOT_IN_THE_INTERFACE)


def test_every_column_of_the_contract_has_a_title() -> None:
    names = {column.name for kind in kinds.known_kinds() for column in kinds.columns_of(kind)}

    assert names - set(titles.column_titles()) == set()


def asked(client: Client, path: str, **named: str) -> dict[str, Any]:
    items = client.get(f"/api/v1/{path}").json()["items"]
    (item,) = [one for one in items if all(one[name] == value for name, value in named.items())]
    found: dict[str, Any] = item
    return found


def texts(item: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in item.items()}


def fields(model: type[Model]) -> list[str]:
    names = [field.name for field in model._meta.concrete_fields]
    return [name for name in names if name not in kept.ALWAYS]


BEHIND: Mapping[str, Mapping[str, str]] = {
    "groups.count/records/?school_year=2023/2024": {
        "Group": "Taurenīši",
        "Institution": "Paraugpils PII “Zīlīte”",
        "Programme": "01015811",
        "Grade": "1",
        "Stage": "preschool",
        "Minimum": "12",
        "Maximum": "20",
        "From": "1 September 2023",
        "To": "31 August 2024",
    },
    "learners.count/records/?school_year=2023/2024": {
        "Person": "Kalniņa, Elza",
        "Institution": "Paraugpils PII “Zīlīte”",
        "Group": "Taurenīši",
        "Programme": "01015811",
        "Grade": "1",
        "Stage": "preschool",
        "Home municipality": "Paraugpils",
        "Registered": "2 May 2023",
        "From": "1 September 2023",
        "To": "30 May 2024",
    },
    "staff.count/records/?school_year=2023/2024": {
        "Person": "Kalniņa, Elza",
        "Institution": "Paraugpils PII “Zīlīte”",
        "Stage": "preschool",
        "Role": "preschool teacher",
        "Load": "0.75",
        "Permanent": "yes",
        "Qualified": "yes",
        "From": "1 September 2019",
        "To": "30 August 2024",
    },
    "vacancies.load/records/": {
        "Vacancy": "speech therapist",
        "Institution": "Paraugpils PII “Zīlīte”",
        "Role": "speech therapist",
        "Load": "0.5",
        "From": "3 June 2024",
        "To": "1 October 2024",
    },
    "queue.count/records/?as_of=2024-01-01": {
        "Person": "Kalniņa, Elza",
        "Institution": "Paraugpils PII “Zīlīte”",
        "Stage": "preschool",
        "Registered": "1 February 2023",
        "From": "1 February 2023",
        "To": "14 June 2024",
    },
    "places.free/records/?school_year=2023/2024": {
        "Group": "Taurenīši",
        "Enrolled": "1",
        "Free places": "19",
    },
}
OF_OTHERS = {
    "Heads": "groups of which only the total is kept",
    "Status": "statuses of institutions",
}
"""Columns of pages of records that no file fills."""


@pytest.mark.parametrize("address", BEHIND)
def test_records_behind_a_figure_show_every_column(signed_in: Client, address: str) -> None:
    page = read(signed_in, f"/figures/{address}")

    headings = words(page[page.index("<thead") : page.index("</thead")], "th")
    found = dict(zip(headings, words(page[page.index("<tbody") :], "t[hd]"), strict=False))
    assert {name: found.get(name) for name in BEHIND[address]} == BEHIND[address]


def words(part: str, cell: str) -> list[str]:
    """What the cells say, without their links."""
    cells = re.findall(rf"<{cell}[^>]*>(.*?)</{cell}>", part, re.DOTALL)
    return [re.sub(r"<[^>]*>", "", text).strip() for text in cells]


def test_every_column_of_records_is_looked_at() -> None:
    looked_at = {title for columns in BEHIND.values() for title in columns}

    assert looked_at | set(OF_OTHERS) == {
        records.column_title(name) for name in records.COLUMN_TITLES
    }
