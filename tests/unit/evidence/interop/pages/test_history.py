from typing import Any

import pytest
from django.test import Client

from gaisma.base.models import User
from gaisma.evidence.interop.models import Import
from gaisma.record.programmes.models import Group
from tests import factories
from tests.moments import NOW
from tests.pages import read
from tests.unit.evidence.interop.pages.conftest import Send

pytestmark = pytest.mark.django_db
CHANGED = "zilite,Bitītes,2024/2025,01015611,5,24"
ADDED = "zilite,Taurenīši,2024/2025,01015611,5,20"


@pytest.fixture
def taken(signed_in: Client, send: Send) -> Import:
    upload = send(CHANGED, ADDED)
    signed_in.post(f"/imports/files/{upload.pk}/take-in/")
    return Import.objects.get()


def test_history_says_who_when_and_how_many(signed_in: Client, taken: Import) -> None:
    page = read(signed_in, "/imports/")

    assert "groups.csv" in page
    assert "Specialist" in page
    assert "taken in" in page


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("file=GROUP", True),
        ("file=staff", False),
        ("kind=table+groups", True),
        ("kind=table+staff", False),
        ("state=taken", True),
        ("state=undone", False),
        ("since=2999-01-01", False),
    ],
)
def test_history_is_narrowed(
    signed_in: Client, taken: Import, query: str, *, is_found: bool
) -> None:
    assert (f'href="/imports/{taken.pk}/"' in read(signed_in, f"/imports/?{query}")) is is_found


def test_history_is_taken_away_as_file(signed_in: Client, taken: Import) -> None:
    answer = signed_in.get("/imports/?format=csv")

    line = answer.content.decode("utf-8-sig").splitlines()[1]
    assert line.startswith("groups.csv,Groups,")
    assert line.endswith(",1,1,0,taken in")


def test_import_says_what_it_changed(signed_in: Client, taken: Import) -> None:
    page = read(signed_in, f"/imports/{taken.pk}/")

    assert "max_size: 1" in page
    assert taken.sha256 in page


def test_import_tells_rows_that_were_changed_again(signed_in: Client, taken: Import) -> None:
    Group.objects.filter(name="Bitītes").update(revision=9)

    page = read(signed_in, f"/imports/{taken.pk}/")

    assert "1 row was changed again since" in page


def test_undo_asks_and_puts_back(signed_in: Client, taken: Import) -> None:
    assert "Undo the import" in read(signed_in, f"/imports/{taken.pk}/undo/")

    signed_in.post(f"/imports/{taken.pk}/undo/")

    assert Group.objects.get(name="Bitītes").max_size == 20
    assert not Group.objects.filter(name="Taurenīši").exists()
    assert "undone" in read(signed_in, f"/imports/{taken.pk}/")


def test_undo_that_cannot_be_done_says_which_rows(signed_in: Client, taken: Import) -> None:
    factories.enrolment(group=Group.objects.get(name="Taurenīši"))
    Group.objects.filter(name="Bitītes").update(revision=9)

    page = read(signed_in, f"/imports/{taken.pk}/undo/")

    assert "It cannot be undone: 2 rows" in page
    assert "This row was changed since." in page
    signed_in.post(f"/imports/{taken.pk}/undo/")
    taken.refresh_from_db()
    assert taken.undone_at is None


def test_undo_of_the_undone_leads_to_the_import(signed_in: Client) -> None:
    undone = factories.import_(undone_at=NOW)

    assert signed_in.get(f"/imports/{undone.pk}/undo/")["Location"] == f"/imports/{undone.pk}/"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("specialist", 200),
        ("auditor", 200),
        ("head", 403),
        ("teacher", 403),
        ("support", 403),
        ("visitor", 403),
        ("administrator", 403),
    ],
)
def test_history_is_for_officials_and_auditors(
    request: Any, reader: Client, who: str, status: int
) -> None:
    reader.force_login(request.getfixturevalue(who))

    read(reader, "/imports/", status=status)


def test_auditor_changes_nothing(reader: Client, auditor: User, taken: Import) -> None:
    reader.force_login(auditor)

    page = read(reader, f"/imports/{taken.pk}/")

    assert "/undo/" not in page
    read(reader, f"/imports/{taken.pk}/undo/", status=403)


def test_import_that_is_none_is_not_found(signed_in: Client) -> None:
    read(signed_in, "/imports/999/", status=404)
    read(signed_in, "/imports/files/999/", status=404)
