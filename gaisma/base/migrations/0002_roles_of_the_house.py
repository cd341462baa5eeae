from collections.abc import Callable
from typing import Any

from django.db import migrations, models
from django.db.models import Q

ROLES = (
    "specialist",
    "manager",
    "founder",
    "head",
    "deputy",
    "methodologist",
    "class_teacher",
    "teacher",
    "support",
    "centre_staff",
    "finance",
    "project_manager",
    "auditor",
    "administrator",
)


def renamed(before: str, after: str) -> Callable[[Any, Any], None]:
    def rename(apps: Any, schema_editor: Any) -> None:
        apps.get_model("base", "RoleGrant").objects.filter(role=before).update(role=after)

    return rename


class Migration(migrations.Migration):
    dependencies = [("base", "0001_accounts_and_organisations")]
    operations = [
        migrations.RemoveConstraint("rolegrant", "role_grant_known_role"),
        migrations.RunPython(renamed("visitor", "founder"), renamed("founder", "visitor")),
        migrations.AlterField(
            "rolegrant",
            "role",
            models.CharField(max_length=16, choices=[(role, role) for role in ROLES]),
        ),
        migrations.AddConstraint(
            "rolegrant",
            models.CheckConstraint(condition=Q(role__in=ROLES), name="role_grant_known_role"),
        ),
    ]
