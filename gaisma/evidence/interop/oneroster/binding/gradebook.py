"""The files that say what was marked and how, and those of learning materials."""

from gaisma.evidence.interop.oneroster.binding.columns import (
    Column,
    Table,
    Type,
    date,
    guid,
    one_of,
    text,
    truth,
)
from gaisma.evidence.interop.oneroster.binding.rostering import USER_ROLES

OLD, NEW = ("1.1",), ("1.2",)
SCORE_STATUSES = ("exempt", "fully graded", "not submitted", "partially graded", "submitted")


def _number(name: str, *, required: bool = False, versions: tuple[str, ...] = OLD + NEW) -> Column:
    return Column(name, Type.NUMBER, required=required, versions=versions)


GRADEBOOK = (
    Table(
        "categories",
        (text("title", required=True), Column("weight", Type.INTEGER, versions=NEW)),
    ),
    Table(
        "lineItems",
        (
            text("title", required=True),
            text("description"),
            date("assignDate", required=True),
            date("dueDate", required=True),
            guid("classSourcedId", "classes", required=True),
            guid("categorySourcedId", "categories", required=True),
            guid("gradingPeriodSourcedId", "academicSessions", required=True, versions=OLD),
            guid("academicSessionSourcedId", "academicSessions", required=True, versions=NEW),
            _number("resultValueMin", required=True, versions=OLD),
            _number("resultValueMax", required=True, versions=OLD),
            _number("resultValueMin", versions=NEW),
            _number("resultValueMax", versions=NEW),
            guid("schoolSourcedId", "orgs", required=True, versions=NEW),
        ),
    ),
    Table(
        "lineItemLearningObjectiveIds",
        (
            guid("lineItemSourcedId", "lineItems", required=True),
            one_of("source", "case", "unknown", extensible=True),
            text("learningObjectiveId", required=True),
        ),
        versions=NEW,
    ),
    Table(
        "lineItemScoreScales",
        (
            text("title"),
            guid("lineItemSourcedId", "lineItems", required=True),
            guid("scoreScaleSourcedId", "scoreScales", required=True),
        ),
        versions=NEW,
    ),
    Table(
        "results",
        (
            guid("lineItemSourcedId", "lineItems", required=True),
            guid("studentSourcedId", "users", required=True),
            one_of("scoreStatus", *SCORE_STATUSES, versions=OLD),
            one_of("scoreStatus", *SCORE_STATUSES, extensible=True, versions=NEW),
            _number("score", required=True, versions=OLD),
            _number("score", versions=NEW),
            date("scoreDate", required=True),
            text("comment"),
            text("textScore", versions=NEW),
            guid("classSourcedId", "classes", versions=NEW),
            *(
                truth(name, versions=NEW)
                for name in ("inProgress", "incomplete", "late", "missing")
            ),
        ),
    ),
    Table(
        "resultLearningObjectiveIds",
        (
            guid("resultSourcedId", "results", required=True),
            one_of("source", "case", "unknown", extensible=True),
            text("learningObjectiveId", required=True),
            _number("score", versions=NEW),
            text("textScore"),
        ),
        versions=NEW,
    ),
    Table(
        "resultScoreScales",
        (
            text("title"),
            guid("resultSourcedId", "results", required=True),
            guid("scoreScaleSourcedId", "scoreScales", required=True),
        ),
        versions=NEW,
    ),
    Table(
        "scoreScales",
        (
            text("title", required=True),
            text("type", required=True),
            guid("orgSourcedId", "orgs", required=True),
            guid("courseSourcedId", "courses", required=True),
            guid("classSourcedId", "classes", required=True),
            Column("scoreScaleValue", Type.TEXTS, required=True),
        ),
        versions=NEW,
    ),
)


RESOURCES = (
    Table(
        "resources",
        (
            text("vendorResourceId", required=True),
            text("title"),
            Column("roles", Type.ENUMERATIONS, values=USER_ROLES, extensible=True),
            one_of("importance", "primary", "secondary", required=False),
            text("vendorId"),
            text("applicationId"),
        ),
    ),
    Table(
        "classResources",
        (
            text("title"),
            guid("classSourcedId", "classes", required=True),
            guid("resourceSourcedId", "resources", required=True),
        ),
    ),
    Table(
        "courseResources",
        (
            text("title"),
            guid("courseSourcedId", "courses", required=True),
            guid("resourceSourcedId", "resources", required=True),
        ),
    ),
    Table(
        "userResources",
        (
            guid("userSourcedId", "users", required=True),
            guid("orgSourcedId", "orgs"),
            guid("classSourcedId", "classes"),
            guid("resourceSourcedId", "resources", required=True),
        ),
        versions=NEW,
    ),
)
