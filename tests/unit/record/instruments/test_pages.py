"""Pages of instruments and versions: what they show, what can be done, to whom they are refused."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gaisma.base import access
from gaisma.base.models import User
from gaisma.base.models.accounts import ROLES
from gaisma.base.registry import Registry
from gaisma.record.instruments import usages, xlsforms
from gaisma.record.instruments.models import Instrument, Version
from gaisma.record.instruments.usages import InstrumentUsages, Usage
from tests import factories
from tests.pages import read, tight
from tests.unit.record.instruments.conftest import SURVEY, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(installation: object) -> Version:
    """A version in use."""
    found: Version = factories.version()
    return found


@pytest.fixture
def draft(version: Version) -> Version:
    """The version after it, which goes on from it."""
    items = tuple(version.asks.items)
    asks = factories.following(version.asks)
    assert [item.name for item in items] == ["outcomes", "missing"]
    found: Version = factories.version(
        asks, instrument=version.instrument, number=2, in_use_from=None
    )
    return found


@pytest.fixture
def keeper(reader: Client, specialist: User) -> Client:
    """The browser of somebody who keeps instruments."""
    reader.force_login(specialist)
    return reader


def uploaded(data: bytes, name: str = "form.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


@pytest.mark.parametrize(
    ("permission", "roles"),
    [("instruments.see", set(ROLES)), ("instruments.keep", {"specialist", "manager"})],
)
def test_permission_is_held_by(permission: str, roles: set[str]) -> None:
    authority = factories.authority()

    holding = set()
    for role in ROLES:
        user = factories.user()
        factories.role_grant(user=user, role=role, organisation=authority)
        if access.may(user, permission):
            holding.add(role)

    assert holding == roles


def test_list_names_instruments_by_their_titles(keeper: Client, version: Version) -> None:
    page = read(keeper, "/instruments/")

    assert f'<a href="/instruments/{version.instrument_id}/">Lesson observation</a>' in page
    assert "Take in an XLSForm" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=verosana", {"lesson"}),
        ("q=Lesson", {"lesson", "old"}),
        ("q=pupils", {"pupils"}),
        ("use=survey", {"pupils"}),
        ("state=in_use", {"lesson"}),
        ("state=draft", {"pupils"}),
        ("state=retired", {"old"}),
        ("", {"lesson", "pupils", "old"}),
    ],
)
def test_list_is_narrowed(
    keeper: Client, installation: object, query: str, found: set[str]
) -> None:
    titles = {
        "lesson": {"lv": "Stundas vērošana", "en": "Lesson"},
        "pupils": {"lv": "Aptauja", "en": "Survey"},
        "old": {"lv": "Sena", "en": "Old lesson"},
    }
    for key, title in titles.items():
        instrument = factories.instrument(
            key=key,
            use="survey" if key == "pupils" else "observation",
            retired_on=date(2024, 1, 1) if key == "old" else None,
        )
        in_use = {} if key != "pupils" else {"in_use_from": None}
        factories.version(factories.asked(key=key, title=title), instrument=instrument, **in_use)

    page = read(keeper, f"/instruments/?{query}")

    assert {key for key in titles if f"<code>{key}</code>" in page} == found


def test_list_is_taken_away_as_a_file(keeper: Client, installation: object) -> None:
    factories.version(number=7)

    text = keeper.get("/instruments/?format=csv").content.decode("utf-8-sig")

    heading, row = text.splitlines()
    assert heading.startswith("Title,")
    assert row.startswith("Lesson observation,lesson observation,in use,7,2023-09-01,2,")


def test_drafts_are_for_those_who_write_them(reader: Client, teacher: User) -> None:
    draft = factories.version(in_use_from=None)
    reader.force_login(teacher)

    assert f"/instruments/{draft.instrument_id}/" not in read(reader, "/instruments/")
    for page in (f"/instruments/{draft.instrument_id}/", f"/instruments/versions/{draft.pk}/"):
        assert reader.get(page).status_code == 404


def test_instrument_shows_versions_texts_and_what_can_be_done(
    keeper: Client, draft: Version
) -> None:
    page = read(keeper, f"/instruments/{draft.instrument_id}/")

    for words in ("Version 1", "Version 2", "What version 1 asks", "What is missing?"):
        assert words in page, words
    assert "Only if “Outcomes are clear” is answered with “partly”." in page
    for act in ("drafts/{}/", "versions/{}/put-into-use/", "versions/{}/drop/"):
        assert f"/instruments/{act.format(draft.pk)}" in page


def test_instrument_shows_a_teacher_nothing_to_do(
    reader: Client, teacher: User, draft: Version
) -> None:
    reader.force_login(teacher)

    page = read(reader, f"/instruments/{draft.instrument_id}/")

    assert "Version 2" not in page
    assert "Retire" not in page


def test_instrument_tells_who_uses_it(
    keeper: Client, version: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    lessons = InstrumentUsages("lessons", "Lessons", lambda user, pk: (Usage("180", "/x/", "y"),))
    nothing = InstrumentUsages("nothing", "Nothing of it", lambda user, pk: ())
    monkeypatch.setattr(usages, "known", lambda: Registry([lessons, nothing]))

    page = read(keeper, f"/instruments/{version.instrument_id}/")

    assert '<a href="/x/">180</a>' in page
    assert "Nothing of it" not in page


def test_workbook_is_taken_in_as_a_draft(keeper: Client, installation: object) -> None:
    answer = keeper.post(
        "/instruments/new/", {"file": uploaded(written()), "use": "survey"}, follow=True
    )

    assert "The questionnaire is taken in as a draft." in answer.content.decode()
    assert Version.objects.get().instrument.key == "pupils"


def test_faults_of_a_workbook_are_told_by_cell(keeper: Client, installation: object) -> None:
    survey = [*SURVEY[:2], ("geopoint", "x", "Kur?")]
    data = {"file": uploaded(written(survey=survey)), "use": "survey"}

    answer = keeper.post("/instruments/new/", data)

    page = tight(answer.content.decode())
    assert answer.status_code == 422
    assert "Nothing was taken in: mend the workbook first." in page
    assert '<th scope="row">survey</th><td class="n" data-label="Row">3</td>' in page
    assert '<td data-label="There stands">geopoint</td><td>This type is unknown.' in page
    assert not Instrument.objects.exists()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"type,name,label", "This is not an Excel workbook"),
        (b"", "The submitted file is empty"),
        (b"x" * (4 * 1024 * 1024 + 1), "larger than 4 MB"),
        (written(settings=()), "Name the instrument in “form_id”"),
    ],
)
def test_file_that_cannot_be_taken_in_is_refused(
    keeper: Client, installation: object, data: bytes, told: str
) -> None:
    answer = keeper.post("/instruments/new/", {"file": uploaded(data), "use": "survey"})

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Instrument.objects.exists()


def test_workbook_of_a_version_is_taken_away(keeper: Client, version: Version) -> None:
    answer = keeper.get(f"/instruments/versions/{version.pk}/xlsform/")

    assert f"{version.instrument.key}-1.xlsx" in answer["Content-Disposition"]
    assert xlsforms.questionnaire(io.BytesIO(answer.content).read()) == version.asks


def test_next_version_is_begun(keeper: Client, version: Version) -> None:
    answer = keeper.post(f"/instruments/{version.instrument_id}/next-version/")

    draft = Version.objects.get(number=2)
    assert answer.headers["Location"] == f"/instruments/drafts/{draft.pk}/"
    assert [item.same_as for item in draft.asks.items] == ["outcomes", "missing"]


def test_next_version_is_refused_while_one_is_written(keeper: Client, draft: Version) -> None:
    answer = keeper.post(f"/instruments/{draft.instrument_id}/next-version/")

    assert answer.status_code == 422
    assert "Version 2 is being written already" in answer.content.decode()


def test_draft_is_put_into_use(keeper: Client, draft: Version) -> None:
    address = f"/instruments/versions/{draft.pk}/put-into-use/"
    page = read(keeper, address)

    keeper.post(address, {"revision": 1, "on": "2024-09-01", "note": "Shorter"})

    for words in ("Beside version 1", "Stay comparable", "New questions", "Not asked any more"):
        assert words in page, words
    draft.refresh_from_db()
    assert (draft.in_use_from, draft.note) == (date(2024, 9, 1), "Shorter")


def test_draft_changed_meanwhile_is_not_put_into_use(keeper: Client, draft: Version) -> None:
    Version.objects.filter(pk=draft.pk).update(revision=2)

    answer = keeper.post(
        f"/instruments/versions/{draft.pk}/put-into-use/", {"revision": 1, "on": "2024-09-01"}
    )

    assert "Somebody else has changed this" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.is_draft


def test_version_in_use_is_not_put_into_use_again(keeper: Client, version: Version) -> None:
    page = read(keeper, f"/instruments/versions/{version.pk}/put-into-use/", status=400)

    assert "does not change any more" in page


def test_draft_is_dropped(keeper: Client, draft: Version) -> None:
    answer = keeper.post(f"/instruments/versions/{draft.pk}/drop/")

    assert answer.headers["Location"] == f"/instruments/{draft.instrument_id}/"
    assert not Version.objects.filter(pk=draft.pk).exists()


def test_only_draft_takes_its_instrument_with_it(keeper: Client, installation: object) -> None:
    draft = factories.version(in_use_from=None)
    address = f"/instruments/versions/{draft.pk}/drop/"

    assert "The instrument goes with it" in read(keeper, address)
    assert keeper.post(address).headers["Location"] == "/instruments/"
    assert not Instrument.objects.exists()


def test_instrument_is_retired_and_brought_back(keeper: Client, version: Version) -> None:
    place = f"/instruments/{version.instrument_id}"

    keeper.post(f"{place}/retire/", {"revision": 1, "on": "2024-08-20"})
    retired = read(keeper, f"{place}/")
    keeper.post(f"{place}/bring-back/", {"revision": 2})

    assert "not offered from" in retired
    assert "Begin the next version" not in retired
    assert Instrument.objects.in_use().exists()


@pytest.mark.parametrize("act", ["retire/", "bring-back/"])
def test_instrument_changed_meanwhile_stays(keeper: Client, version: Version, act: str) -> None:
    Instrument.objects.update(revision=2)

    answer = keeper.post(
        f"/instruments/{version.instrument_id}/{act}", {"revision": 1, "on": "2024-08-20"}
    )

    assert answer.status_code == 422
    assert "Somebody else has changed this" in answer.content.decode()


def test_preview_speaks_each_language(keeper: Client, version: Version) -> None:
    place = f"/instruments/versions/{version.pk}/"

    assert "Outcomes are clear" in read(keeper, place)
    latvian = read(keeper, f"{place}?language=lv&paced=question")
    assert "Rezultāti ir skaidri" in latvian
    assert 'data-paced="question"' in latvian
    assert 'lang="lv"' in latvian
    assert "Outcomes are clear" in read(keeper, f"{place}?language=xx&paced=yy")


def test_preview_keeps_nothing_and_tells_what_would_be_kept(
    keeper: Client, version: Version
) -> None:
    answer = keeper.post(f"/instruments/versions/{version.pk}/", {"answer-outcomes": "yes"})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "It could be sent" in page
    assert "<dt>Outcomes are clear</dt><dd>yes</dd>" in page
    assert "<dt>What is missing?</dt>" not in page


def test_preview_tells_problems(keeper: Client, version: Version) -> None:
    answer = keeper.post(f"/instruments/versions/{version.pk}/?language=lv", {})

    assert answer.status_code == 422
    assert "Uz šo jautājumu ir jāatbild." in answer.content.decode()


def test_paper_has_every_question_and_answer(keeper: Client, version: Version) -> None:
    page = read(keeper, f"/instruments/versions/{version.pk}/paper/?language=lv")

    for words in ("Rezultāti ir skaidri", "nevar spriest", "Kā pietrūkst?", "Tikai tad, ja"):
        assert words in page, words


KEPT = [
    "new/",
    "{instrument}/next-version/",
    "{instrument}/retire/",
    "{instrument}/bring-back/",
    "versions/{draft}/put-into-use/",
    "versions/{draft}/drop/",
]
READ = ["", "{instrument}/", "versions/{draft}/paper/", "versions/{draft}/xlsform/"]


@pytest.mark.parametrize("page", KEPT)
@pytest.mark.parametrize("role", ["head", "teacher", "administrator", "visitor"])
def test_instruments_are_kept_by_officials_only(
    request: pytest.FixtureRequest, reader: Client, draft: Version, role: str, page: str
) -> None:
    reader.force_login(request.getfixturevalue(role))
    address = f"/instruments/{page.format(instrument=draft.instrument_id, draft=draft.pk)}"

    assert reader.get(address).status_code == 403
    assert reader.post(address, {"revision": 1}).status_code == 403
    assert Version.objects.count() == 2


@pytest.mark.parametrize("page", [*KEPT, *READ])
def test_instruments_are_only_for_those_who_sign_in(
    reader: Client, draft: Version, page: str
) -> None:
    address = f"/instruments/{page.format(instrument=draft.instrument_id, draft=draft.pk)}"

    assert reader.get(address).headers["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("page", READ)
def test_pages_that_only_show_are_not_sent_to(keeper: Client, draft: Version, page: str) -> None:
    address = f"/instruments/{page.format(instrument=draft.instrument_id, draft=draft.pk)}"

    assert keeper.post(address).status_code == 405


@pytest.mark.parametrize("page", KEPT)
def test_pages_that_act_take_no_other_method(keeper: Client, draft: Version, page: str) -> None:
    address = f"/instruments/{page.format(instrument=draft.instrument_id, draft=draft.pk)}"

    assert keeper.delete(address).status_code == 405
