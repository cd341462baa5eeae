from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gaisma.base.changes import NotPermitted
from gaisma.base.models import AuditRecord, Organisation, User
from gaisma.evidence.interop import imports, shelf, uploads
from gaisma.evidence.interop.models import Import, Upload
from gaisma.record.programmes.models import Group
from tests import factories
from tests.moments import NOW
from tests.pages import read
from tests.unit.evidence.interop.pages.conftest import HEADER, Send

pytestmark = pytest.mark.django_db
CHANGED = "zilite,Bitītes,2024/2025,01015611,5,24"
ADDED = "zilite,Taurenīši,2024/2025,01015611,5,20"
WRONG = "zilite,Taurenīši,2024/2025,01015611,5,many"


def page_of(client: Client, upload: Upload) -> str:
    return read(client, f"/imports/files/{upload.pk}/")


def test_file_is_recognised_by_its_columns(send: Send) -> None:
    assert send(CHANGED).kind == "groups"


def test_file_without_a_sender_is_of_nobody(signed_in: Client, preschool: Organisation) -> None:
    file = SimpleUploadedFile("groups.csv", f"{HEADER}\n{CHANGED}\n".encode())

    signed_in.post("/imports/new/", {"files": file, "kind": "", "source": ""})

    upload = Upload.objects.get()
    assert upload.source == imports.SOURCE
    assert f'value="{imports.SOURCE}"' not in page_of(signed_in, upload)


def test_file_is_kept_for_its_owner_only(send: Send, home: Path) -> None:
    upload = send(CHANGED, name="bērni/../grupas.csv")

    path = shelf.path(upload.folder, upload.file)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert path.parent.parent == home / "uploads"


def test_check_shows_what_was_understood(signed_in: Client, send: Send) -> None:
    page = page_of(signed_in, send(CHANGED, ADDED))

    assert "can be taken in" in page
    assert "<dt>max_size</dt><dd>max_size</dd>" in page


def test_check_shows_changes_beside_what_stands(signed_in: Client, send: Send) -> None:
    page = page_of(signed_in, send(CHANGED, ADDED))

    assert "<td>max_size</td><td>20</td><td>24</td>" in page
    assert "1 new row" in page
    assert "Taurenīši" in page


def test_check_takes_nothing_in(send: Send) -> None:
    send(CHANGED, ADDED)

    assert not Import.objects.exists()
    assert not Group.objects.filter(name="Taurenīši").exists()


def test_commit_takes_the_file_in_and_deletes_it(signed_in: Client, send: Send, home: Path) -> None:
    upload = send(CHANGED, ADDED)

    signed_in.post(f"/imports/files/{upload.pk}/take-in/")

    upload.refresh_from_db()
    assert upload.importing is not None
    assert Group.objects.filter(name="Taurenīši").exists()
    assert not list((home / "uploads").glob("*"))
    assert not upload.changes
    answer = signed_in.get(f"/imports/files/{upload.pk}/")
    assert answer["Location"] == f"/imports/{upload.importing.pk}/"


def test_commit_twice_takes_in_once(send: Send, specialist: User, signed_in: Client) -> None:
    upload = send(ADDED)
    first = uploads.commit(upload, yes=False, by=specialist, at=NOW)

    again = uploads.commit(Upload.objects.get(pk=upload.pk), yes=False, by=specialist, at=NOW)

    assert again == first
    assert Import.objects.count() == 1


def test_commit_of_what_became_wrong_meanwhile_leads_back(
    signed_in: Client, send: Send, preschool: Organisation
) -> None:
    upload = send(ADDED)
    Group.objects.all().delete()
    preschool.programmes.all().delete()

    signed_in.post(f"/imports/files/{upload.pk}/take-in/")

    upload.refresh_from_db()
    assert (upload.importing, upload.status) == (None, "refused")
    assert "1 problem" in page_of(signed_in, upload)


