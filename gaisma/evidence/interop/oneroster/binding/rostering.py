"""The files that say who learns and works where."""

from gaisma.evidence.interop.oneroster.binding.columns import (
    Column,
    Table,
    Type,
    date,
    guid,
    guids,
    one_of,
    text,
    truth,
)

OLD, NEW = ("1.1",), ("1.2",)
USER_ROLES = (
    "administrator",
    "aide",
    "guardian",
    "parent",
    "proctor",
    "relative",
    "student",
    "teacher",
)
ROLES = (
    "aide",
    "counselor",
    "districtAdministrator",
    "guardian",
    "parent",
    "principal",
    "proctor",
    "relative",
    "siteAdministrator",
    "student",
    "systemAdministrator",
    "teacher",
)
ENROLLMENT_ROLES = ("administrator", "proctor", "student", "teacher")
SESSION_TYPES = ("gradingPeriod", "semester", "schoolYear", "term")
ORG_TYPES = ("department", "school", "district", "local", "state", "national")
SEXES = ("male", "female")
RACES = (
    "americanIndianOrAlaskaNative",
    "asian",
    "blackOrAfricanAmerican",
    "nativeHawaiianOrOtherPacificIslander",
    "white",
    "demographicRaceTwoOrMoreRaces",
    "hispanicOrLatinoEthnicity",
)


def _by_version(name: str, old: tuple[str, ...], new: tuple[str, ...]) -> tuple[Column, Column]:
    return (
        one_of(name, *old, versions=OLD),
        one_of(name, *new, extensible=True, versions=NEW),
    )


ROSTERING = (
    Table(
        "academicSessions",
        (
            text("title", required=True),
            *_by_version("type", SESSION_TYPES, SESSION_TYPES),
            date("startDate", required=True),
            date("endDate", required=True),
            guid("parentSourcedId", "academicSessions"),
            Column("schoolYear", Type.YEAR, required=True),
        ),
    ),
    Table(
        "orgs",
        (
            text("name", required=True),
            *_by_version("type", ORG_TYPES, ORG_TYPES),
            text("identifier"),
            guid("parentSourcedId", "orgs"),
        ),
    ),
    Table(
        "courses",
        (
            guid("schoolYearSourcedId", "academicSessions"),
            text("title", required=True),
            text("courseCode"),
            Column("grades", Type.GRADES),
            guid("orgSourcedId", "orgs", required=True),
            Column("subjects", Type.TEXTS),
            Column("subjectCodes", Type.TEXTS),
        ),
    ),
    Table(
        "classes",
        (
            text("title", required=True),
            Column("grades", Type.GRADES),
            guid("courseSourcedId", "courses", required=True),
            text("classCode"),
            *_by_version("classType", ("homeroom", "scheduled"), ("homeroom", "scheduled")),
            text("location"),
            guid("schoolSourcedId", "orgs", required=True),
            guids("termSourcedIds", "academicSessions", required=True),
            Column("subjects", Type.TEXTS),
            Column("subjectCodes", Type.TEXTS),
            Column("periods", Type.TEXTS),
        ),
    ),
    Table(
        "users",
        (
            truth("enabledUser", required=True),
            guids("orgSourcedIds", "orgs", required=True, versions=OLD),
            one_of("role", *USER_ROLES, versions=OLD),
            text("username", required=True),
            Column("userIds", Type.USER_IDS),
            text("givenName", required=True),
            text("familyName", required=True),
            text("middleName"),
            text("identifier"),
            text("email"),
            text("sms"),
            text("phone"),
            guids("agentSourcedIds", "users"),
            Column("grades", Type.GRADES),
            text("password"),
            text("userMasterIdentifier", versions=NEW),
            text("preferredGivenName", versions=NEW),
            text("preferredMiddleName", versions=NEW),
            text("preferredFamilyName", versions=NEW),
            guid("primaryOrgSourcedId", "orgs", versions=NEW),
            text("pronouns", versions=NEW),
        ),
    ),
    Table(
        "roles",
        (
            guid("userSourcedId", "users", required=True),
            one_of("roleType", "primary", "secondary"),
            one_of("role", *ROLES, extensible=True),
            date("beginDate"),
            date("endDate"),
            guid("orgSourcedId", "orgs", required=True),
            guid("userProfileSourcedId", "userProfiles"),
        ),
        versions=NEW,
    ),
    Table(
        "userProfiles",
        (
            guid("userSourcedId", "users", required=True),
            text("profileType", required=True),
            text("vendorId", required=True),
            text("applicationId"),
            text("description"),
            text("credentialType", required=True),
            text("username", required=True),
            text("password"),
        ),
        versions=NEW,
    ),
    Table(
        "enrollments",
        (
            guid("classSourcedId", "classes", required=True),
            guid("schoolSourcedId", "orgs", required=True),
            guid("userSourcedId", "users", required=True),
            *_by_version("role", ENROLLMENT_ROLES, ENROLLMENT_ROLES),
            truth("primary"),
            date("beginDate"),
            date("endDate"),
        ),
    ),
    Table(
        "demographics",
        (
            date("birthDate"),
            one_of("sex", *SEXES, required=False, versions=OLD),
            one_of(
                "sex", *SEXES, "other", "unspecified", required=False, extensible=True, versions=NEW
            ),
            *(truth(name) for name in RACES),
            text("countryOfBirthCode"),
            text("stateOfBirthAbbreviation"),
            text("cityOfBirth"),
            text("publicSchoolResidenceStatus"),
        ),
        refers_to="users",
    ),
)
