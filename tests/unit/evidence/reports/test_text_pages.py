"""A section is written: its preview, its mistakes, two who write at once, what it was before."""

import re

import pytest
from django.test import Client

from gaisma.base.models import AuditRecord, User
from gaisma.evidence.reports.models import Comment, Narrative, NarrativeVersion, Report
from tests import factories
from tests.moments import TODAY
from tests.pages import read, tight

pytestmark = pytest.mark.django_db
SECTION = "brief.figures"
LEARNERS = "Mācās [[learners.count stage=school as=words]]."


@pytest.fixture(autouse=True)
def signed_in(reader: Client, specialist: User) -> None:
    reader.force_login(specialist)


def address(report: Report, language: str = "lv", section: str = SECTION) -> str:
    return f"/reports/{report.pk}/texts/{section}/{language}/"


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def sent(reader: Client, report: Report, *, status: int = 200, **given: str) -> str:
    answer = reader.post(address(report), {"text": "", "revision": "0", **given})
    assert answer.status_code == status, answer.status_code
    return tight(answer.content.decode())


def preview_of(reader: Client, report: Report, text: str) -> str:
    given = {"text": text, "revision": "0", "act": "preview"}
    answer = reader.post(address(report), given, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_editor_shows_the_text_that_ships_with_its_figures(reader: Client, report: Report) -> None:
    page = read(reader, address(report))

    assert "[[learners.count stage=preschool as=words]]" in page
    assert 'name="revision" value="0"' in page
    assert re.search(r'href="/figures/learners\.count/[^"]*stage=school', page)


def test_preview_fills_in_figures_and_keeps_nothing(reader: Client, report: Report) -> None:
    page = preview_of(reader, report, LEARNERS)

    assert "Mācās 9 skolēni." in words(page).replace("\u00a0", " ")
    assert "<!DOCTYPE" not in page
    assert not Narrative.objects.exists()


def test_preview_without_a_script_is_the_whole_page_with_the_text(
    reader: Client, report: Report
) -> None:
    page = sent(reader, report, text=LEARNERS, act="preview")

    assert "<!DOCTYPE html>" in page
    assert "[[learners.count stage=school as=words]]" in page
    assert not Narrative.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[[learners.count stage=school]]<img src=x onerror=alert(1)>",
        '[[learners.count noun="<script>alert(1)</script>"]]',
        '[[learners.count zero="<script>alert(1)</script>" grade=12]]',
        '[[learners.count institution="<script>alert(1)</script>"]]',
        "{{ request.user }}{% load static %}<script>",
        "[[[[learners.count]]]] <script>",
        "]] [[ <script>",
    ],
)
def test_preview_of_hostile_text_is_text(reader: Client, report: Report, text: str) -> None:
    page = preview_of(reader, report, text)

    assert "<script" not in page
    assert "<img" not in page


@pytest.mark.parametrize(
    ("text", "place", "right"),
    [
        ("Ir [[learners.cuont]].", "line 1, column 4", "learners.count"),
        ("a\n\nb [[learners.count stage=nowhere]]", "line 3, column 3", "preschool"),
        ("[[learners.count colour=red]]", "line 1, column 1", "stage"),
        ("[[learners.count as=poem]]", "line 1, column 1", "words"),
        ("[[learners.count", "line 1, column 1", "closed with ]]"),
        ("[[@as_of case=vocative]]", "line 1, column 1", "genitive"),
        ("[[learners.change stage=school at=day]]", "line 1, column 1", "school_year"),
        ("[[learners.change school_year=2024]]", "line 1, column 1", "2024/2025"),
        ("[[institutions.merged year=now]]", "line 1, column 1", "2024"),
    ],
)
def test_mistake_is_told_with_its_place_and_what_would_be_right(
    reader: Client, report: Report, text: str, place: str, right: str
) -> None:
    shown = words(preview_of(reader, report, text))
    refused = words(sent(reader, report, status=422, text=text))

    assert place in shown
    assert right in shown
    assert place in refused
    assert not Narrative.objects.exists()


def test_preview_tells_every_mistake_and_fills_in_the_rest(reader: Client, report: Report) -> None:
    page = words(preview_of(reader, report, f"[[nobody]] {LEARNERS} [[no.one]]"))

    assert "column 1" in page
    assert "no.one" in page
    assert "9 skolēni" in page.replace("\u00a0", " ")


def test_text_is_kept_with_who_wrote_it(reader: Client, report: Report, specialist: User) -> None:
    sent(reader, report, status=302, text=f"{LEARNERS}\r\n\r\n- viens  \r\n")

    version = NarrativeVersion.objects.get()
    assert version.text == f"{LEARNERS}\n\n- viens"
    assert version.written_by == specialist
    record = AuditRecord.objects.get(action="reports.write")
    assert record.details["section"] == SECTION
    assert "text" not in record.details


def test_second_of_two_writers_sees_the_first_and_overwrites_nothing(
    reader: Client, report: Report
) -> None:
    sent(reader, report, status=302, text="Pirmais teksts.")

    page = sent(reader, report, status=422, text="Otrais teksts.")

    assert "Somebody else has changed this text meanwhile" in page
    assert "<del>Pirmais</del><ins>Otrais</ins>" in page
    assert 'name="revision" value="1"' in page
    assert Narrative.objects.get().text == "Pirmais teksts."


def test_second_of_two_writers_may_insist(reader: Client, report: Report) -> None:
    sent(reader, report, status=302, text="Pirmais teksts.")

    sent(reader, report, status=302, text="Otrais teksts.", revision="1")

    assert Narrative.objects.get().text == "Otrais teksts."
    assert [one.text for one in NarrativeVersion.objects.order_by("revision")] == [
        "Pirmais teksts.",
        "Otrais teksts.",
    ]


