"""People write about their own year: who reads it, and how the institution hears it."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import translation

from gaisma.base.changes import NotPermitted, UnableToChange, UnableToRecord
from gaisma.base.models import AuditRecord, Organisation, User
from gaisma.quality.selfevaluation import offers, policies, privacy
from gaisma.quality.selfevaluation.actions import contributions, evidence
from gaisma.quality.selfevaluation.models import Contribution, Evidence, Passage, SelfEvaluation
from gaisma.quality.selfevaluation.queries.contributions import fitting, voices
from gaisma.quality.selfevaluation.tables import CHAPTERS
from gaisma.record.people.actions import personal_data
from gaisma.record.people.models import Person
from tests import factories
from tests.moments import NOW, TODAY
from tests.pages import read
from tests.unit.quality.selfevaluation.test_offers import frameworks

pytestmark = pytest.mark.django_db

ANSWERS = {"aims": "Clear outcomes", "done": "Tasks at three levels", "done_level": "good"}


@pytest.fixture
def author(teacher: User) -> Person:
    person: Person = factories.account(user=teacher, person=factories.person()).person
    return person


@pytest.fixture
def own(school: Organisation, author: Person) -> Contribution:
    """What the teacher has begun."""
    factories.employment(person=author, institution=school)
    row: Contribution = factories.contribution(
        institution=school, person=author, school_year=factories.school_year("2023/2024")
    )
    return row


def submitted(school: Organisation, **answers: str) -> Contribution:
    row: Contribution = factories.contribution(
        institution=school,
        person=factories.person(),
        school_year=factories.school_year("2023/2024"),
        answers={**ANSWERS, **answers},
        submitted_at=NOW,
    )
    return row


def submit(row: Contribution, by: User | None) -> Contribution:
    return contributions.submit(
        contribution=row, revision=row.revision, answers=ANSWERS, by=by, at=NOW
    )


def path(row: Contribution, page: str = "") -> str:
    return f"/self-evaluation/own/{row.pk}/{page}"


def test_teacher_begins_one_a_year_and_one_for_a_commission(
    school: Organisation, author: Person, teacher: User
) -> None:
    given = {
        "institution": school,
        "person": author,
        "school_year": factories.school_year("2023/2024"),
        "version": factories.own_framework_version(),
        "by": teacher,
        "at": NOW,
    }
    contributions.begin(commission="", **given)
    contributions.begin(commission=" Languages ", **given)

    with pytest.raises(UnableToRecord, match="begun already"):
        contributions.begin(commission="Languages", **given)

    assert list(Contribution.objects.order_by("pk").values_list("commission", flat=True)) == [
        "",
        "Languages",
    ]
    assert AuditRecord.objects.filter(action="own_evaluation.begin").count() == 2


def test_nobody_writes_in_the_name_of_another(
    school: Organisation, own: Contribution, head: User
) -> None:
    acts: list[Callable[[], object]] = [
        lambda: submit(own, head),
        lambda: contributions.take_back(contribution=own, by=head, at=NOW),
        lambda: contributions.begin(
            institution=school,
            person=own.person,
            school_year=own.school_year,
            version=own.version,
            commission="x",
            by=factories.role_grant(role="teacher", organisation=school).user,
            at=NOW,
        ),
    ]
    for act in acts:
        with pytest.raises(NotPermitted):
            act()


def test_draft_is_kept_and_what_must_be_answered_is_asked_when_it_is_submitted(
    own: Contribution, teacher: User
) -> None:
    row = contributions.write(
        contribution=own, revision=1, answers={"aims": "", "support": "Time"}, by=teacher, at=NOW
    )

    with pytest.raises(UnableToRecord, match="must be answered"):
        contributions.submit(
            contribution=row, revision=2, answers={"aims": "One"}, by=teacher, at=NOW
        )
    with pytest.raises(UnableToChange):
        contributions.submit(contribution=row, revision=1, answers=ANSWERS, by=teacher, at=NOW)

    assert Contribution.objects.get().answers == {"support": "Time"}


def test_submitted_stays_until_it_is_taken_back_and_for_good_once_the_head_has_signed(
    report: SelfEvaluation, own: Contribution, teacher: User
) -> None:
    row = submit(own, teacher)
    with pytest.raises(UnableToRecord, match="take it back"):
        contributions.write(contribution=row, revision=row.revision, answers={}, by=teacher, at=NOW)
    back = contributions.take_back(contribution=row, by=teacher, at=NOW)
    assert back.submitted_at is None

    again = submit(back, teacher)
    SelfEvaluation.objects.filter(pk=report.pk).update(
        state="signed", heard_on=TODAY, protocol="4", signed_on=TODAY
    )
    with pytest.raises(UnableToRecord, match="signed"):
        contributions.take_back(contribution=again, by=teacher, at=NOW)


@pytest.mark.parametrize(
    ("who", "draft", "told"),
    [
        ("teacher", True, True),
        ("head", False, True),
        ("deputy", False, False),
        ("other_head", False, False),
        ("specialist", False, False),
        ("visitor", False, False),
        ("auditor", False, False),
    ],
)
def test_own_words_are_read_by_who_wrote_and_then_by_the_head(
    request: pytest.FixtureRequest,
    reader: Client,
    own: Contribution,
    who: str,
    draft: bool,
    told: bool,
) -> None:
    reader.force_login(request.getfixturevalue(who))

    for sees in (draft, told):
        for page in ("", "print/"):
            shown = reader.get(path(own, page))
            assert (shown.status_code == 200) == sees
        Contribution.objects.update(answers=ANSWERS, submitted_at=NOW)

    looks = AuditRecord.objects.filter(action="own_evaluation.look").count()
    assert looks == (2 if who == "head" else 0)


def test_teacher_is_told_who_reads_it_then_writes_submits_and_takes_back(
    reader: Client, teacher: User, school: Organisation, author: Person
) -> None:
    factories.employment(person=author, institution=school)
    year, version = factories.school_year("2023/2024"), factories.own_framework_version()
    reader.force_login(teacher)

    begin = read(reader, "/self-evaluation/own/new/")
    assert "Nobody outside the institution sees it." in begin
    given = {"school_year": year.pk, "version": version.pk, "commission": ""}
    assert reader.post("/self-evaluation/own/new/", given).status_code == 302
    row = Contribution.objects.get()
    texts = {"revision": 1, "answer-aims": "Clear outcomes", "answer-done_level": "good"}
    assert reader.post(path(row, "write/"), {**texts, "act": "submit"}).status_code == 422
    assert reader.post(path(row, "write/"), {**texts, "act": "keep"}).status_code == 302
    whole = {**texts, "revision": 2, "answer-done": "Tasks", "act": "submit"}
    assert reader.post(path(row, "write/"), whole).status_code == 302

    assert "Clear outcomes" in read(reader, path(row))
    assert reader.get(path(row, "write/")).status_code == 302
    assert reader.post(path(row, "take-back/")).status_code == 302
    assert "Clear outcomes" in read(reader, path(row, "write/"))


def test_levels_are_told_of_five_and_names_of_nobody(
    report: SelfEvaluation, school: Organisation
) -> None:
    rows = [submitted(school, done=f"Words {number}") for number in range(4)]

    with translation.override("en"):
        few = voices(report)
        rows.append(submitted(school, done="Words 4", done_level="excellent"))
        many = voices(report)

    teaching = next(voice for voice in many if voice.title == "What was done")
    assert [voice.levels for voice in few] == [()] * len(few)
    assert [one.text for one in teaching.said] == [f"Words {number}" for number in range(5)]
    assert teaching.levels == (
        ("Excellent", 1),
        ("Very good", 0),
        ("Good", 4),
        ("Needs improvement", 0),
    )
    assert fitting(many, ("teaching_quality",)) == (teaching,)


def test_drafts_other_years_and_other_places_are_not_heard(
    report: SelfEvaluation, school: Organisation
) -> None:
    other = factories.school_year("2022/2023")
    factories.contribution(institution=school, school_year=report.school_year, answers=ANSWERS)
    factories.contribution(institution=school, school_year=other, answers=ANSWERS, submitted_at=NOW)
    submitted(factories.institution())

    assert voices(report) == ()


@pytest.mark.parametrize(
    ("who", "hears"), [("head", True), ("deputy", True), ("teacher", False), ("specialist", False)]
)
def test_report_tells_its_authors_what_people_say(
    request: pytest.FixtureRequest,
    reader: Client,
    report: SelfEvaluation,
    school: Organisation,
    who: str,
    hears: bool,
) -> None:
    row = submitted(school)
    factories.piece_of_evidence(
        evaluation=report, kind="quote", quote="Taken over", is_public=False
    )
    reader.force_login(request.getfixturevalue(who))

    text = read(reader, f"/self-evaluation/{report.pk}/")

    assert ("Tasks at three levels" in text) == hears
    assert ("Taken over" in text) == hears
    assert str(row.person) not in text


def test_passage_is_taken_over_once_as_evidence_that_stays_inside(
    reader: Client, report: SelfEvaluation, school: Organisation, head: User
) -> None:
    row, passage = submitted(school), report.passages.get(about="teaching")
    reader.force_login(head)
    address = f"/self-evaluation/places/{passage.pk}/quote/"

    assert "Take over as evidence" in read(reader, f"/self-evaluation/places/{passage.pk}/")
    for _again in range(2):
        reader.post(address, {"contribution": row.pk, "item": "done"})

    piece = Evidence.objects.get()
    assert (piece.kind, piece.quote, piece.is_public) == ("quote", ANSWERS["done"], False)
    assert reader.post(address, {"contribution": row.pk + 1, "item": "done"}).status_code == 404
    assert reader.post(address, {"item": "done"}).status_code == 404


@pytest.mark.parametrize("item", ["done_level", "support", "unknown"])
def test_only_words_that_were_said_are_taken_over(
    report: SelfEvaluation, school: Organisation, item: str
) -> None:
    passage = report.passages.get(about="teaching")

    with pytest.raises(UnableToRecord, match="passages"):
        evidence.take_over(
            passage=passage, contribution=submitted(school), item=item, by=None, at=NOW
        )


def test_words_of_another_house_are_not_taken_over(report: SelfEvaluation) -> None:
    elsewhere = submitted(factories.institution())
    passage: Passage = report.passages.get(about="teaching")

    with pytest.raises(UnableToRecord, match="passages"):
        evidence.take_over(passage=passage, contribution=elsewhere, item="done", by=None, at=NOW)


def test_every_section_speaks_to_each_framework() -> None:
    asked = factories.own_framework_version().asks

    assert {section.name for section in asked.sections} == set(policies.SPEAKS)
    for framework in frameworks():
        places = {name for area, items in framework.items() for name in (area, *items)}
        for names in policies.SPEAKS.values():
            assert set(names) & places
    every = {name for one in frameworks() for area, items in one.items() for name in (area, *items)}
    assert {name for names in policies.SPEAKS.values() for name in names} <= every | set(CHAPTERS)


def test_what_is_begun_is_owed_and_once_submitted_the_next(
    own: Contribution, teacher: User, head: User
) -> None:
    (due,) = offers.own_evaluations(teacher, date(2024, 6, 1))
    assert (due.due_on, due.of) == (date(2024, 6, 14), (own.pk,))
    assert offers.own_evaluations(teacher, date(2024, 4, 1)) == ()
    assert offers.own_evaluations(head, date(2024, 6, 1)) == ()

    submit(own, teacher)
    assert offers.own_evaluations(teacher, date(2024, 6, 1)) == ()
    (later,) = offers.own_evaluations(teacher, date(2025, 6, 1))
    assert (later.due_on, later.of) == (date(2025, 6, 14), ())


def test_erasing_a_person_removes_what_was_written(installation: object) -> None:
    own = factories.contribution()

    personal_data.erase(person=own.person, by=None, at=NOW, as_of=TODAY)

    assert not Contribution.objects.exists()


def test_after_three_years_nothing_is_kept(own: Contribution) -> None:
    kind = next(one for one in privacy.RETENTION if one.key == "own_evaluation")

    assert not kind.over(date(2024, 8, 1)).exists()
    assert kind.remove(kind.over(date(2024, 9, 1)), at=NOW) == 1


def test_two_who_wrote_there_in_one_year_are_two_people(own: Contribution) -> None:
    obstacle = next(one for one in privacy.MERGE_OBSTACLES if one.key == "selfevaluation.writing")
    other = factories.contribution(institution=own.institution, school_year=own.school_year)
    elsewhere = factories.contribution(school_year=own.school_year)

    assert len(list(obstacle.of(own.person, other.person))) == 1
    assert list(obstacle.of(own.person, elsewhere.person)) == []
