"""What each reader sees of self-evaluations and findings, and what the pages do."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gaisma.base.files.models import Attachment
from gaisma.base.models import Organisation, User
from gaisma.quality.selfevaluation.actions import evidence, reports
from gaisma.quality.selfevaluation.models import Evidence, Finding, Passage, Remark, SelfEvaluation
from gaisma.quality.selfevaluation.queries.reports import levels_last_year
from gaisma.record.instruments import comparing
from tests import factories
from tests.factories import attaching
from tests.moments import NOW
from tests.pages import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(report: SelfEvaluation) -> SelfEvaluation:
    """One with words to be known by."""
    lessons = report.passages.get(about="lessons")
    reports.write(
        passage=lessons,
        revision=1,
        narrative="Seen in lessons",
        internal="Among us",
        level="best",
        by=None,
        at=NOW,
    )
    return report


def come(report: SelfEvaluation, state: str) -> None:
    """Bring the report so far."""
    days = ("heard_on", "signed_on", "agreed_on", "published_on")
    steps = ("draft", "heard", "signed", "agreed", "published").index(state)
    told = dict.fromkeys(days[:steps], date(2024, 6, 14))
    SelfEvaluation.objects.filter(pk=report.pk).update(
        state=state, protocol="4" if steps else "", **told
    )


def path(report: SelfEvaluation, page: str = "") -> str:
    return f"/self-evaluation/{report.pk}/{page}"


@pytest.mark.parametrize(
    ("who", "state", "sees", "internal"),
    [
        ("head", "draft", True, True),
        ("teacher", "draft", True, True),
        ("specialist", "draft", True, True),
        ("visitor", "draft", False, False),
        ("auditor", "draft", False, False),
        ("other_head", "draft", False, False),
        ("visitor", "signed", True, False),
        ("auditor", "signed", True, False),
        ("other_head", "signed", False, False),
        ("other_head", "published", True, False),
    ],
)
def test_report_is_seen_by(
    request: pytest.FixtureRequest,
    reader: Client,
    written: SelfEvaluation,
    who: str,
    state: str,
    sees: bool,
    internal: bool,
) -> None:
    come(written, state)
    reader.force_login(request.getfixturevalue(who))

    for page in ("", "print/"):
        shown = reader.get(path(written, page), HTTP_ACCEPT_LANGUAGE="en")
        text = shown.content.decode()

        assert shown.status_code == (200 if sees else 404)
        assert ("Seen in lessons" in text) == sees
        assert ("Among us" in text) == internal


def test_remarks_and_evidence_that_is_not_public_stay_in_the_house(
    reader: Client, written: SelfEvaluation, teacher: User, auditor: User
) -> None:
    factories.remark(evaluation=written, text="Said among us", resolved_at=NOW)
    given = {"evaluation": written, "kind": "document", "is_public": False}
    factories.piece_of_evidence(title="Protocol of ours", **given)
    come(written, "published")

    for user, sees in ((teacher, True), (auditor, False)):
        reader.force_login(user)
        page = read(reader, path(written))
        assert ("Protocol of ours" in page) == ("Said among us" in page) == sees


def test_levels_stand_beside_those_of_last_year(
    reader: Client, written: SelfEvaluation, head: User
) -> None:
    before = factories.signed_evaluation(
        institution=written.institution,
        school_year=factories.school_year("2022/2023"),
        version=written.version,
    )
    factories.passage(evaluation=before, about="lessons", level="weak")
    reader.force_login(head)

    page = reader.get(path(written), HTTP_ACCEPT_LANGUAGE="en").content.decode()

    assert "Last year" in page
    assert page.index("Excellent") < page.index("Needs improvement")


def test_levels_of_two_years_ago_are_not_last_years(
    reader: Client, written: SelfEvaluation, head: User
) -> None:
    before = factories.signed_evaluation(
        institution=written.institution,
        school_year=factories.school_year("2021/2022"),
        version=written.version,
    )
    factories.passage(evaluation=before, about="lessons", level="weak")
    reader.force_login(head)

    assert "Last year" not in read(reader, path(written))


def later_version(written: SelfEvaluation, **items: dict[str, Any]) -> None:
    """Let the report follow the framework's next version, in which these items differ."""
    asks = comparing.carried_on(written.version.asks)
    sections = tuple(
        replace(area, items=tuple(replace(item, **items.get(item.name, {})) for item in area.items))
        for area in asks.sections
    )
    later = factories.version(
        replace(asks, sections=sections), instrument=written.version.instrument, number=2
    )
    SelfEvaluation.objects.filter(pk=written.pk).update(version=later)