def test_reset_lets_the_shipped_text_stand_again(reader: Client, report: Report) -> None:
    sent(reader, report, status=302, text="Mans teksts.")

    reader.post(f"{address(report)}reset/", {"revision": "1"})

    assert "[[@school_year case=dative]]" in read(reader, address(report))
    assert NarrativeVersion.objects.count() == 2


def test_reset_of_a_text_that_somebody_has_changed_is_refused(
    reader: Client, report: Report
) -> None:
    sent(reader, report, status=302, text="Mans teksts.")

    reader.post(f"{address(report)}reset/", {"revision": "0"})

    assert Narrative.objects.get().text == "Mans teksts."


def test_versions_show_what_changed_each_time(reader: Client, report: Report) -> None:
    sent(reader, report, status=302, text="Viens teksts.")
    sent(reader, report, status=302, text="Divi teksts.", revision="1")

    page = read(reader, f"{address(report)}versions/")

    assert "<del>Viens</del><ins>Divi</ins>" in page
    assert page.index("<ins>Divi</ins>") < page.index("Specialist", page.index("<ins>Divi</ins>"))


def test_versions_of_a_text_nobody_changed_say_so(reader: Client, report: Report) -> None:
    assert "Nobody has changed this text" in read(reader, f"{address(report)}versions/")


def test_figures_are_found_and_inserted_without_a_script(reader: Client, report: Report) -> None:
    found = sent(reader, report, text="Sākums.", act="search", q="waiting place")
    inserted = sent(reader, report, text="Sākums.", insert="[[queue.count as=words]]")

    assert "[[queue.count as=words]]" in found
    assert "Sākums. [[queue.count as=words]]</textarea>" in inserted


def test_search_that_finds_nothing_says_so(reader: Client, report: Report) -> None:
    assert "No figure fits" in sent(reader, report, text="", act="search", q="zebra")


def test_own_text_stands_in_its_language_only(reader: Client, report: Report) -> None:
    factories.narrative(report=report, text="Pašu teksts.")

    assert "Pašu teksts." in read(reader, f"/reports/{report.pk}/?language=lv")
    assert "Pašu teksts." not in read(reader, f"/reports/{report.pk}/?language=en")


def test_text_of_a_report_in_review_is_not_kept(reader: Client, report: Report) -> None:
    Report.objects.update(state="in_review")

    page = sent(reader, report, status=422, text="Par vēlu.")

    assert "in review" in page
    assert not Narrative.objects.exists()


@pytest.mark.parametrize(
    "place", ["texts/nothing/lv/", "texts/brief.figures/de/", "comment/nothing/"]
)
def test_section_or_language_that_is_not_there_is_not_found(
    reader: Client, report: Report, place: str
) -> None:
    read(reader, f"/reports/{report.pk}/{place}", status=404)


def test_comment_stands_beside_its_section_until_it_is_settled(
    reader: Client, report: Report, specialist: User
) -> None:
    reader.post(f"/reports/{report.pk}/comment/{SECTION}/", {"text": "Kāpēc <i>tā</i>?"})
    comment = Comment.objects.get()
    page = read(reader, f"/reports/{report.pk}/")
    reader.post(f"/reports/{report.pk}/comments/{comment.pk}/settle/")
    comment.refresh_from_db()

    assert "Kāpēc &lt;i&gt;tā&lt;/i&gt;?" in page
    assert comment.resolved_by == specialist


@pytest.mark.parametrize(("act", "is_settled"), [("settle", True), ("reopen", False)])
def test_button_that_is_clicked_twice_does_what_it_says_once(
    reader: Client, report: Report, act: str, is_settled: bool
) -> None:
    comment = factories.comment(report=report)

    for _click in range(3):
        reader.post(f"/reports/{report.pk}/comments/{comment.pk}/{act}/")

    comment.refresh_from_db()
    assert (comment.resolved_at is not None) == is_settled
    acts = AuditRecord.objects.filter(action=f"reports.{'resolve' if is_settled else act}_comment")
    assert acts.count() == int(is_settled)


def test_comment_without_words_is_refused(reader: Client, report: Report) -> None:
    answer = reader.post(f"/reports/{report.pk}/comment/", {"text": "  "})

    assert answer.status_code == 422
    assert not Comment.objects.exists()


def test_comment_of_another_report_is_not_found(reader: Client, report: Report) -> None:
    other = factories.report(school_year="2023/2024")
    comment = factories.comment(report=other)

    assert reader.post(f"/reports/{report.pk}/comments/{comment.pk}/settle/").status_code == 404


@pytest.mark.parametrize("role", ["head", "auditor", "visitor", "teacher", "administrator"])
@pytest.mark.parametrize("place", ["texts/brief.figures/lv/", "comment/"])
def test_texts_are_written_by_the_authority_alone(
    request: pytest.FixtureRequest, reader: Client, report: Report, role: str, place: str
) -> None:
    reader.force_login(request.getfixturevalue(role))
    given = {"text": "Ne mans.", "revision": "0", "as_of": TODAY.isoformat()}

    assert reader.post(f"/reports/{report.pk}/{place}", given).status_code == 403
    assert not Narrative.objects.exists()


def test_repeated_section_is_tried_with_its_first_institution(
    reader: Client, report: Report
) -> None:
    from gaisma.base.registry import gathered

    repeated = [one for one in gathered("REPORT_SECTIONS") if one.each]
    for section in repeated:
        page = read(reader, address(report, section=section.key))
        assert "repeated for every institution" in page
