"""The room's pages: what is sent becomes rows, refusals stand on forms, lists go out as files."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from gaisma.base.models import AuditRecord
from gaisma.quality.assessments.forms import PaperForm
from gaisma.quality.assessments.models import (
    Assessment,
    Paper,
    PassingRule,
    PublishedAverage,
    Reference,
    Result,
)
from tests import factories
from tests.unit.quality.assessments.conftest import enter, somebody

pytestmark = pytest.mark.django_db
BANDS_EXAMPLE = """
! ; low; zems; percent; 0; 49
; high; augsts; percent; 50; 100; high; высокий
reading; good; labs; told
"""


@pytest.fixture(autouse=True)
def home(tmp_path, settings):
    settings.GAISMA_HOME = tmp_path


@pytest.fixture
def desk(reader: Client, specialist):
    """An official of the authority, signed in."""
    reader.force_login(specialist)
    return reader


def at(name, *args) -> str:
    return reverse(f"assessments:{name}", args=args)


def seen(client, name, *args):
    answer = client.get(at(name, *args))
    assert answer.status_code == 200, read(answer)[-900:]
    return read(answer)


def sent(client, view, *args, **given):
    return client.post(at(view, *args), given)


def read(answer) -> str:
    return unescape(answer.content.decode())


def paper_sent(subject, **more):
    return {
        "code": "mathematics",
        "subject": subject.pk,
        "stage": "school",
        "grade": 9,
        "held_on": "2024-05-24",
        "maximum": "8",
        "threshold": "10",
        "items": "1; 3; compares; reading\n2; 5",
        "bands": BANDS_EXAMPLE,
        **more,
    }


def test_assessment_goes_from_plan_to_final_results(desk, school, own_class):
    year, subject = own_class.school_year, factories.subject(title="Matemātika")
    planned = {"title_lv": "Eksāmens", "key": "exam 9", "kind": "state", "school_year": year.pk}

    assert sent(desk, "plan", **planned).status_code == 302
    row = Assessment.objects.get()
    assert sent(desk, "open", row.pk, revision=1).status_code == 302
    assert Assessment.objects.get().state == "planned", "without a paper it does not open"
    assert sent(desk, "add_paper", row.pk, **paper_sent(subject)).status_code == 302
    paper = Paper.objects.get()
    assert [str(one.maximum) for one in paper.items.order_by("number")] == ["3.00", "5.00"]
    assert list(paper.bands.order_by("order").values_list("code", "is_low")) == [
        ("low", True),
        ("high", False),
        ("good", False),
    ]
    sent(desk, "open", row.pk, revision=1)
    learner = factories.enrolment(group=own_class).person
    told = {"task-1": "2", "task-2": "-", "level-reading": "good"}
    assert enter(desk, paper, own_class, {learner: told}).status_code == 302
    result = Result.objects.get()
    assert (result.points, result.levels) == (["2", "-"], ["reading=good"])
    assert result.percent == 25
    sent(desk, "appeal", result.pk, revision=1, because="Task 2")
    decided = {"revision": 2, "because": "Task 2 counts", "points": "2 | 4", "level_0": "good"}
    sent(desk, "decide", result.pk, **decided)
    sent(desk, "close", row.pk, revision=2)

    result.refresh_from_db()
    assert (result.state, result.percent) == ("final", 75)
    assert Assessment.objects.get().state == "closed"
    page = seen(desk, "result", result.pk)
    assert "Task 2 counts" in page
    assert AuditRecord.objects.latest("pk").action == "result.look"


def test_form_of_a_paper_says_again_what_stands(desk, result):
    factories.item(paper=result.paper, number=1, maximum=20, outcome="counts", skill="numbers")
    factories.band(paper=result.paper, code="low", title_lv="zems", is_low=True)

    lines = PaperForm.of(result.paper)

    assert lines["items"] == "1; 20; counts; numbers"
    assert lines["bands"] == "!; low; zems; told; ; ; ; "
    again = {**{k: v for k, v in lines.items() if v is not None}, "subject": lines["subject"].pk}
    assert sent(desk, "change_paper", result.paper.pk, **again).status_code == 302
    assert PaperForm.of(Paper.objects.get())["bands"] == lines["bands"]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("items", "one; 3"),
        ("items", "1"),
        ("items", "1; -3"),
        ("items", "1; NaN"),
        ("items", "1; 2; a; b; c"),
        ("bands", "; low; zems; guess; 0; 39"),
        ("bands", "whole; low; zems; told; ;"),
        ("bands", "a=b; low; zems; told; ;"),
    ],
)
def test_line_that_cannot_be_read_is_told(desk, paper, field, text):
    given = paper_sent(paper.subject, code="other", **{field: text})

    answer = sent(desk, "add_paper", paper.assessment.pk, **given)

    assert answer.status_code == 422
    assert "cannot be read" in read(answer)
    assert Paper.objects.count() == 1


def test_list_of_results_goes_out_as_a_file(desk, result):
    answer = desk.get(at("results", result.paper.pk) + "?format=csv")

    assert "Bērziņa, Anna" in answer.content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [("", 1), ("q=anna", 1), ("q=zane", 0), ("only=below", 0), ("state=final", 0)],
)
def test_list_of_results_is_narrowed(desk, result, asked, found):
    page = read(desk.get(at("results", result.paper.pk) + f"?{asked}"))

    assert page.count("Bērziņa, Anna") == found


def test_only_those_below_the_threshold(desk, result):
    result.percent, result.total = 5, 1
    result.save()

    assert "Bērziņa, Anna" in read(desk.get(at("results", result.paper.pk) + "?only=below"))
    assert "below the threshold" in seen(desk, "result", result.pk)


def test_head_sees_the_own_learners_and_a_paper_without_names(reader, result, school):
    other = factories.result(paper=result.paper)
    reader.force_login(somebody("head", school))

    page = seen(reader, "results", result.paper.pk)

    assert "Bērziņa, Anna" in page
    assert other.person.family_name not in page
    assert "Bērziņa" not in seen(reader, "paper", result.paper.pk)


def test_founder_reads_figures_and_no_names(reader, result):
    reader.force_login(somebody("founder", factories.authority()))

    assert reader.get(at("results", result.paper.pk)).status_code == 403
    assert "Results by name" not in seen(reader, "paper", result.paper.pk)


def test_published_values_are_written_down_and_settled(desk, paper, school):
    given = {"name": "state", "percent": "51.5", "known_on": "2024-06-14", "source": "VISC"}
    sent(desk, "add_reference", paper.pk, **given)
    assert "51.5%" in seen(desk, "paper", paper.pk)
    for percent, source in (("48", "A"), ("46", "B")):
        average = {"institution": school.pk, "percent": percent, "source": source}
        sent(desk, "add_average", paper.pk, **average)

    assert "say which holds" in seen(desk, "paper", paper.pk)
    assert seen(desk, "averages", paper.pk).count("to be settled") == 2
    first = PublishedAverage.objects.get(source="A")
    assert "48% of this source holds" in seen(desk, "settle", first.pk)
    sent(desk, "settle", first.pk, revision=first.revision)

    assert "say which holds" not in seen(desk, "paper", paper.pk)
    sent(desk, "settle", first.pk, revision=1, remove="yes")
    assert PublishedAverage.objects.get().source == "B"
    sent(desk, "remove_reference", Reference.objects.get().pk)
    assert not Reference.objects.exists()


def test_rule_says_who_has_passed(desk, result):
    rule = {"grade": 9, "from_on": "2023-09-01", "threshold": "60", "source": "MK"}
    assert desk.get(at("passed", result.paper.assessment.pk)).status_code == 404
    sent(desk, "add_rule", **rule, needs="", higher_exams=0)

    page = seen(desk, "passed", result.paper.assessment.pk)
    assert "has not passed" in page
    changed = {**rule, "threshold": "50", "needs": "mathematics", "revision": 1}
    sent(desk, "change_rule", PassingRule.objects.get().pk, **changed, higher_exams=0)

    assert "has not passed" not in seen(desk, "passed", result.paper.assessment.pk)
    assert "grade 9: 50%" in seen(desk, "add_paper", result.paper.assessment.pk)
    sent(desk, "remove_rule", PassingRule.objects.get().pk)
    assert not PassingRule.objects.exists()


def test_classes_tell_how_many_results_are_there(desk, result, own_class):
    factories.enrolment(group=own_class)

    page = seen(desk, "classes", result.paper.pk)

    assert "9.b" in page
    assert at("enter", result.paper.pk, own_class.pk) in page


def test_list_of_the_year_is_empty_until_something_is_planned(desk, installation):
    assert "Nothing is planned" in seen(desk, "list")


def test_who_settles_nothing_is_not_asked_to(reader, paper, school):
    for percent in (48, 46):
        factories.published_average(paper=paper, institution=school, percent=percent, holds=None)
    reader.force_login(somebody("head", school))

    assert "say which holds" not in seen(reader, "paper", paper.pk)
    assert seen(reader, "averages", paper.pk).count("to be settled") == 2
