from django.db import migrations, models
from django.db.models import F, Q

NAMES = ("least_in_public", "least_inside", "least_for_texts")


class Migration(migrations.Migration):
    dependencies = [("surveys", "0005_reminders")]

    operations = [
        *(
            migrations.AddField(
                model_name="part",
                name=name,
                field=models.PositiveSmallIntegerField(blank=True, null=True),
            )
            for name in NAMES
        ),
        migrations.AddConstraint(
            model_name="part",
            constraint=models.CheckConstraint(
                condition=Q(
                    least_in_public__isnull=True,
                    least_inside__isnull=True,
                    least_for_texts__isnull=True,
                )
                | Q(
                    least_in_public__isnull=False,
                    least_inside__isnull=False,
                    least_for_texts__isnull=False,
                    least_inside__gte=3,
                    least_in_public__gte=F("least_inside"),
                    least_for_texts__gte=3,
                ),
                name="part_thresholds_protect",
            ),
        ),
    ]