def test_levels_of_a_framework_before_stand_beside_what_stayed_comparable(
    written: SelfEvaluation, head: User
) -> None:
    before = factories.signed_evaluation(
        institution=written.institution,
        school_year=factories.school_year("2022/2023"),
        version=written.version,
    )
    for about, place in (("lessons marks", "criteria"), ("safety", "criteria"), ("place", "area")):
        factories.passage(evaluation=before, about=about, place=place, level="weak")

    later_version(written, lessons={"name": "teaching_seen"}, safety={"same_as": ""})

    assert levels_last_year(SelfEvaluation.objects.get(pk=written.pk)) == {
        "teaching_seen marks": "weak",
        "place": "weak",
    }


def test_head_begins_writes_joins_and_proves(
    reader: Client, school: Organisation, head: User
) -> None:
    year, version = factories.school_year("2023/2024"), factories.framework_version()
    reader.force_login(head)

    begun = {"school_year": year.pk, "version": version.pk}
    assert reader.post("/self-evaluation/new/", begun).status_code == 302
    report = SelfEvaluation.objects.get()
    lessons = report.passages.get(about="lessons")
    place = f"/self-evaluation/places/{lessons.pk}/"
    read(reader, place)
    said = {"narrative": "Seen", "level": "best", "revision": 1}
    assert reader.post(place, said)["Location"] == f"{path(report)}#lessons"
    assert reader.post(place, said).status_code == 422
    reader.post(f"{place}figure/", {"offer": "learners"})
    reader.post(f"{place}evidence/", {"title": "Plan", "link": "", "is_public": "on"})
    assert report.evidence.count() == 2
    reader.post(f"/self-evaluation/evidence/{report.evidence.first().pk}/drop/")
    reader.post(path(report, "join/teaching/"), {"criteria": ["lessons", "marks"]})

    assert Evidence.objects.get().title == "Plan"
    joined = Passage.objects.get(about="lessons marks")
    assert joined.narrative == "Seen"
    reader.post(f"/self-evaluation/places/{joined.pk}/part/")
    assert Passage.objects.filter(about="marks").exists()


def test_steps_are_taken_by_buttons(
    reader: Client, written: SelfEvaluation, head: User, specialist: User
) -> None:
    reader.force_login(head)
    page = read(reader, path(written))
    assert path(written, "hear/") in page
    assert path(written, "sign/") not in page

    heard = {"on": "2024-06-10", "protocol": "4", "revision": written.revision}
    assert reader.post(path(written, "hear/"), heard).status_code == 302
    assert path(written, "sign/") in read(reader, path(written))
    revision = SelfEvaluation.objects.get().revision
    reader.post(path(written, "sign/"), {"revision": revision})
    row = SelfEvaluation.objects.get()
    assert (row.state, row.signed_by) == ("signed", head)

    reader.force_login(specialist)
    given = {"because": "More evidence", "revision": row.revision}
    reader.post(path(written, "return/"), given)
    assert "More evidence" in read(reader, path(written))
    assert reader.post(path(written, "agree/"), {"revision": 1}).status_code == 403


def test_house_sees_who_wrote_a_place_last(
    reader: Client, written: SelfEvaluation, head: User, deputy: User, auditor: User
) -> None:
    lessons = written.passages.get(about="lessons")
    for user in (head, deputy):
        reader.force_login(user)
        lessons.refresh_from_db()
        told = {"narrative": "Seen", "level": "best", "revision": lessons.revision}
        reader.post(f"/self-evaluation/places/{lessons.pk}/", told)

    assert f"Last written by {deputy}" in read(reader, path(written))
    assert "Last written by" not in read(reader, path(written, "print/"))
    come(written, "published")
    reader.force_login(auditor)
    assert "Last written by" not in read(reader, path(written))


def test_remark_is_said_and_settled(
    reader: Client, written: SelfEvaluation, teacher: User, auditor: User
) -> None:
    reader.force_login(teacher)

    reader.post(path(written, "remark/"), {"about": "lessons", "text": "Spring too?"})
    remark = Remark.objects.get()
    assert "Spring too?" in read(reader, path(written))
    reader.post(f"/self-evaluation/remarks/{remark.pk}/settle/")

    remark.refresh_from_db()
    assert remark.resolved_by == teacher
    reader.force_login(auditor)
    assert reader.post(path(written, "remark/"), {"text": "x"}).status_code == 403


def test_writing_is_for_the_institutions_own_leaders(
    reader: Client, written: SelfEvaluation, specialist: User, teacher: User, other_head: User
) -> None:
    lessons = written.passages.get(about="lessons")

    for user, status in ((teacher, 403), (specialist, 403), (other_head, 404)):
        reader.force_login(user)
        for page in (f"places/{lessons.pk}/", f"{written.pk}/hear/", f"{written.pk}/join/place/"):
            assert reader.get(f"/self-evaluation/{page}").status_code == status


