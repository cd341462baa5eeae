from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("surveys", "0003_last_day_of_answers")]

    operations = [
        migrations.AddField(
            model_name="batch",
            name="used",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.CheckConstraint(
                condition=Q(used__isnull=True) | Q(used__lte=F("issued")),
                name="batch_used_of_its_codes",
            ),
        ),
    ]
