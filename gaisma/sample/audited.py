"""What is done in this room, as the audit knows it."""

from django.utils.translation import gettext_noop

from gaisma.base.audit import ADMINISTRATORS, OFFICIALS, Action

LOAD = Action(
    "sample.load",
    gettext_noop("Loaded the sample city"),
    touches=(
        "organisations",
        "sites",
        "statuses",
        "successions",
        "programmes",
        "groups",
        "people",
        "enrolments",
        "employments",
        "vacancies",
        "development",
        "queue",
        "boards",
        "observations",
        "evaluations",
        "inspections",
        "assessments",
        "assessment_results",
        "appraisals",
        "support_cases",
        "support_given",
        "class_lessons",
        "family_talks",
        "declared_children",
        "contact_attempts",
        "surveys",
        "support_activities",
    ),
    news_for=(OFFICIALS, ADMINISTRATORS),
)