@pytest.mark.parametrize("page", ["", "print/", "hear/", "return/", "join/teaching/"])
def test_pages_ask_for_the_sign_in(reader: Client, written: SelfEvaluation, page: str) -> None:
    assert reader.get(path(written, page)).status_code == 302


@pytest.mark.parametrize("page", ["sign/", "agree/", "publish/", "take-back/", "remark/"])
def test_acts_are_sent_not_looked_at(
    reader: Client, written: SelfEvaluation, head: User, page: str
) -> None:
    factories.role_grant(user=head, role="manager", organisation=written.institution)
    reader.force_login(head)

    assert reader.get(path(written, page)).status_code == 405


def test_board_tells_who_is_where(
    reader: Client, written: SelfEvaluation, specialist: User, head: User
) -> None:
    factories.institution(name="Tukšā skola", kind="gymnasium")
    reader.force_login(specialist)

    board = reader.get("/self-evaluation/board/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    begun = read(reader, "/self-evaluation/board/?state=draft")
    file = reader.get("/self-evaluation/board/?format=csv", HTTP_ACCEPT_LANGUAGE="en")

    assert "not begun" in board
    assert path(written) in board
    assert "Tukšā skola" not in begun
    assert "Tukšā skola" in file.content.decode()
    reader.force_login(head)
    read(reader, "/self-evaluation/board/", status=403)


def test_board_tells_deadlines_and_who_is_late(
    reader: Client, written: SelfEvaluation, specialist: User
) -> None:
    late = factories.preschool(name="PII “Rasa”")
    sent = factories.preschool(name="PII “Saule”")
    factories.signed_evaluation(institution=sent, school_year=written.school_year)
    reader.force_login(specialist)
    asked = "/self-evaluation/board/?school_year=2023/2024"

    lines = reader.get(f"{asked}&format=csv", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    overdue = read(reader, f"{asked}&state=late")

    told = {line.split(",")[0].strip('\ufeff"'): line for line in lines.splitlines()}
    (rasa,) = [line for name, line in told.items() if "Rasa" in name]
    (saule,) = [line for name, line in told.items() if "Saule" in name]
    assert "2024-06-30" in rasa
    assert "overdue" in rasa
    assert "overdue" not in saule
    assert "2024-08-31" in told[written.institution.name]
    assert "reminded" in told[written.institution.name]
    assert late.name in overdue
    assert sent.name not in overdue
    assert written.institution.name not in overdue


def test_findings_are_entered_by_the_authority(
    reader: Client, school: Organisation, specialist: User, head: User
) -> None:
    version = factories.framework_version("visit")
    reader.force_login(specialist)
    new = "/self-evaluation/findings/new/"
    given = {
        "institution": school.pk,
        "kind": "external_visit",
        "held_on": "2024-03-05",
        "level": "fair",
        "level-lessons": "weak",
        "level-marks": "",
        "note": "Go on",
    }

    assert f"?instrument={version.pk}" in read(reader, new)
    reader.post(f"{new}?instrument={version.pk}", given)
    row = Finding.objects.get()
    own = f"/self-evaluation/findings/{row.pk}/"
    reader.post(f"{own}change/", {**given, "level": "best", "revision": row.revision})

    row.refresh_from_db()
    assert (row.level, row.answers) == ("best", {"lessons": "weak"})
    wrong = reader.post(f"{own}change/", {**given, "level-marks": "no", "revision": row.revision})
    assert wrong.status_code == 422
    shown = re.sub(r"<[^>]+>|\s+", " ", read(reader, own))
    assert re.search("Lessons +Needs improvement +Marks +–", shown)
    reader.force_login(head)
    assert "Go on" in read(reader, own)
    assert own in read(reader, "/self-evaluation/findings/")
    read(reader, f"{own}change/", status=403)


def test_lists_and_report_ask_little(
    reader: Client, written: SelfEvaluation, head: User, django_assert_max_num_queries: object
) -> None:
    factories.piece_of_evidence(evaluation=written)
    reader.force_login(head)

    with django_assert_max_num_queries(30):  # type: ignore[operator]
        read(reader, path(written))
    with django_assert_max_num_queries(15):  # type: ignore[operator]
        assert path(written) in read(reader, "/self-evaluation/")


def test_documents_hold_the_public_part_of_what_was_heard(
    reader: Client, written: SelfEvaluation, head: User
) -> None:
    reader.force_login(head)
    assert reader.get(path(written, "word/")).status_code == 404
    come(written, "signed")

    word, pdf = reader.get(path(written, "word/")), reader.get(path(written, "pdf/"))

    document = ZipFile(BytesIO(word.content)).read("word/document.xml").decode()
    assert "Seen in lessons" in document
    assert "Among us" not in document
    assert pdf.content.startswith(b"%PDF")


def attach(reader: Client, place: Passage, content: bytes = attaching.PDF, **given: str) -> Any:
    """The answer to attaching a document at a place."""
    sent = SimpleUploadedFile("../scan.pdf", content, content_type="application/pdf")
    told = {"title": "Plan No. 7/24", "link": "", "is_public": "on", **given}
    return reader.post(f"/self-evaluation/places/{place.pk}/evidence/", {**told, "document": sent})


def document_of(report: SelfEvaluation) -> str:
    return f"/self-evaluation/evidence/{report.evidence.get().pk}/"


@pytest.mark.parametrize(
    ("who", "state", "public", "internal"),
    [
        ("head", "draft", 200, 200),
        ("teacher", "draft", 200, 200),
        ("specialist", "draft", 200, 200),
        ("auditor", "draft", 404, 404),
        ("auditor", "signed", 200, 404),
        ("other_head", "signed", 404, 404),
        ("other_head", "published", 200, 404),
    ],
)
def test_document_is_opened_by_who_reads_the_report_and_its_part(
    request: pytest.FixtureRequest,
    reader: Client,
    written: SelfEvaluation,
    head: User,
    who: str,
    state: str,
    public: int,
    internal: int,
) -> None:
    reader.force_login(head)
    for is_public, status in (("on", public), ("", internal)):
        SelfEvaluation.objects.filter(pk=written.pk).update(
            state="draft", heard_on=None, protocol="", signed_on=None, agreed_on=None,
            published_on=None,
        )  # fmt: skip
        Evidence.objects.all().delete()
        reader.force_login(head)
        attach(reader, written.passages.get(about="lessons"), is_public=is_public)
        come(written, state)
        reader.force_login(request.getfixturevalue(who))

        answer = reader.get(document_of(written))

        assert answer.status_code == status
        if status == 200:
            assert answer.content == attaching.PDF
            assert answer["Content-Disposition"] == 'attachment; filename="Plan No. 7-24.pdf"'
            assert "no-store" in answer["Cache-Control"]


def test_document_asks_for_the_sign_in(client: Client, report: SelfEvaluation) -> None:
    given = {"kind": "document", "title": "Plan", "attachment": factories.attachment()}
    piece = factories.piece_of_evidence(evaluation=report, **given)

    assert client.get(f"/self-evaluation/evidence/{piece.pk}/").status_code == 302


@pytest.mark.parametrize(
    ("content", "link", "said"),
    [
        (b"<script>", "", "no PDF document"),
        (attaching.picture(), "", "no PDF document"),
        (b"", "", "empty"),
        (attaching.PDF, "https://example.org/plan", "not both"),
    ],
)
def test_document_that_cannot_be_attached_is_refused_in_a_sentence(
    reader: Client, written: SelfEvaluation, head: User, content: bytes, link: str, said: str
) -> None:
    reader.force_login(head)

    answer = attach(reader, written.passages.get(about="lessons"), content, link=link)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Attachment.objects.exists()
    assert not Evidence.objects.exists()


def test_document_is_shown_and_goes_with_its_evidence(
    reader: Client, written: SelfEvaluation, head: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    lessons = written.passages.get(about="lessons")
    reader.force_login(head)
    attach(reader, lessons)
    address = document_of(written)
    assert f'href="{address}"' in read(reader, path(written))
    assert f'href="{address}"' in read(reader, f"/self-evaluation/places/{lessons.pk}/")
    monkeypatch.setattr(evidence, "MOST", 1)
    assert "At most 1 document" in attach(reader, lessons).content.decode()

    reader.post(f"{address}drop/")

    assert not Attachment.objects.exists()
    assert reader.get(address).status_code == 404


def test_documents_list_what_is_attached_and_public(
    reader: Client, written: SelfEvaluation, head: User
) -> None:
    given = {"evaluation": written, "about": "lessons"}
    for title, is_public in (("Plan of ours", True), ("Protocol of ours", False)):
        attachment = factories.attachment(attaching.PDF, size=2048)
        factories.piece_of_evidence(
            title=title, is_public=is_public, attachment=attachment, kind="document", **given
        )
    come(written, "signed")
    reader.force_login(head)

    word = ZipFile(BytesIO(reader.get(path(written, "word/")).content))

    text = re.sub("<[^>]+>", "", word.read("word/document.xml").decode())
    assert re.search("Plan of ours \\(PDF, 2.0.KB\\)", text)
    assert "Protocol of ours" not in text