def test_problems_name_row_column_and_value(signed_in: Client, send: Send) -> None:
    page = page_of(signed_in, send(WRONG))

    for title, cell in (("Row", "2"), ("Column", "max_size"), ("Value", "many")):
        assert f'data-label="{title}">{cell}</td>' in page
    assert "Take it in" not in page


def test_problems_are_listed_and_narrowed(signed_in: Client, send: Send) -> None:
    upload = send(WRONG, "zilite,Zīlītes,2024/2025,nonsense,5,20")
    address = f"/imports/files/{upload.pk}/problems/"

    assert "nonsense" in read(signed_in, address)
    narrowed = read(signed_in, f"{address}?column=max_size")

    assert "many" in narrowed
    assert "nonsense" not in narrowed


def test_problems_stand_beside_their_rows_in_a_workbook(signed_in: Client, send: Send) -> None:
    import io

    import python_calamine

    upload = send(CHANGED, WRONG)

    answer = signed_in.get(f"/imports/files/{upload.pk}/problems.xlsx")

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    header, row = book.get_sheet_by_index(0).to_python()
    assert header[2:4] == ["institution", "group"]
    assert (row[0], row[3], row[7]) == (3.0, "Taurenīši", "many")
    assert "max_size" in str(row[1])


def test_unknown_columns_are_matched_and_remembered(signed_in: Client, send: Send) -> None:
    header = "institution,Klase,school_year,programme,max_size"
    line = "zilite,Bitītes,2024/2025,01015611,24"
    upload = send(line, header=header, kind="groups", source="journal")
    assert "Remember this" in page_of(signed_in, upload)

    signed_in.post(f"/imports/files/{upload.pk}/columns/", {"column_0": "group"})

    upload.refresh_from_db()
    assert upload.status == "taken"
    assert send(line, header=header, source="journal").status == "taken"


def test_columns_without_a_choice_are_asked_again(signed_in: Client, send: Send) -> None:
    upload = send(
        CHANGED + ",x", header="institution,group,school_year,programme,min_size,max_size,Z"
    )

    answer = signed_in.post(f"/imports/files/{upload.pk}/columns/", {}, follow=True)

    assert "at least one heading" in answer.content.decode()


def test_file_of_another_kind_is_checked_as_told(signed_in: Client, send: Send) -> None:
    upload = send("zilite,A,Skolas iela", header="institution,name,address")
    assert upload.kind == "sites"

    signed_in.post(f"/imports/files/{upload.pk}/check/", {"kind": "groups", "source": "table"})

    upload.refresh_from_db()
    assert (upload.kind, upload.status) == ("groups", "refused")


def test_file_that_tells_nothing_asks_for_its_table(signed_in: Client, send: Send) -> None:
    page = page_of(signed_in, send("1,2", header="a,b"))

    assert "Choose it below" in page


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("groups.xlsx", b"no workbook", "This is not an Excel workbook"),
        ("groups.xlsx", b"PK\x03\x04 cut off", "damaged or was cut off"),
        ("groups.xlsx", b"\xd0\xcf\x11\xe0 locked", "locked workbook"),
        ("groups.pdf", b"%PDF-1.7", "Only .xlsx and .csv"),
        ("set.zip", b"PK no archive", "no zip archive"),
    ],
)
def test_broken_file_is_answered_with_a_sentence(
    signed_in: Client, name: str, content: bytes, told: str
) -> None:
    kind = "oneroster" if name.endswith(".zip") else "groups"
    given = {"files": SimpleUploadedFile(name, content), "source": "table", "kind": kind}

    signed_in.post("/imports/new/", given)

    assert told in page_of(signed_in, Upload.objects.latest("pk"))


def test_empty_file_stays_on_the_form(signed_in: Client) -> None:
    given = {"files": SimpleUploadedFile("groups.csv", b""), "source": "table"}

    answer = signed_in.post("/imports/new/", given)

    assert answer.status_code == 422
    assert not Upload.objects.exists()


