"""Of a closed wave is known on which day the last of an audience answered.

Of waves that are closed already it is taken to be the last day of the survey.
"""

from typing import Any

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def of_closed_waves(apps: Any, _editor: Any) -> None:
    """The last day of the survey."""
    Campaign, Part = (apps.get_model("surveys", name) for name in ("Campaign", "Part"))  # noqa: N806
    last = Campaign.objects.filter(pk=OuterRef("campaign_id")).values("closes_on")
    closed = Part.objects.filter(campaign__closed_at__isnull=False)
    closed.update(answered_on=Subquery(last))


class Migration(migrations.Migration):
    dependencies = [("surveys", "0002_codes_of_waves")]

    operations = [
        migrations.AddField(
            model_name="part",
            name="answered_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.RunPython(of_closed_waves, migrations.RunPython.noop),
    ]
