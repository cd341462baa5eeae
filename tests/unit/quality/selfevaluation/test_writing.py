"""Self-evaluations are begun and written, by several people, place by place."""

import pytest
from django.utils import translation

from gaisma.analytics.calculation import Figure
from gaisma.base.changes import NotPermitted, UnableToChange, UnableToRecord
from gaisma.base.models import AuditRecord, Organisation, User
from gaisma.base.models.accounts import ROLES
from gaisma.base.permissions import AT_WORK, KEEPERS, LEADERS, OFFICIALS
from gaisma.evidence.figures.evidence import Evidence as Basis
from gaisma.quality.selfevaluation.actions import evidence as proving
from gaisma.quality.selfevaluation.actions import reports as writing
from gaisma.quality.selfevaluation.models import Evidence, Passage, Remark, SelfEvaluation
from gaisma.quality.selfevaluation.queries import evidence, reports
from gaisma.quality.selfevaluation.tables import CHAPTERS
from tests import factories
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db


def place(report: SelfEvaluation, about: str) -> Passage:
    found: Passage = report.passages.get(about=about)
    return found


def test_beginning_makes_a_place_for_every_chapter_area_and_criterion(
    report: SelfEvaluation,
) -> None:
    places = list(report.passages.order_by("pk").values_list("place", "about"))

    assert [about for kind, about in places if kind == "chapter"] == list(CHAPTERS)
    assert [one for one in places if one[0] != "chapter"] == [
        ("area", "teaching"),
        ("criteria", "lessons"),
        ("criteria", "marks"),
        ("area", "place"),
        ("criteria", "safety"),
    ]


def test_a_year_is_begun_once(report: SelfEvaluation) -> None:
    with pytest.raises(UnableToRecord, match="begun already"):
        writing.begin(
            institution=report.institution,
            school_year=report.school_year,
            version=report.version,
            by=None,
            at=NOW,
        )


def test_an_instrument_of_another_use_is_refused(report: SelfEvaluation) -> None:
    with pytest.raises(UnableToRecord, match="Choose an instrument"):
        writing.begin(
            institution=factories.institution(),
            school_year=report.school_year,
            version=factories.framework_version("visit"),
            by=None,
            at=NOW,
        )


def test_two_write_different_places_and_neither_the_same(
    report: SelfEvaluation, head: User, deputy: User
) -> None:
    lessons, marks = place(report, "lessons"), place(report, "marks")
    again = place(report, "lessons")
    writing.write(passage=lessons, revision=1, narrative="Mine", level="fair", by=head, at=NOW)
    writing.write(passage=marks, revision=1, narrative="Theirs", by=deputy, at=NOW)

    with pytest.raises(UnableToChange):
        writing.write(passage=again, revision=1, narrative="Over it", by=deputy, at=NOW)

    assert place(report, "lessons").narrative == "Mine"
    assert place(report, "marks").narrative == "Theirs"
    assert AuditRecord.objects.filter(action="self_evaluation.write").count() == 2


@pytest.mark.parametrize(
    ("about", "level", "said"),
    [("lessons", "unknown", "Choose a level"), ("profile", "fair", "A chapter has no level")],
)
def test_a_level_is_of_the_scale_and_of_a_criterion(
    report: SelfEvaluation, about: str, level: str, said: str
) -> None:
    with pytest.raises(UnableToRecord, match=said):
        writing.write(passage=place(report, about), revision=1, level=level, by=None, at=NOW)


def test_only_who_leads_the_institution_writes(
    report: SelfEvaluation, specialist: User, other_head: User
) -> None:
    for user in (specialist, other_head):
        with pytest.raises(NotPermitted):
            writing.write(
                passage=place(report, "lessons"), revision=1, narrative="x", by=user, at=NOW
            )


def test_what_is_sent_is_not_written_on(report: SelfEvaluation) -> None:
    signed = factories.signed_evaluation()
    passage = factories.passage(evaluation=signed)

    with pytest.raises(UnableToRecord, match="in the state"):
        writing.write(passage=passage, revision=1, narrative="x", by=None, at=NOW)


def test_joined_criteria_keep_what_was_said_of_each(report: SelfEvaluation, head: User) -> None:
    for about in ("lessons", "marks"):
        writing.write(
            passage=place(report, about), revision=1, narrative=about, level="fair", by=None, at=NOW
        )
    factories.piece_of_evidence(evaluation=report, about="marks")

    joined = writing.join(evaluation=report, criteria=["lessons", "marks"], by=None, at=NOW)

    assert (joined.about, joined.narrative) == ("lessons marks", "lessons\n\nmarks")
    assert joined.level == "fair"
    assert Evidence.objects.get().about == "lessons"
    assert reports.place(joined, head).title == "Lessons; Marks"


def test_parted_criteria_stand_alone_again(report: SelfEvaluation) -> None:
    joined = writing.join(evaluation=report, criteria=["lessons", "marks"], by=None, at=NOW)

    writing.part(passage=joined, revision=joined.revision, by=None, at=NOW)

    criteria = report.passages.filter(place="criteria")
    assert set(criteria.values_list("about", flat=True)) == {"lessons", "marks", "safety"}


