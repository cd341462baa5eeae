from typing import Any

from django.db import migrations, models
from django.db.models import F


def name_as_code(apps: Any, schema_editor: Any) -> None:
    """A wave was known to figures by its name, and stays so."""
    apps.get_model("surveys", "Campaign").objects.update(code=F("name"))


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_campaigns_codes_and_answers")]

    operations = [
        migrations.AddField(
            model_name="campaign",
            name="code",
            field=models.CharField(default="", max_length=120),
            preserve_default=False,
        ),
        migrations.RunPython(name_as_code, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="campaign",
            name="code",
            field=models.CharField(max_length=120, unique=True),
        ),
    ]
