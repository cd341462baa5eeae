"""The files of learning materials: checked like the others, not taken in."""

from gaisma.evidence.interop.oneroster.binding.columns import (
    Column,
    Table,
    Type,
    guid,
    one_of,
    text,
)
from gaisma.evidence.interop.oneroster.binding.rostering import USER_ROLES

NEW = ("1.2",)

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
