from typing import Any

from django.db import migrations, models
from django.db.models import Q


def tell_the_known(apps: Any, _schema_editor: Any) -> None:
    """What has a number was known; of the others it was not kept why they have none."""
    apps.get_model("reports", "ReportFigure").objects.exclude(value="").update(state="known")


STATES = ["known", "no_data", "not_begun", "not_asked", "protected", "redefined"]


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_what_is_doubted_and_why_it_may_stay")]

    operations = [
        migrations.AddField(
            model_name="reportfigure",
            name="state",
            field=models.CharField(
                blank=True, choices=[(one, one) for one in STATES], default="", max_length=16
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="reportfigure",
            name="compared_state",
            field=models.CharField(
                blank=True, choices=[(one, one) for one in STATES], default="", max_length=16
            ),
            preserve_default=False,
        ),
        migrations.RunPython(tell_the_known, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="reportfigure",
            constraint=models.CheckConstraint(
                condition=Q(state="known") & ~Q(value="") | ~Q(state="known") & Q(value=""),
                name="report_figure_is_known_by_its_number",
            ),
        ),
    ]
