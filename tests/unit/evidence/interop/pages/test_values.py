"""What a sender's values mean, said on the page of its file: chosen, remembered, taken back."""

from typing import Any

import pytest
from django.test import Client

from gaisma.base.models import User
from gaisma.evidence.interop.models import ColumnMapping, Upload
from tests import factories
from tests.pages import read
from tests.unit.evidence.interop.pages.conftest import HEADER, Send

pytestmark = pytest.mark.django_db

WITH_REGIME = HEADER + ",regime"
LINES = [
    "zilite,Bitītes,2024/2025,01015611,5,20,d",
    "zilite,Rūķīši,2024/2025,01015611,5,20,D",
    "zilite,Taurenīši,2024/2025,01015611,5,20,dn",
    "zilite,Zvirbuļi,2024/2025,01015611,5,20,-",
]
CHOSEN = {"value_0": "day", "value_1": "(empty)", "value_2": "24_hour"}


@pytest.fixture
def sent(send: Send) -> Upload:
    return send(*LINES, header=WITH_REGIME, source="journal")


def page_of(client: Client, upload: Upload) -> str:
    return read(client, f"/imports/files/{upload.pk}/")


def choose(client: Client, upload: Upload, chosen: dict[str, str]) -> Upload:
    client.post(f"/imports/files/{upload.pk}/values/", chosen)
    upload.refresh_from_db()
    return upload


def test_unknown_values_are_offered_with_the_terms_of_the_list(
    signed_in: Client, sent: Upload
) -> None:
    page = page_of(signed_in, sent)

    assert sent.status == "refused"
    assert "What values mean" in page
    assert page.count("not chosen") == 3
    assert 'value="24_hour"' in page
    assert page.count("as an empty cell") == 3
    assert "is not known" in page


def test_chosen_values_are_remembered_and_the_next_file_is_read_so(
    signed_in: Client, send: Send, sent: Upload
) -> None:
    assert choose(signed_in, sent, CHOSEN).status == "taken"

    again = send(*LINES, header=WITH_REGIME, source="journal")

    assert again.status == "taken"
    page = page_of(signed_in, again)
    assert page.count(">remembered<") == 3
    assert "“D” = day (2)" in page
    assert send(*LINES, header=WITH_REGIME, source="other").status == "refused"


def test_value_is_taken_back_on_the_page(signed_in: Client, sent: Upload) -> None:
    choose(signed_in, sent, CHOSEN)
    met = [one["value"] for one in sent.understood[-1]["met"]]
    answers = {f"value_{number}": CHOSEN[f"value_{number}"] for number in range(3)}

    choose(signed_in, sent, {**answers, f"value_{met.index('dn')}": ""})

    assert sent.status == "refused"
    assert ColumnMapping.objects.get().meanings == {"regime": {"D": "day", "-": ""}}
    assert sent.problems_total == 1


def test_nothing_chosen_is_asked_again(signed_in: Client, sent: Upload) -> None:
    answer = signed_in.post(f"/imports/files/{sent.pk}/values/", {}, follow=True)

    assert "at least one value" in answer.content.decode()
    assert not ColumnMapping.objects.exists()


def test_code_outside_the_list_is_not_taken(signed_in: Client, sent: Upload) -> None:
    choose(signed_in, sent, {"value_0": "perhaps"})

    assert not ColumnMapping.objects.exists()


def test_cell_that_must_not_be_empty_offers_no_empty_one(signed_in: Client, send: Send) -> None:
    upload = send(
        "01015811,zilite,Programma,p", header="code,institution,title,stage", kind="programmes"
    )

    page = page_of(signed_in, upload)

    assert "not chosen" in page
    assert "as an empty cell" not in page
    choose(signed_in, upload, {"value_0": "(empty)"})
    assert not ColumnMapping.objects.exists()


def test_other_table_asks_for_nothing_of_the_first(signed_in: Client, sent: Upload) -> None:
    signed_in.post(f"/imports/files/{sent.pk}/check/", {"kind": "sites", "source": "journal"})

    assert "What values mean" not in page_of(signed_in, sent)


@pytest.mark.parametrize("who", ["head", "teacher", "auditor", "administrator", "visitor"])
def test_others_do_not_say_what_values_mean(
    request: Any, reader: Client, sent: Upload, who: str
) -> None:
    reader.force_login(request.getfixturevalue(who))

    assert reader.post(f"/imports/files/{sent.pk}/values/", CHOSEN).status_code == 403
    assert not ColumnMapping.objects.exists()


def test_nobody_and_no_other_method(reader: Client, signed_in: Client, sent: Upload) -> None:
    assert signed_in.get(f"/imports/files/{sent.pk}/values/").status_code == 405
    reader.logout()
    assert reader.post(f"/imports/files/{sent.pk}/values/", CHOSEN).status_code == 302
    assert not ColumnMapping.objects.exists()


def test_values_of_a_system_are_written_and_changed(reader: Client, administrator: User) -> None:
    reader.force_login(administrator)
    given = {"source": "journal", "kind": "groups", "meanings": "regime: d = day\nregime: a=b ="}

    reader.post("/imports/columns/new/", given)

    mapping = ColumnMapping.objects.get()
    assert mapping.meanings == {"regime": {"d": "day", "a=b": ""}}
    page = read(reader, f"/imports/columns/{mapping.pk}/")
    assert "regime: a=b =" in page
    latvian = {"meanings": "darba režīms: d = diennakts grupa"}
    reader.post(f"/imports/columns/{mapping.pk}/", latvian)
    mapping.refresh_from_db()
    assert mapping.meanings == {"regime": {"d": "24_hour"}}


@pytest.mark.parametrize(
    ("meanings", "told"),
    [
        ("d = day", "is not understood"),
        ("regime: = day", "is not understood"),
        ("regime: d = nonsense", "has no “nonsense”"),
        ("regime: day = 24_hour", "itself"),
        ("group: d = day", "with a list of values"),
        ("", "at least one column or one value"),
    ],
)
def test_values_that_are_wrong_stay_on_the_form(
    signed_in: Client, meanings: str, told: str
) -> None:
    given = {"source": "journal", "kind": "groups", "columns": "", "meanings": meanings}

    answer = signed_in.post("/imports/columns/new/", given)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not ColumnMapping.objects.exists()


def test_columns_and_values_are_forgotten_together(signed_in: Client) -> None:
    mapping = factories.column_mapping(source="journal", meanings={"regime": {"d": "day"}})

    signed_in.post(f"/imports/columns/{mapping.pk}/forget/")

    assert not ColumnMapping.objects.exists()
