"""What has to be settled before a report is sent and approved."""

import html
import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import translation

from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.models import AuditRecord, User
from gaisma.evidence.lake import actions as lake
from gaisma.evidence.reports import actions, building, desks, doubts, overview, queries, remembering
from gaisma.evidence.reports.models import Justification, NarrativeVersion, Report
from gaisma.record.programmes.models import Enrolment
from tests import factories
from tests.moments import NOW
from tests.pages import Town, read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


PUPILS = "[[learners.count stage=school]]"


def write(report: Report, text: str, *, revision: int = 0, section: str = "brief.figures") -> None:
    actions.write(
        report=report,
        section=section,
        language="en",
        text=text,
        revision=revision,
        by=None,
        at=NOW,
    )


def kinds(report: Report) -> list[str]:
    return [one.kind for one in doubts.open_of(report)]


def lose_a_pupil() -> None:
    """One pupil fewer on the report's 1 September, in a newer version of the lake."""
    row = Enrolment.objects.filter(group__name="1.a", from_on__year=2024).first()
    assert row
    row.delete()
    lake.touch("enrolments")
    lake.refresh(reason="test", at=NOW)


def test_text_that_ships_is_never_doubted(report: Report) -> None:
    assert doubts.of(report) == []


@pytest.mark.parametrize(
    "text",
    [
        "Share: [[observations.share_meeting at=ending]].",
        "[[when observations.share_meeting at=ending > 5]] It is so.",
        "The survey “[[@campaign of=wellbeing]]” was held.",
    ],
)
def test_figure_that_is_not_known_is_empty(report: Report, text: str) -> None:
    write(report, text)

    assert kinds(report) == ["empty"]


def test_text_is_out_of_date_when_its_figure_moves_until_it_is_kept_again(report: Report) -> None:
    write(report, f"There are {PUPILS} pupils.")
    assert kinds(report) == []

    lose_a_pupil()
    assert kinds(report) == ["stale"]
    assert "was 9; now it is 8" in doubts.of(report)[0].sentence

    write(report, f"There are {PUPILS} pupils.", revision=1)
    assert kinds(report) == []


def test_text_is_out_of_date_when_a_definition_changes(report: Report) -> None:
    write(report, f"There are {PUPILS} pupils.")
    version = NarrativeVersion.objects.get()
    for one in version.figures.values():
        one["definition"] = "another"
    version.save()

    assert kinds(report) == ["stale"]
    assert "How it is computed" in doubts.of(report)[0].sentence


def test_number_typed_by_hand_is_contradicted_when_the_figure_was_that(report: Report) -> None:
    # Nine pupils at the school, six children in the preschool.
    write(report, "Preschools and schools together have 9,0 pupils.")
    assert kinds(report) == []

    lose_a_pupil()

    assert kinds(report) == ["contradicted"]
    assert "“9,0” is typed by hand" in doubts.of(report)[0].sentence


def test_number_typed_by_hand_that_is_a_figure_still_is_no_matter(report: Report) -> None:
    write(report, "Preschools have 6,0 children.")

    lose_a_pupil()

    assert kinds(report) == []


def test_condition_that_no_longer_holds_is_contradicted(report: Report) -> None:
    write(report, "[[when learners.count stage=school >= 9]] The school is full.")
    assert kinds(report) == []

    lose_a_pupil()

    assert "contradicted" in kinds(report)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In 2022/2023 it was better.", ["stale"]),
        ("2022./2023. mācību gadā bija labāk.", ["stale"]),
        ("In 2023/2024 and 2024/2025 and 2025/2026.", []),
        ("In 2022 and by 11.09.2018.", []),
    ],
)
def test_another_school_year_by_name_is_out_of_date(
    report: Report, text: str, found: list[str]
) -> None:
    write(report, text)

    assert kinds(report) == found


@pytest.mark.parametrize(
    "text", ["As “Wellbeing 2019” told.", '[[surveys.responses survey="Wellbeing 2019"]] answered.']
)
def test_survey_by_name_that_is_not_the_latest_is_out_of_date(report: Report, text: str) -> None:
    factories.campaign(name="Wellbeing 2019", code="Wellbeing 2019")
    write(report, text)

    assert "stale" in kinds(report)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kopā 1 234 bērni un 87,5 % pedagogu.", ["1234", "87.5"]),
        ("Kopā 12.", ["12"]),
        ("Grupā ir 5 bērni, 3 % slimo.", ["3"]),
        ("5.–12. klašu skolēni, 22. februāra lēmums, 10. klasē.", []),
        ("Noteikumi Nr. 569 un 11.09.2018. lēmums Nr. 412.", []),
        ("2024. gadā, 2023./2024. mācību gadā.", []),
        ("[[learners.count grade=10]] un 11-gadīgie, A12.", []),
        ("2024 bērni", []),
        ("2 024 bērni", ["2024"]),
    ],
)
def test_numbers_typed_by_hand_are_told_from_years_days_and_ordinals(
    text: str, found: list[str]
) -> None:
    assert [number for number, _words in doubts.typed_numbers(text)] == [
        Decimal(one) for one in found
    ]