def test_too_large_file_is_refused_with_its_size(
    signed_in: Client, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setattr(uploads, "LARGEST_FILE", 3)
    given = {"files": SimpleUploadedFile("groups.csv", b"a,b\n1,2\n"), "source": "table"}

    answer = signed_in.post("/imports/new/", given)

    assert answer.status_code == 422
    assert "send it in parts" in answer.content.decode()
    assert not (home / "uploads").exists()


def test_several_files_wait_in_the_list(signed_in: Client) -> None:
    files = [SimpleUploadedFile(f"{name}.csv", b"a,b\n1,2\n") for name in "xy"]

    answer = signed_in.post("/imports/new/", {"files": files, "source": "table"}, follow=True)

    assert Upload.objects.count() == 2
    assert "Files that wait" in answer.content.decode()


def test_question_wants_an_answer_first(signed_in: Client, send: Send) -> None:
    upload = send(ADDED)
    Upload.objects.update(status="asks")

    answer = signed_in.post(f"/imports/files/{upload.pk}/take-in/", follow=True)

    assert "Answer the question first" in answer.content.decode()
    assert not Import.objects.exists()


def test_discard_deletes_file_and_findings(signed_in: Client, send: Send, home: Path) -> None:
    upload = send(WRONG)

    signed_in.post(f"/imports/files/{upload.pk}/discard/")

    assert not Upload.objects.exists()
    assert not list((home / "uploads").glob("*"))


def test_clean_deletes_what_waited_too_long(send: Send, home: Path) -> None:
    upload = send(ADDED)
    now = upload.at
    Upload.objects.update(at=now - uploads.KEPT)

    assert uploads.clean(at=now) == 0
    Upload.objects.update(at=now - uploads.KEPT - timedelta(seconds=1))
    assert uploads.clean(at=now) == 1
    assert not list((home / "uploads").glob("*"))


def test_clean_deletes_old_folders_that_no_row_names(home: Path, school: object) -> None:
    folder, _digest, _size = shelf.put("lost.csv", [b"x"])
    from django.utils import timezone

    uploads.clean(at=timezone.now())
    assert shelf.folders() == [folder]

    uploads.clean(at=timezone.now() + uploads.KEPT + timedelta(days=1))
    assert shelf.folders() == []


def test_acts_are_noted_without_names(signed_in: Client, send: Send) -> None:
    upload = send(ADDED)
    signed_in.post(f"/imports/files/{upload.pk}/discard/")

    notes = AuditRecord.objects.filter(subject="interop.Upload").order_by("pk")
    assert [note.action for note in notes] == ["upload.keep", "upload.discard"]
    assert set(notes[0].details) == {"kind", "size"}


def test_specialist_of_one_institution_takes_nothing_in(
    reader: Client, preschool: Organisation
) -> None:
    user = factories.user()
    factories.role_grant(user=user, role="specialist", organisation=preschool)

    with pytest.raises(NotPermitted):
        uploads.demand(user)


@pytest.mark.parametrize("name", ["", ".", "..", "a" * 300 + ".csv", "x\x00y.csv", "ž" * 150])
def test_harmless_name_can_be_a_file(name: str) -> None:
    kept = shelf.harmless(name)

    assert kept
    assert kept not in (".", "..")
    assert len(kept.encode()) <= shelf.LONGEST_NAME
    assert kept.isprintable()


@pytest.mark.parametrize("who", ["head", "teacher", "visitor", "auditor", "administrator"])
def test_others_send_no_files(request: Any, reader: Client, who: str) -> None:
    reader.force_login(request.getfixturevalue(who))

    read(reader, "/imports/new/", status=403)


def test_erasing_a_person_discards_files_that_wait(
    send: Send, home: Path, django_capture_on_commit_callbacks: Any
) -> None:
    send(ADDED)

    with django_capture_on_commit_callbacks(execute=True):
        imports.forget(person_ids=[1])

    assert not Upload.objects.exists()
    assert not list((home / "uploads").glob("*"))
