from typing import Any

from django.db import migrations


def end(apps: Any, schema_editor: Any) -> None:
    """Sessions that the table shows in clear are over: everybody signs in once more."""
    apps.get_model("sessions", "Session").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_invitations"), ("sessions", "0001_initial")]

    operations = [migrations.RunPython(end, end)]