def test_report_is_not_sent_until_each_is_settled(report: Report, specialist: User) -> None:
    write(report, "Share: [[observations.share_meeting at=ending]].")

    with pytest.raises(UnableToRecord) as refusal:
        actions.send_for_review(report=report, by=specialist, at=NOW)
    assert refusal.value.code == "not_settled"
    (doubt,) = doubts.open_of(report)
    actions.justify(report=report, doubt=doubt, reason="Vēl nav.", by=specialist, at=NOW)
    actions.send_for_review(report=report, by=specialist, at=NOW)

    assert Report.objects.get().state == "in_review"
    assert doubts.of(report)[0].justification == Justification.objects.get()
    noted = AuditRecord.objects.get(action="reports.justify")
    assert noted.details["justification"] == Justification.objects.get().pk
    assert "said why a figure" in overview.history(report).happenings[1].act


def test_approval_waits_for_what_moved_meanwhile(
    reader: Client, manager: User, report: Report
) -> None:
    write(report, f"There are {PUPILS} pupils.")
    actions.send_for_review(report=report, by=None, at=NOW)
    lose_a_pupil()
    reader.force_login(manager)

    page = read(reader, f"/reports/{report.pk}/approve/")
    assert "was 9; now it is 8" in page
    assert reader.post(f"/reports/{report.pk}/approve/", {"lake_version": "2"}).status_code == 422
    assert Report.objects.get().state == "in_review"


def test_justification_ends_with_another_number(report: Report) -> None:
    write(report, f"There are {PUPILS} pupils.")
    lose_a_pupil()
    (doubt,) = doubts.of(report)
    actions.justify(report=report, doubt=doubt, reason="Zinām.", by=None, at=NOW)
    assert kinds(report) == []

    lose_a_pupil()

    assert kinds(report) == ["stale"]


def test_justification_needs_a_reason_a_permission_and_an_open_report(
    report: Report, head: User
) -> None:
    write(report, "Share: [[observations.share_meeting at=ending]].")
    (doubt,) = doubts.of(report)

    with pytest.raises(UnableToRecord):
        actions.justify(report=report, doubt=doubt, reason=" ", by=None, at=NOW)
    with pytest.raises(NotPermitted):
        actions.justify(report=report, doubt=doubt, reason="Jā.", by=head, at=NOW)
    published = factories.report(state="published", school_year="2023/2024")
    with pytest.raises(UnableToRecord):
        actions.justify(report=published, doubt=doubt, reason="Jā.", by=None, at=NOW)
    assert not Justification.objects.exists()


def test_page_lists_what_is_doubted_and_takes_a_reason_and_takes_it_back(
    reader: Client, specialist: User, report: Report
) -> None:
    write(report, "Share: [[observations.share_meeting at=ending]].")
    reader.force_login(specialist)
    page = read(reader, f"/reports/{report.pk}/doubts/")
    assert "does not stand in the report" in page
    assert "no data for the" in page
    (doubt,) = doubts.of(report)

    address = f"/reports/{report.pk}/doubts/{doubt.key}/justify/"
    assert reader.post(address, {"reason": "Not yet observed."}).status_code == 302
    page = read(reader, f"/reports/{report.pk}/doubts/")
    assert "Not yet observed." in page
    row = Justification.objects.get()
    assert reader.post(f"/reports/{report.pk}/justifications/{row.pk}/").status_code == 302

    assert kinds(report) == ["empty"]
    assert reader.get(f"/reports/{report.pk}/doubts/nobody/justify/").status_code == 404


def test_auditor_reads_what_is_doubted_and_settles_nothing(
    reader: Client, auditor: User, report: Report
) -> None:
    write(report, "Share: [[observations.share_meeting at=ending]].")
    (doubt,) = doubts.of(report)
    reader.force_login(auditor)

    page = read(reader, f"/reports/{report.pk}/doubts/")
    assert f"/doubts/{doubt.key}/justify/" not in page
    answer = reader.post(f"/reports/{report.pk}/doubts/{doubt.key}/justify/", {"reason": "x"})
    assert answer.status_code in (403, 404)