@pytest.mark.parametrize("criteria", [["lessons"], ["lessons", "safety"], ["lessons", "unknown"]])
def test_criteria_of_one_area_are_joined(report: SelfEvaluation, criteria: list[str]) -> None:
    with pytest.raises(UnableToRecord, match="one area"):
        writing.join(evaluation=report, criteria=criteria, by=None, at=NOW)


def test_evidence_is_a_figure_a_link_or_a_document(report: SelfEvaluation) -> None:
    passage = place(report, "lessons")
    other = {"title": "Plan No. 3", "is_public": False, "by": None, "at": NOW}

    proving.add_figure(passage=passage, offer="learners", by=None, at=NOW)
    proving.add_other(passage=passage, link="https://school.example/plan", **other)
    proving.add_other(passage=passage, link="", **other)

    rows = Evidence.objects.order_by("pk").values_list("kind", "indicator", "link", "is_public")
    assert list(rows) == [
        ("figure", "learners.count", "", True),
        ("link", "", "https://school.example/plan", False),
        ("document", "", "", False),
    ]


def test_only_offered_figures_are_evidence(report: SelfEvaluation) -> None:
    with pytest.raises(UnableToRecord, match="offered"):
        proving.add_figure(passage=place(report, "lessons"), offer="secret", by=None, at=NOW)


def test_remark_is_open_until_it_is_settled(report: SelfEvaluation, teacher: User) -> None:
    remark = writing.remark(evaluation=report, about="lessons", text=" Why? ", by=teacher, at=NOW)

    writing.settle(remark=remark, by=teacher, at=NOW)

    remark.refresh_from_db()
    assert (remark.text, remark.resolved_by) == ("Why?", teacher)
    writing.settle(remark=remark, by=None, at=NOW)
    remark.refresh_from_db()
    assert remark.resolved_by == teacher
    with pytest.raises(UnableToRecord, match="place of this report"):
        writing.remark(evaluation=report, about="elsewhere", text="x", by=teacher, at=NOW)


@pytest.mark.parametrize("role", ROLES)
def test_remark_is_settled_by_its_author_or_who_writes_or_returns(
    report: SelfEvaluation, school: Organisation, teacher: User, role: str
) -> None:
    node = school if role in (*AT_WORK, *LEADERS) else school.parent
    user = factories.user()
    factories.role_grant(user=user, role=role, organisation=node)
    own, others = (
        writing.remark(evaluation=report, about="", text="Why?", by=author, at=NOW)
        for author in (user if role in (*KEEPERS, *AT_WORK) else None, teacher)
    )
    settling = {*LEADERS, *OFFICIALS} & {*KEEPERS, *AT_WORK}

    settled = [remark for remark in (own, others) if _is_settled(remark, user)]

    assert (others in settled) == (role in settling)
    assert (own in settled) == (role in (*KEEPERS, *AT_WORK))


def _is_settled(remark: Remark, user: User) -> bool:
    try:
        writing.settle(remark=remark, by=user, at=NOW)
    except NotPermitted:
        return False
    return True


@pytest.mark.parametrize(("value", "told"), [("240", "240"), ("3", "…")])
def test_figure_is_a_door_and_a_small_number_told_only_to_who_may_ask_it(
    report: SelfEvaluation, head: User, other_head: User, value: str, told: str
) -> None:
    factories.piece_of_evidence(
        evaluation=report, indicator="learners.count", value=value, as_of=TODAY, lake_version=1
    )

    with translation.override("en"):
        (own,) = evidence.pieces(report, head, sees_internal=True)
        (others,) = evidence.pieces(report, other_head, sees_internal=False)
        (public,) = evidence.pieces(report, None, sees_internal=False)

    assert (own.value, own.address.partition("?")[0]) == (value, "/figures/learners.count/")
    assert (others.value, others.address) == (told, "")
    assert (public.value, public.address) == (told, "")


def test_small_number_of_a_draft_is_told_only_to_who_may_ask_it(
    report: SelfEvaluation, head: User, teacher: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = {"institution": report.institution.code}
    figure = Figure(
        indicator="learners.count", filters=own, by={}, value=3, compared_value=None, numerator=3,
        denominator=None, unit="count", as_of=TODAY, lake_version=1, definition="",
    )  # fmt: skip
    monkeypatch.setattr(evidence, "figure_of", lambda *_given, **_more: figure)
    basis = Basis(as_of=TODAY, school_year="2024/2025", number=1, made_at=NOW)
    monkeypatch.setattr("gaisma.evidence.figures.evidence.current", lambda: basis)
    factories.piece_of_evidence(evaluation=report, indicator="learners.count")

    with translation.override("en"):
        told = [
            evidence.pieces(report, user, sees_internal=True)[0].value for user in (head, teacher)
        ]

    assert told == ["3", "…"]
