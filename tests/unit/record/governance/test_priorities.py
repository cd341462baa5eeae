"""Priorities of methodical work: entered, changed, taken out, and told by the report."""

from datetime import date

import pytest
from django.test import Client
from django.utils import translation

from gaisma.base.changes import NotPermitted, UnableToChange, UnableToRecord
from gaisma.base.models import AuditRecord, SchoolYear, User
from gaisma.record.governance import actions, report
from gaisma.record.governance.models import Priority
from tests import factories, printed
from tests.moments import NOW
from tests.pages import read

pytestmark = pytest.mark.django_db
WORDS = {"school_year": "2024/2025", "place": 1, "in_latvian": "Sadarbības prasmes"}


def lines(year: str, language: str) -> tuple[tuple[str, ...], ...]:
    with translation.override(language):
        return printed.lines(report.PRIORITIES, year, date(2024, 8, 20))


def test_enter_is_noted(specialist: User) -> None:
    found = actions.enter_priority(by=specialist, at=NOW, **WORDS)

    assert Priority.objects.get() == found
    noted = AuditRecord.objects.get()
    assert (noted.action, noted.subject_ids) == ("priority.enter", [found.pk])


def test_enter_is_refused_to_a_head(head: User) -> None:
    with pytest.raises(NotPermitted):
        actions.enter_priority(by=head, at=NOW, **WORDS)

    assert not Priority.objects.exists()


def test_enter_refuses_what_says_nothing_and_a_place_that_is_taken() -> None:
    actions.enter_priority(by=None, at=NOW, **WORDS)

    for words, code in (({"in_latvian": ""}, "no_text"), ({}, "place_is_taken")):
        with pytest.raises(UnableToRecord) as refusal:
            actions.enter_priority(by=None, at=NOW, **{**WORDS, **words})
        assert refusal.value.code == code
    actions.enter_priority(by=None, at=NOW, **{**WORDS, "school_year": "2025/2026"})


def test_change_keeps_its_own_place_and_tells_the_second_editor() -> None:
    first = factories.priority(**WORDS)
    second = Priority.objects.get(pk=first.pk)

    actions.change_priority(
        priority=first, revision=1, by=None, at=NOW, **{**WORDS, "in_latvian": "Jauns"}
    )
    with pytest.raises(UnableToChange):
        actions.change_priority(
            priority=second, revision=1, by=None, at=NOW, **{**WORDS, "in_latvian": "Cits"}
        )

    assert Priority.objects.get().in_latvian == "Jauns"


def test_remove_leaves_a_note() -> None:
    actions.remove_priority(priority=factories.priority(), by=None, at=NOW)

    assert not Priority.objects.exists()
    assert AuditRecord.objects.get().action == "priority.remove"


def test_report_tells_those_of_its_year_in_their_order_and_its_language() -> None:
    factories.priority(place=2, in_latvian="Otrā", in_english="Second")
    factories.priority(place=1, in_latvian="Pirmā")
    factories.priority(place=1, school_year="2023/2024", in_latvian="Cita gada")

    assert lines("2024/2025", "lv") == (("1.", "Pirmā"), ("2.", "Otrā"))
    assert lines("2024/2025", "en") == (("1.", "Pirmā"), ("2.", "Second"))
    assert lines("2022/2023", "lv") == ()


def test_priority_is_entered_changed_and_taken_out_on_its_pages(
    reader: Client, specialist: User
) -> None:
    SchoolYear.ensured(["2024/2025"])
    reader.force_login(specialist)

    sent = {**WORDS, "in_english": "Skills of cooperation"}
    assert reader.post("/priorities/new/", sent).status_code == 302
    found = Priority.objects.get()
    assert "Skills of cooperation" in read(reader, "/priorities/?school_year=2024/2025")
    changed = {**sent, "in_english": "Working together", "revision": found.revision}
    assert reader.post(f"/priorities/{found.pk}/change/", changed).status_code == 302
    assert "Working together" in read(reader, f"/priorities/{found.pk}/")
    assert reader.post(f"/priorities/{found.pk}/remove/").status_code == 302

    assert not Priority.objects.exists()


def test_page_offers_a_teacher_nothing_to_change(reader: Client, teacher: User) -> None:
    found = factories.priority()
    reader.force_login(teacher)

    assert f"/priorities/{found.pk}/change/" not in read(reader, f"/priorities/{found.pk}/")
    assert reader.post(f"/priorities/{found.pk}/remove/").status_code in (403, 404)
    assert Priority.objects.exists()
