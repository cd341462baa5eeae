"""The dimensions by which figures are filtered and broken down."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from gaisma.analytics import safety_terms, support_terms, vocabulary, work_terms
from gaisma.analytics.audiences import AUDIENCES
from gaisma.analytics.vocabulary import Vocabulary

if TYPE_CHECKING:
    import ibis.expr.types as ir


class Shape(Enum):
    """How a dimension stands in the rows."""

    CODE = auto()
    CODES = auto()  # a list of codes in one row
    TEXT = auto()
    NUMBER = auto()
    INSTITUTION = auto()  # the id of a node, which stands for its subtree


@dataclass(frozen=True)
class Dimension:
    """A column of an indicator's rows, and the words in which it is asked for."""

    key: str
    title: str
    shape: Shape
    vocabulary: Vocabulary | None = None

    def chosen(self, rows: "ir.Table", values: Sequence[str | int]) -> "ir.BooleanValue":
        """Whether a row has one of the values; for an institution they are ids of its subtree."""
        if self.shape is Shape.INSTITUTION:
            return rows.unit.isin(list(values))
        if self.shape is Shape.CODES:
            return _any_of(rows[self.key], values)
        return rows[self.key].isin(list(values))

    def spread(self, rows: "ir.Table") -> "ir.Table":
        """Rows that can be grouped by the dimension: a list makes a row of each of its codes."""
        if self.shape is Shape.CODES:
            return rows.mutate(**{self.key: rows[self.key].unnest()})
        return rows


def _any_of(codes: "ir.ArrayValue", values: Sequence[str | int]) -> "ir.BooleanValue":
    found = codes.contains(values[0])
    for value in values[1:]:
        found = found | codes.contains(value)
    return found


DIMENSIONS = {
    dimension.key: dimension
    for dimension in (
        Dimension("institution", "Institution", Shape.INSTITUTION),
        Dimension("institution_kind", "Kind of institution", Shape.CODE, vocabulary.KINDS),
        Dimension("founder", "Founder", Shape.CODE, vocabulary.FOUNDERS),
        Dimension("stage", "Stage of education", Shape.CODE, vocabulary.STAGES),
        Dimension("offers", "Offers programmes of", Shape.CODE, vocabulary.STAGES),
        Dimension("grade", "Grade", Shape.NUMBER),
        Dimension("special_programme", "Special programme", Shape.CODES, vocabulary.SPECIAL_NEEDS),
        Dimension("home_municipality", "Home municipality", Shape.TEXT),
        Dimension("language", "Language of instruction", Shape.CODE, vocabulary.LANGUAGES),
        Dimension("form_of_study", "Form of study", Shape.CODE, vocabulary.FORMS_OF_STUDY),
        Dimension("field", "Field", Shape.CODE, vocabulary.FIELDS),
        Dimension("regime", "Regime of the group", Shape.CODE, vocabulary.REGIMES),
        Dimension("role", "Role", Shape.CODE, vocabulary.ROLES),
        Dimension("status", "Status", Shape.CODE, vocabulary.STATUSES),
        Dimension("site", "Site", Shape.TEXT),
        Dimension("term", "Term", Shape.NUMBER),
        Dimension("month", "Month", Shape.TEXT),
        Dimension("observer", "Observer", Shape.CODE, vocabulary.OBSERVERS),
        Dimension("subject", "Subject", Shape.TEXT),
        Dimension("criterion", "Criterion", Shape.TEXT),
        Dimension("survey", "Survey", Shape.TEXT),
        Dimension("audience", "Audience", Shape.CODE, AUDIENCES),
        Dimension("item", "Item", Shape.TEXT),
        Dimension("answer", "Answer", Shape.TEXT),
        Dimension("kind", "Kind of evaluation", Shape.CODE, vocabulary.EVALUATIONS),
        Dimension("instrument", "Instrument", Shape.TEXT),
        Dimension("area", "Area", Shape.TEXT),
        Dimension("level", "Level", Shape.TEXT),
        Dimension("assessment", "Test or exam", Shape.TEXT),
        Dimension(
            "assessment_kind", "Kind of test or exam", Shape.CODE, work_terms.ASSESSMENT_KINDS
        ),
        Dimension("skill", "Skill", Shape.TEXT),
        Dimension("band", "Band of results", Shape.TEXT),
        Dimension("reference", "Beside whom", Shape.TEXT),
        Dimension("filling", "How it is to be filled", Shape.CODE, work_terms.VACANCY_FILLINGS),
        Dimension("expected", "To be filled by", Shape.TEXT),
        Dimension("seen", "What was seen", Shape.TEXT),
        Dimension("topic", "Topic", Shape.CODE, work_terms.TRAINING_TOPICS),
        Dimension("result", "Result of the inspection", Shape.CODE, work_terms.INSPECTION_RESULTS),
        Dimension("severity", "Severity of the defect", Shape.CODE, work_terms.DEFECT_SEVERITIES),
        Dimension("support_kind", "Support", Shape.CODE, support_terms.SUPPORT_KINDS),
        Dimension("activity_kind", "Kind of activity", Shape.CODE, safety_terms.ACTIVITY_KINDS),
        Dimension("funding", "Paid from", Shape.CODE, support_terms.FUNDINGS),
        Dimension("case_outcome", "Outcome of the case", Shape.CODE, support_terms.CASE_OUTCOMES),
        Dimension("age_group", "Age", Shape.CODE, support_terms.AGE_GROUPS),
        Dimension("protection", "Temporary protection", Shape.CODE, support_terms.PROTECTIONS),
        Dimension("tracing", "What is known of the child", Shape.CODE, support_terms.TRACINGS),
        Dimension("defect_state", "State of the defect", Shape.CODE, work_terms.DEFECT_STATES),
    )
}