def test_town_has_the_pupils_of_which_the_tests_speak(town: Town) -> None:
    rows = Enrolment.objects.filter(group__name="1.a", from_on__year=2024)

    assert rows.count() == 9


def sent(report: Report) -> Report:
    return actions.send_for_review(report=report, by=None, at=NOW)


def test_tables_that_moved_since_the_report_was_sent_are_out_of_date(report: Report) -> None:
    lake.refresh(reason="test", at=NOW)
    reviewed = sent(report)
    assert doubts.of(reviewed) == []

    lose_a_pupil()

    (doubt,) = doubts.of(reviewed)
    assert (doubt.kind, doubt.section, doubt.language) == ("stale", "", "")
    assert re.search(r"“[^”]+” \(\d+\)", doubt.sentence)


def test_tables_are_read_again_by_sending_again_or_by_a_reason(
    report: Report, manager: User
) -> None:
    reviewed = sent(report)
    lose_a_pupil()
    with pytest.raises(UnableToRecord) as refusal:
        actions.approve(report=reviewed, built=building.computed(reviewed), by=manager, at=NOW)
    assert refusal.value.code == "not_settled"

    again = sent(actions.return_to_draft(report=reviewed, by=None, at=NOW))
    assert doubts.of(again) == []
    lose_a_pupil()
    (doubt,) = doubts.open_of(again)
    actions.justify(report=again, doubt=doubt, reason="Izlasīts.", by=manager, at=NOW)
    approved = actions.approve(report=again, built=building.computed(again), by=manager, at=NOW)

    assert approved.state == "approved"


def test_records_that_change_no_table_leave_a_report_in_review(report: Report) -> None:
    reviewed = sent(report)
    lake.touch("marks")
    lake.refresh(reason="test", at=NOW)

    assert doubts.of(reviewed) == []


def with_tables(report: Report) -> str:
    """A section that has a table with numbers."""
    for section in queries.sections_of(report):
        if section.tables and not section.each:
            at = desks.desk(report, section.key, language="en")
            if any(remembering.of_table(at, table, at.part) for table in section.tables):
                return section.key
    raise AssertionError


def test_table_computed_in_another_way_since_its_text_was_written_is_out_of_date(
    report: Report,
) -> None:
    section = with_tables(report)
    write(report, "All is well.", section=section)
    assert kinds(report) == []
    version = NarrativeVersion.objects.get()
    for one in version.figures.values():
        one["definition"] = "another"
    version.save()

    found = doubts.of(report)

    assert {one.kind for one in found} == {"stale"}
    assert all("is computed has changed since the text beside it" in one.sentence for one in found)


def test_number_typed_by_hand_is_held_against_the_cells_of_the_table(report: Report) -> None:
    section = with_tables(report)
    at = desks.desk(report, section, language="en")
    write(report, "There are 7654 of them.", section=section)
    version = NarrativeVersion.objects.get()
    key = next(iter(remembering.of_table(at, at.section.tables[0], at.part)))
    version.figures[key]["value"] = "7654"
    version.save()

    assert kinds(report) == ["contradicted"]


def test_what_the_rule_takes_out_is_listed_wherever_a_report_is_sent_and_approved(
    reader: Client, specialist: User, manager: User, report: Report
) -> None:
    with translation.override("en"):
        taken = building.taken_out(report)
    assert taken["left_out"]
    assert {one.is_table for one in taken["omitted"]} == {False, True}
    reader.force_login(specialist)
    pages = [read(reader, f"/reports/{report.pk}/{name}/") for name in ("doubts", "send")]
    sent(report)
    reader.force_login(manager)
    pages.append(read(reader, f"/reports/{report.pk}/approve/"))

    for page in map(html.unescape, pages):
        assert all(title in page for title in taken["left_out"])
        assert all(one.words in page for one in taken["omitted"])


def test_first_report_of_an_installation_is_sent_without_one_reason(report: Report) -> None:
    assert building.taken_out(report)["omitted"]

    assert sent(report).state == "in_review"
    assert not Justification.objects.exists()


def test_sentence_that_ships_is_listed_where_readers_have_a_text_of_their_own(
    report: Report,
) -> None:
    before = {one.key for one in building.taken_out(report)["omitted"] if not one.is_table}
    section = min(before)
    write(report, "Nothing is known yet.", section=section)

    after = building.taken_out(report)["omitted"]

    assert section in {one.key for one in after}
