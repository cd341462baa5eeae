from dataclasses import replace

from gaisma.base.registry import gathered
from gaisma.evidence.reports.asking import ReportQuestion
from gaisma.evidence.reports.disclosure import protected, told
from tests.unit.evidence.reports import invented

INDICATORS = {one.key: one for one in gathered("INDICATORS")}
PRESCHOOL = {"stage": "preschool", "school_year": "2024/2025"}


def answered(asker, indicator, counts, *, by=(), before=None, **filters):
    """The answers of one question with these counts, in the order of the invented city."""
    question = asker().completed(ReportQuestion.of(indicator, {**PRESCHOOL, **filters}, by))
    (figures,) = asker().ask([question]).values()
    changed = [
        replace(one, value=n - (b or 0), numerator=n, compared_value=b)
        for one, n, b in zip(figures, counts, before or [None] * len(counts), strict=True)
    ]
    return {question: changed}


def hidden(answers):
    return [[one.suppressed for one in figures] for figures in answers.values()]


def test_large_counts_are_published(asker, edition):
    answers = answered(asker, "learners.count", [60, 70, 80, 90], by=("institution",))

    shown = protected(answers, indicators=INDICATORS, edition=edition())

    assert shown == answers


def test_small_count_hides_another_beside_a_published_total(asker, edition):
    answers = answered(asker, "learners.count", [3, 70, 80, 90], by=("institution",))
    answers |= answered(asker, "learners.count", [243])

    shown = protected(answers, indicators=INDICATORS, edition=edition())

    rows, total = hidden(shown)
    assert rows[0]
    assert sum(rows) == 2
    assert total == [False]


def test_figure_in_the_text_is_hidden_with_the_same_cell_of_a_table(asker, edition):
    answers = answered(asker, "learners.count", [3, 70, 80, 90], by=("institution",))
    answers |= answered(asker, "learners.count", [3], institution="PII-01")

    shown = protected(answers, indicators=INDICATORS, edition=edition())

    assert hidden(shown)[1] == [True]


def test_change_is_hidden_when_the_year_before_was_small(asker, edition):
    answers = answered(
        asker, "learners.change", [50, 70, 80, 90], by=("institution",), before=[2, 70, 80, 90]
    )

    (figures,) = protected(answers, indicators=INDICATORS, edition=edition()).values()

    assert figures[0].suppressed
    assert (figures[0].value, figures[0].compared_value, figures[0].numerator) == (None, None, None)
    assert not figures[3].suppressed


def test_change_is_hidden_when_the_count_of_now_is_small(asker, edition):
    answers = answered(
        asker, "learners.change", [2, 70, 80, 90], by=("institution",), before=[50, 70, 80, 90]
    )

    (figures,) = protected(answers, indicators=INDICATORS, edition=edition()).values()

    assert figures[0].suppressed
    assert not figures[3].suppressed


def test_changes_are_hidden_on_both_sides_at_once(asker, edition):
    answers = answered(
        asker, "learners.change", [2, 70, 80, 90], by=("institution",), before=[50, 70, 80, 3]
    )

    (figures,) = protected(answers, indicators=INDICATORS, edition=edition()).values()

    assert figures[0].suppressed
    assert figures[3].suppressed


def test_kinds_do_not_give_a_small_institution_away(asker, edition):
    """Both preschools together stand in the table of kinds: one of them cannot be told alone."""
    by_institution = [3, 90, 60, 70]
    answers = answered(asker, "learners.count", by_institution, by=("institution",))
    answers |= answered(asker, "learners.count", [93, 70, 60], by=("institution_kind",))
    answers |= answered(asker, "learners.count", [223])

    shown = protected(answers, indicators=INDICATORS, edition=edition())

    (small, other, *_), (preschools, *_), _total = hidden(shown)
    assert small
    assert other or preschools


def test_groups_are_not_people_and_stay(asker, edition):
    answers = answered(asker, "groups.count", [1, 2, 3, 4], by=("institution",))

    assert protected(answers, indicators=INDICATORS, edition=edition()) == answers


def test_installation_says_what_is_small(asker, edition):
    answers = answered(asker, "learners.count", [8, 70, 80, 90], by=("institution",))

    shown = protected(answers, indicators=INDICATORS, edition=edition(smallest_group=10))

    assert hidden(shown)[0][0]


EXAM = {"assessment_kind": "state", "grade": "9"}


def sat(asker, counts):
    """How many sat by subject, in the year of the report's day."""
    return of_exam(asker, "assessments.learners", counts)


def of_exam(asker, indicator, counts, *, value=None):
    """A figure of the exams by subject, with these counts."""
    question = asker().completed(
        ReportQuestion.of(indicator, {**EXAM, "at": "ending"}, ("subject",))
    )
    (figures,) = asker().ask([question]).values()
    return {
        question: [
            replace(one, value=n if value is None else value, numerator=n)
            for one, n in zip(figures, counts, strict=True)
        ]
    }


def test_mean_is_hidden_where_those_are_of_whom_it_is(asker, edition):
    answers = sat(asker, [3, 40]) | of_exam(asker, "assessments.mean_percent", [2, 20], value=60)

    shown = protected(answers, indicators=INDICATORS, edition=edition())

    assert hidden(shown) == [[True, False], [True, False]]


def test_mean_is_hidden_where_it_is_not_known_of_how_many(asker, edition):
    answers = sat(asker, [40, 0]) | of_exam(asker, "assessments.mean_percent", [20, 20], value=60)

    shown = protected(answers, indicators=INDICATORS, edition=edition())

    assert hidden(shown)[1] == [False, True]


def test_few_who_did_not_fail_are_hidden_like_few_who_did(asker, edition):
    answers = sat(asker, [40, 50]) | of_exam(asker, "assessments.below_threshold", [38, 20])

    shown = protected(answers, indicators=INDICATORS, edition=edition())

    (sat_there, _), (failed, _) = hidden(shown)
    assert sat_there or failed


def test_of_how_many_a_mean_is_is_asked_though_no_table_has_it(asker, edition):
    def few(indicator, **asked):
        figures = invented.answer(indicator, **asked)
        if indicator != "assessments.learners":
            return figures
        return [replace(one, value=3, numerator=3) for one in figures]

    question = asker().completed(
        ReportQuestion.of("assessments.mean_percent", {**EXAM, "at": "ending"})
    )

    assert hidden(told([question], asker=asker(few), edition=edition()))[0] == [True]


def test_share_by_what_learners_are_not_counted_by_is_not_told(asker, edition):
    question = asker().completed(ReportQuestion.of("attendance.rate", {"subject": "Latvian"}))
    answers = asker().ask([question])

    shown = protected(answers, indicators=INDICATORS, edition=edition())

    assert hidden(shown) == [[True]]


def test_those_of_a_day_are_no_whole_of_those_of_a_year(asker, edition):
    answers = answered(asker, "learners.count", [60, 70, 80, 90], by=("institution",))
    today = asker().completed(
        ReportQuestion.of("learners.count", {"stage": "preschool", "at": "day"})
    )
    (figures,) = asker().ask([today]).values()
    answers |= {today: [replace(figures[0], value=50, numerator=50)]}

    shown = protected(answers, indicators=INDICATORS, edition=edition())

    assert shown == answers
