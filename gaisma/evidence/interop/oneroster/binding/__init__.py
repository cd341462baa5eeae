"""What the CSV binding demands of each file, by version, as values."""

from gaisma.evidence.interop.oneroster.binding.columns import Column, Table, Type
from gaisma.evidence.interop.oneroster.binding.gradebook import GRADEBOOK, RESOURCES
from gaisma.evidence.interop.oneroster.binding.rostering import ROSTERING

LIFE = {"sourcedId", "status", "dateLastModified"}
USED = {
    "academicSessions": {"type", "startDate", "endDate"},
    "orgs": {"name", "type", "identifier", "parentSourcedId"},
    "courses": {"title", "courseCode", "grades", "subjects", "subjectCodes"},
    "classes": {
        "title",
        "grades",
        "courseSourcedId",
        "classCode",
        "classType",
        "schoolSourcedId",
        "termSourcedIds",
    },
    "users": {
        "orgSourcedIds",
        "role",
        "userIds",
        "givenName",
        "familyName",
        "agentSourcedIds",
        "grades",
    },
    "roles": {"userSourcedId", "role", "beginDate", "endDate", "orgSourcedId"},
    "enrollments": {
        "classSourcedId",
        "schoolSourcedId",
        "userSourcedId",
        "role",
        "beginDate",
        "endDate",
    },
    "demographics": {"birthDate"},
    "categories": {"title"},
    "lineItems": {
        "title",
        "assignDate",
        "dueDate",
        "classSourcedId",
        "categorySourcedId",
        "gradingPeriodSourcedId",
        "academicSessionSourcedId",
        "resultValueMin",
        "resultValueMax",
    },
    "results": {
        "lineItemSourcedId",
        "studentSourcedId",
        "scoreStatus",
        "score",
        "scoreDate",
        "textScore",
    },
}
"""File without its ending → its own columns that are read; files that are missing are not."""


def is_used(file: str, column: str = "sourcedId") -> bool:
    """Whether the column of the file, or the file at all, becomes something."""
    return file in USED and column in USED[file] | LIFE


VERSIONS = ("1.1", "1.2")

CORE = ("academicSessions", "orgs", "courses", "classes", "users", "roles", "enrollments")
"""Files that a roster is made of: without a header line they say that something went wrong."""

TABLES: dict[str, dict[str, Table]] = {
    version: {
        table.name: table
        for table in (*ROSTERING, *GRADEBOOK, *RESOURCES)
        if version in table.versions
    }
    for version in VERSIONS
}
"""Version → file without its ending → what it holds."""

__all__ = ["CORE", "TABLES", "VERSIONS", "Column", "Table", "Type", "is_used"]
