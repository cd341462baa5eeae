"""Which columns become something; what stands in the others is noted when odd, never refused."""

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
