"""The record in memory: rows planned, changed, compared with what is stored."""

from datetime import date
from typing import Any

import polars as pl
import pytest

from gaisma.base.models import Organisation, SchoolYear
from gaisma.evidence.interop.called import InstitutionNames
from gaisma.evidence.interop.checking import Check
from gaisma.evidence.interop.delivery import Table
from gaisma.evidence.interop.findings import Findings
from gaisma.evidence.interop.planning import Draft, worst
from gaisma.evidence.interop.records import Records
from gaisma.record.organisations.models import Site
from gaisma.record.people.models import Person
from tests import factories
from tests.moments import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Draft:
    planning = Draft(source="sis", today=TODAY)
    planning.check = Check(Table("sites", "sites.csv", pl.DataFrame()), Findings())
    return planning


def rows(**columns: list[Any]) -> pl.DataFrame:
    frame = pl.DataFrame(columns)
    return frame.with_columns(pl.int_range(2, frame.height + 2).alias("row"))


def test_records_give_new_rows_defaults_of_their_own() -> None:
    records = Records()

    ids = records.fresh_ids(Person, 2)
    names = pl.DataFrame({"id": ids, "given_name": ["A", "B"], "family_name": ["C", "D"]})
    records.add(Person, names)

    created = records.created(Person)
    assert created["id"].to_list() == [-1, -2]
    assert created["pseudonym"].n_unique() == 2
    assert created["personal_code_encrypted"].to_list() == ["", ""]
    assert created["revision"].to_list() == [1, 1]


def test_records_change_only_what_differs_in_the_end() -> None:
    site = factories.site(name="A")
    other = factories.site(name="B")
    records = Records()
    records.of(Site)

    records.change(Site, pl.DataFrame({"id": [site.pk, other.pk], "name": ["X", "B"]}))
    changed, previous = records.changed(Site)
    assert (changed["name"].to_list(), previous["name"].to_list()) == (["X"], ["A"])

    records.change(Site, pl.DataFrame({"id": [site.pk], "name": ["A"]}))
    assert records.changed(Site)[0].is_empty()


def test_records_that_are_only_read_are_not_changed() -> None:
    factories.site()
    records = Records()

    records.of(Site)

    assert records.changed(Site)[0].is_empty()
    assert records.created(Site).is_empty()


def test_upsert_tells_created_changed_and_unchanged(draft: Draft) -> None:
    institution = factories.institution()
    factories.site(institution=institution, name="A", address="old")
    factories.site(institution=institution, name="B", address="same")

    given = rows(
        institution_id=[institution.pk] * 3, name=["A", "B", "C"], address=["new", "same", "new"]
    )
    done = draft.upsert(Site, given, match=("institution_id", "name"), values=("address",))

    assert done["outcome"].to_list() == ["changed", "unchanged", "created"]
    assert done["id"].to_list()[2] < 0


def test_upsert_changes_a_stored_row_once_though_two_rows_name_it(draft: Draft) -> None:
    """Both bring the source's own identifier: of the two the first holds."""
    stored = factories.site(name="A", address="old")

    given = rows(
        id=[stored.pk, stored.pk],
        institution_id=[stored.institution_id] * 2,
        name=["A", "B"],
        address=["first", "second"],
    )
    done = draft.upsert(Site, given, match=("institution_id", "name"), values=("address",))

    assert done.select("row", "outcome").rows() == [(2, "changed")]
    changed, _previous = draft.records.changed(Site)
    assert changed.select("id", "address").rows() == [(stored.pk, "first")]


def test_upsert_clears_a_text_that_must_not_be_null(draft: Draft) -> None:
    institution = factories.institution(address="Rīgas iela 1")

    given = rows(code=[institution.code], address=[None]).cast({"address": pl.String})
    draft.upsert(Organisation, given, match=("code",), values=("address",))

    changed, _previous = draft.records.changed(Organisation)
    assert changed["address"].to_list() == [""]


def test_school_year_is_planned_once_and_found(draft: Draft) -> None:
    stored = factories.school_year("2023/2024")

    found = draft.school_year(rows(school_year=["2023/2024", "2024/2025", "2024/2025"]))

    assert found["school_year_id"].to_list() == [stored.pk, -1, -1]
    planned = draft.records.created(SchoolYear)
    assert planned.select("name", "starts_on").rows() == [("2024/2025", date(2024, 9, 1))]


def test_refer_tells_what_is_near(draft: Draft) -> None:
    institution = factories.institution()
    factories.site(institution=institution, name="A korpuss")

    given = rows(institution_id=[institution.pk] * 2, site=["A korpus", "A korpuss"])
    on = {"institution_id": "institution_id", "name": "site"}
    found = draft.refer(given, Site, on, into="site_id", message="%(value)s: %(near)s")

    assert found["row"].to_list() == [3]
    assert [problem.message for problem in draft.check.findings.problems] == ["A korpus: A korpuss"]


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        ("created", "unchanged", "created"),
        ("changed", "created", "created"),
        ("unchanged", "changed", "changed"),
        ("unchanged", "unchanged", "unchanged"),
    ],
)
def test_worst_outcome_is_that_of_the_row(first: str, second: str, outcome: str) -> None:
    frame = pl.DataFrame({"a": [first], "b": [second]})

    assert frame.select(worst("a", "b")).item() == outcome


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("PII-04", 1),
        ("pii-04", 1),
        ("4000", 2),
        ("zīlīte", 1),
        ("4. PII", 2),
        ("Skola", None),
        ("Nowhere", None),
        ("Bērnudārzs", 1),
    ],
)
def test_names_find_one_institution_or_none(text: str, found: int | None) -> None:
    organisations = pl.DataFrame(
        {
            "id": [1, 2, 3, 4],
            "code": ["PII-04", "PII-05", "S-1", "S-2"],
            "registration_number": ["", "4000", "", ""],
            "name": ["Zīlīte", "Pūcīte", "Skola", "Skola"],
            # An alias is weaker than the name of another.
            "aliases": [["Bērnudārzs"], ["4. PII", "Zīlīte"], [], None],
        }
    )

    assert InstitutionNames(organisations).found(text) == found
