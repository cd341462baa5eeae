"""The room's pages: each works, and refuses who may not, another school's people, and methods."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from PIL import Image

from gaisma.base.files import judging, storage
from gaisma.base.files.models import Attachment
from gaisma.quality.inspections.models import AcceptanceAct, Defect, Inspection, Photo
from tests import factories
from tests.factories import attaching
from tests.factories.inspections import ALL_IN_ORDER
from tests.moments import TODAY
from tests.pages import read

pytestmark = pytest.mark.django_db
ANSWERS = {f"answer-{item}": answer for item, answer in ALL_IN_ORDER.items()}


@pytest.fixture
def desk(reader: Client, specialist):
    """The head of the commission, signed in."""
    reader.force_login(specialist)
    return reader


def at(name, *args) -> str:
    return reverse(f"inspections:{name}", args=args)


def post(client, name, *args, **given):
    return client.post(at(name, *args), given)


def sent_picture(content: bytes, name="photo.jpg"):
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


ABOUT_ROWS = {
    "list": ("specialist", "member", "colleague", "head", "deputy"),
    "defects": ("specialist", "member", "colleague", "head", "deputy"),
    "plan": ("specialist", "member", "colleague"),
    "inspection": ("specialist", "member", "colleague", "head", "deputy"),
    "change": ("specialist", "member", "colleague"),
    "sheet": ("specialist", "member"),
    "write_down": ("specialist", "member"),
    "take": ("specialist", "member"),
    "sign": ("specialist",),
    "reopen": ("specialist",),
    "defect": ("specialist", "member", "colleague", "head", "deputy"),
    "change_defect": ("specialist", "member"),
    "mend": ("specialist", "member", "colleague", "head", "deputy"),
    "check": ("specialist", "member", "colleague"),
    "postpone": ("specialist", "member", "colleague"),
    "act_photo": ("specialist", "member", "colleague", "head", "deputy"),
    "photo": ("specialist", "member", "colleague", "head", "deputy"),
    "act": ("specialist", "member", "colleague", "head", "deputy"),
    "print": ("specialist", "member", "colleague", "head", "deputy"),
    "acknowledge": ("head",),
}
CAST = ("specialist", "member", "colleague", "head", "deputy", "other_head", "teacher", "support",
        "visitor", "auditor", "administrator")  # fmt: skip
EVERYWHERE = ("list", "defects", "plan")


def addressed(name, signed) -> str:
    """The page about the inspection, its defect, photo or act."""
    if name in EVERYWHERE:
        return at(name)
    if name in ("defect", "change_defect", "mend", "check", "postpone"):
        return at(name, factories.defect(inspection=signed).pk)
    if name == "photo":
        return at(name, factories.photo(inspection=signed).pk)
    if name == "act_photo":
        return at(name, factories.act_photo(act=signed.acts.get()).pk)
    if name in ("act", "print", "acknowledge"):
        return at(name, signed.acts.get().pk)
    return at(name, signed.pk)


@pytest.mark.parametrize("name", ABOUT_ROWS)
def test_page_is_for(request, client, signed, name):
    address, found = addressed(name, signed), set()

    for who in CAST:
        client.force_login(request.getfixturevalue(who))
        status = client.get(address).status_code
        assert status in (200, 403, 404), who
        if status == 200:
            found.add(who)

    allowed = set(ABOUT_ROWS[name])
    # Lists and what is planned are open to the head of another school, who sees none of this.
    assert found == allowed | ({"other_head"} if name in ("list", "defects") else set())


@pytest.mark.parametrize("name", ABOUT_ROWS)
def test_page_asks_who_is_not_signed_in(client, signed, name):
    answer = client.get(addressed(name, signed))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("name", ABOUT_ROWS)
def test_page_knows_no_other_method(desk, signed, name):
    assert desk.put(addressed(name, signed)).status_code in (403, 405)


@pytest.mark.parametrize("name", ["cancel", "remove_defect", "remove_photo"])
def test_button_is_no_page(desk, signed, name):
    assert desk.get(at(name, 1)).status_code == 405


def test_list_tells_who_is_where(desk, signed, planned_elsewhere):
    factories.defect(inspection=signed, due_on="2024-08-12")

    page = read(desk, at("list"))

    assert signed.institution.name in page
    assert at("inspection", planned_elsewhere.pk) in page
    assert "act signed" in page
    assert "ready" in page
    narrowed = read(desk, at("list") + "?state=signed")
    assert at("inspection", signed.pk) in narrowed
    assert at("inspection", planned_elsewhere.pk) not in narrowed


@pytest.fixture
def planned_elsewhere():
    return factories.inspection()


def test_list_of_the_head_is_of_the_own_school(reader, head, signed, planned_elsewhere):
    reader.force_login(head)

    page = read(reader, at("list"))

    assert signed.institution.name in page
    assert at("inspection", planned_elsewhere.pk) not in page


@pytest.mark.parametrize("state", ["open", "overdue", "mended", "checked"])
def test_defects_are_narrowed_by_state(desk, signed, specialist, state):
    moments = {
        "open": {},
        "overdue": {"due_on": "2024-08-01"},
        "mended": {"mended_on": TODAY},
        "checked": {"mended_on": TODAY, "checked_on": TODAY},
    }
    for name, fields in moments.items():
        factories.defect(inspection=signed, what=f"what is {name}", **fields)

    page = read(desk, at("defects") + f"?state={state}")

    assert {name for name in moments if f"what is {name}" in page} == {state}


@pytest.mark.parametrize("format_", ["xlsx", "csv"])
@pytest.mark.parametrize("name", ["list", "defects"])
def test_list_is_taken_away(desk, signed, name, format_):
    factories.defect(inspection=signed)

    assert desk.get(at(name) + f"?format={format_}").status_code == 200


def test_year_is_planned(desk, specialist, member, school):
    year = factories.school_year("2024/2025")
    version = factories.readiness_version()

    answer = post(
        desk, "plan", school_year=year.pk, version=version.pk, led_by=specialist.pk,
        members=[member.pk],
    )  # fmt: skip

    assert answer.status_code == 302
    assert Inspection.objects.get(institution=school).led_by == specialist


def test_day_and_commission_are_changed(desk, planned, colleague):
    answer = post(
        desk, "change", planned.pk, planned_on="2024-09-03", led_by=colleague.pk, revision=1
    )
    again = post(
        desk, "change", planned.pk, planned_on="2024-09-04", led_by=colleague.pk, revision=1
    )

    assert (answer.status_code, again.status_code) == (302, 422)
    assert str(Inspection.objects.get().planned_on) == "2024-09-03"


def test_inspection_is_taken_off_the_plan(desk, planned):
    assert post(desk, "cancel", planned.pk).status_code == 302

    assert not Inspection.objects.exists()


def test_sheet_is_kept_on_the_way_to_a_defect_and_a_photo(desk, planned):
    defect = post(desk, "sheet", planned.pk, act="defect", revision=1, **ANSWERS)
    photo = post(desk, "sheet", planned.pk, act="photo", revision=2, **ANSWERS)

    assert defect["Location"] == at("write_down", planned.pk)
    assert photo["Location"] == at("take", planned.pk)
    assert Inspection.objects.get().answers == ALL_IN_ORDER


def test_sheet_is_finished_when_it_is_whole(desk, planned):
    half = post(desk, "sheet", planned.pk, act="finish", revision=1, on="2024-08-20")
    whole = post(desk, "sheet", planned.pk, act="finish", revision=1, on="2024-08-20", **ANSWERS)

    assert half.status_code == 422
    assert "This question needs an answer." in half.content.decode()
    assert whole["Location"] == at("inspection", planned.pk)
    assert Inspection.objects.get().state == "filled"


def test_sheet_that_another_has_written_keeps_what_was_written(desk, planned):
    answer = post(desk, "sheet", planned.pk, act="keep", revision=9, **ANSWERS)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody else has changed this meanwhile" in page
    assert re.search(r'value="does_not_apply"[^>]*checked', page)


def test_photo_is_taken_and_shown_without_the_place(desk, filled):
    picture = sent_picture(attaching.photo_with_place())
    answer = post(desk, "take", filled.pk, picture=picture, about="item-exits", caption="Exit")

    photo = Photo.objects.get()
    shown = desk.get(at("photo", photo.pk))
    assert answer.status_code == 302
    assert (shown["Content-Type"], shown["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert shown["Content-Disposition"].startswith("inline")
    assert "no-store" in shown["Cache-Control"]
    assert shown["Content-Security-Policy"].startswith("default-src 'none'")
    assert b"somebody" not in shown.content
    assert 'alt="Exit"' in read(desk, at("inspection", filled.pk))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<svg onload=alert(1)>", "no picture that can be read"),
        (attaching.PDF, "no picture that can be read"),
        (b"", "empty"),
    ],
)
def test_hostile_photo_is_refused_in_a_sentence(desk, filled, content, said):
    answer = post(
        desk, "take", filled.pk, picture=sent_picture(content), about="item-exits", caption="Exit"
    )

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Attachment.objects.exists()


def test_photo_is_of_an_item_or_defect_of_this_inspection(desk, filled):
    other = factories.defect()
    given = {"caption": "Exit"}
    for about in ("item-roof", f"defect-{other.pk}", "", "defect-x"):
        picture = sent_picture(attaching.picture())
        answer = post(desk, "take", filled.pk, picture=picture, about=about, **given)
        assert answer.status_code == 422, about


def test_photo_of_a_defect_is_taken_and_taken_away(desk, filled):
    defect = factories.defect(inspection=filled)
    picture = sent_picture(attaching.picture(form="WEBP"))
    post(desk, "take", filled.pk, picture=picture, about=f"defect-{defect.pk}", caption="Tables")
    photo = Photo.objects.get(defect=defect)
    assert f'src="{at("photo", photo.pk)}"' in read(desk, at("defect", defect.pk))

    assert post(desk, "remove_photo", photo.pk).status_code == 302

    assert not Photo.objects.exists()


def test_defect_is_written_down_changed_and_taken_away(desk, filled):
    given = {"what": "Tables", "place": "First floor", "severity": "slight", "mends": "institution",
             "due_on": "2024-08-28"}  # fmt: skip
    late = post(desk, "write_down", filled.pk, **{**given, "due_on": "2024-08-01"})
    post(desk, "write_down", filled.pk, **given)
    row = Defect.objects.get()
    post(desk, "change_defect", row.pk, **{**given, "place": "Second floor", "revision": 1})

    assert late.status_code == 422
    assert "Second floor" in read(desk, at("defect", row.pk))
    assert post(desk, "remove_defect", row.pk).status_code == 302
    assert not Defect.objects.exists()


def test_act_is_signed_acknowledged_and_corrected(desk, filled, head, specialist):
    asked = {"number": "7", "result": "ready", "conclusion": "", "revision": filled.revision}
    answer = post(desk, "sign", filled.pk, **asked)
    act = AcceptanceAct.objects.get()
    assert answer["Location"] == at("act", act.pk)

    desk.force_login(head)
    assert at("acknowledge", act.pk) in read(desk, at("act", act.pk))
    post(desk, "acknowledge", act.pk, remark="Thank you", revision=1)
    assert "Thank you" in read(desk, at("act", act.pk))

    desk.force_login(specialist)
    row = Inspection.objects.get()
    post(desk, "reopen", filled.pk, because="A wrong room", revision=row.revision)
    assert "A wrong room" in read(desk, at("inspection", filled.pk))
    row.refresh_from_db()
    post(desk, "sign", filled.pk, **{**asked, "revision": row.revision})
    assert "A later version corrects this act" in read(desk, at("act", act.pk))
    assert "version 2" in read(desk, at("inspection", filled.pk))


def test_head_reads_nothing_of_what_was_found_before_the_act(reader, head, filled):
    defect = factories.defect(inspection=filled)
    reader.force_login(head)

    page = read(reader, at("inspection", filled.pk))

    assert "The alarm works" not in page
    assert defect.what not in page
    assert reader.get(at("defect", defect.pk)).status_code == 404
    factories.acceptance_act(inspection=filled)
    assert "The alarm works" in read(reader, at("inspection", filled.pk))


def test_head_reports_a_defect_as_mended_and_the_authority_checks(reader, head, specialist, signed):
    row = factories.defect(inspection=signed)
    reader.force_login(head)
    picture = sent_picture(attaching.picture())
    given = {"on": "2024-08-20", "how": "Carried away", "revision": 1, "picture": picture}
    assert post(reader, "mend", row.pk, **given).status_code == 302
    assert reader.get(at("check", row.pk)).status_code == 403

    reader.force_login(specialist)
    wordless = post(reader, "check", row.pk, is_mended="no", because="", revision=2)
    post(reader, "check", row.pk, is_mended="no", because="One is left", revision=2)
    assert wordless.status_code == 422
    assert "One is left" in read(reader, at("defect", row.pk))

    post(reader, "mend", row.pk, on="2024-08-20", how="All of them", revision=3)
    post(reader, "check", row.pk, is_mended="yes", revision=4)
    assert "mended and checked" in read(reader, at("defect", row.pk))


def test_deadline_is_moved_with_a_reason_that_both_read(desk, head, signed):
    row = factories.defect(inspection=signed)
    asked = {"due_on": "2024-09-13", "because": "Doors come late", "revision": 1}
    assert post(desk, "postpone", row.pk, **{**asked, "because": ""}).status_code == 422
    passed = post(desk, "postpone", row.pk, **{**asked, "due_on": "2024-08-01"})
    assert "This day has passed" in passed.content.decode()

    assert post(desk, "postpone", row.pk, **asked).status_code == 302

    assert "Doors come late" in read(desk, at("defect", row.pk))
    desk.force_login(head)
    page = read(desk, at("defect", row.pk))
    assert "Doors come late" in page
    assert at("postpone", row.pk) not in page


@pytest.fixture
def pictured(signed):
    """An act with a photo of an item and one of a defect."""
    act = signed.acts.get()
    content = judging.picture(attaching.picture(1600, 1200))
    attachment = factories.attachment(content)
    factories.act_photo(act=act, caption="Clear exit", attachment=attachment)
    factories.act_photo(act=act, caption="Tables", item="", defect="Tables before the exit")
    return act


def test_act_shows_its_photos(desk, pictured):
    for name in ("act", "print"):
        page = read(desk, at(name, pictured.pk))
        for photo in pictured.photos.all():
            assert f'src="{at("act_photo", photo.pk)}" alt="{photo.caption}"' in page
        assert "Tables before the exit" in page


def test_photos_stand_in_the_documents_of_the_act(desk, pictured):
    word = ZipFile(BytesIO(desk.get(at("word", pictured.pk)).content))
    pdf = desk.get(at("pdf", pictured.pk)).content

    pictures = [name for name in word.namelist() if name.startswith("word/media/")]
    document = word.read("word/document.xml").decode()
    assert len(pictures) == 2
    assert Image.open(BytesIO(word.read(max(pictures, key=len)))).format == "JPEG"
    assert max(Image.open(BytesIO(word.read(name))).width for name in pictures) == 800
    assert 'descr="Clear exit"' in document
    assert "Tables before the exit" in document
    assert pdf.count(b"/DCTDecode") == 2


def test_document_leaves_out_a_photo_that_is_gone(desk, pictured):
    gone = pictured.photos.get(caption="Clear exit").attachment
    storage.path(gone.sha256).unlink()

    pdf = desk.get(at("pdf", pictured.pk)).content

    assert pdf.count(b"/DCTDecode") == 1


@pytest.mark.parametrize(("name", "begins"), [("word", b"PK"), ("pdf", b"%PDF")])
@pytest.mark.parametrize("language", ["lv", "en", "ru"])
def test_act_is_drawn_as_a_document(client, settings, head, signed, name, begins, language):
    with translation.override(language):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        client.force_login(head)

        answer = client.get(at(name, signed.acts.get().pk))

    assert answer.content.startswith(begins)
    assert answer["Content-Disposition"].startswith('attachment; filename="readiness-school-2024')
