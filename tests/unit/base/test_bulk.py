from datetime import UTC, date, datetime
from decimal import Decimal

import polars as pl
import pytest
from django.db import IntegrityError, connection, transaction

from gaisma.base import bulk
from gaisma.base.models import Organisation
from gaisma.record.people.models import Employment, Person
from gaisma.record.programmes.models import Programme
from tests import factories
from tests.moments import NOW

pytestmark = pytest.mark.django_db


def people(*names: str) -> pl.DataFrame:
    ids = bulk.reserve_ids(Person, len(names))
    return pl.DataFrame(
        {
            "id": list(ids),
            "given_name": list(names),
            "family_name": "Kalniņa",
            "born_on": date(2019, 3, 14),
            "changed_at": NOW,
        }
    )


def test_insert_writes_what_the_model_reads() -> None:
    bulk.insert(Person, people("Elza", 'Žanis "Ž" \\ O\'Hara'))

    first, second = Person.objects.order_by("pk")
    assert (first.given_name, first.born_on, first.changed_at) == ("Elza", date(2019, 3, 14), NOW)
    assert second.given_name == 'Žanis "Ž" \\ O\'Hara'
    assert first.revision == 1


def test_insert_gives_each_row_a_unique_default_of_its_own() -> None:
    bulk.insert(Person, people("Elza", "Anna"))

    assert len(set(Person.objects.values_list("pseudonym", flat=True))) == 2


def test_insert_keeps_lists_decimals_and_microseconds() -> None:
    school, person = factories.institution(), factories.person()
    moment = datetime(2024, 8, 20, 9, 0, 0, 123456, tzinfo=UTC)
    common = {"institution_id": school.pk, "changed_at": moment}

    bulk.insert(
        Programme,
        pl.DataFrame(
            [{"code": "1", "title": "T", "stage": "school", "special": ['a"b', "ī"], **common}]
        ),
    )
    bulk.insert(
        Employment,
        pl.DataFrame(
            [
                {
                    "person_id": person.pk,
                    "role": "head",
                    "load": Decimal("0.375"),
                    "permanent": True,
                    "from_on": date(2020, 9, 1),
                    **common,
                }
            ]
        ),
    )

    assert Programme.objects.get().special == ['a"b', "ī"]
    employment = Employment.objects.get()
    assert (employment.load, employment.permanent, employment.changed_at) == (
        Decimal("0.375"),
        True,
        moment,
    )


def test_insert_tells_a_broken_constraint_as_the_framework_does() -> None:
    rows = people("Elza", "Anna").with_columns(pseudonym=pl.lit(7, dtype=pl.Int64))

    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(Person, rows)


def test_insert_keeps_whatever_stands_in_a_text_of_a_list() -> None:
    said = ['a "b" \\ c', "two\nlines", "tab\there", "\x01", "ī"]
    school = factories.institution(code="s")
    fields = {"title": "T", "stage": "school", "institution_id": school.pk, "changed_at": NOW}

    bulk.insert(Programme, pl.DataFrame([{"code": "1", "special": said, **fields}]))

    assert Programme.objects.get().special == said


def test_reserve_ids_never_gives_one_twice() -> None:
    first = bulk.reserve_ids(Person, 2)
    bulk.insert(Person, people("Elza"))
    made = Person.objects.get().pk
    Person.objects.all().delete()

    second = bulk.reserve_ids(Person, 2)

    assert len(first) == len(second) == 2
    assert min(second) > made


def test_update_changes_only_the_named_rows_and_columns() -> None:
    frame = people("Elza", "Anna")
    bulk.insert(Person, frame)

    bulk.update(Person, pl.DataFrame({"id": [frame["id"][0]], "given_name": ["Zelma"]}))

    assert list(Person.objects.order_by("pk").values_list("given_name", "family_name")) == [
        ("Zelma", "Kalniņa"),
        ("Anna", "Kalniņa"),
    ]


def test_delete_refuses_what_others_refer_to() -> None:
    school = factories.institution()

    with pytest.raises(IntegrityError):
        _delete_and_check(school.parent_id)


def _delete_and_check(organisation: int) -> None:
    with transaction.atomic():
        bulk.delete(Organisation, [organisation])
        connection.check_constraints()


def test_frame_of_gives_back_what_was_inserted() -> None:
    frame = people("Elza", "Anna")
    bulk.insert(Person, frame)

    read = bulk.frame_of(Person.objects.order_by("pk"), *frame.columns)

    assert read.rows() == frame.rows()
    assert read.schema["born_on"] == pl.Date


def test_frame_of_no_rows_has_the_types() -> None:
    read = bulk.frame_of(Employment.objects.all(), "load", "person__pseudonym", "permanent")

    assert read.schema == pl.Schema(
        {"load": pl.Decimal(6, 3), "person__pseudonym": pl.Int64, "permanent": pl.Boolean}
    )
