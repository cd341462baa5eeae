from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("surveys", "0004_codes_used_when_it_closed")]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="is_reminder",
            field=models.BooleanField(default=False),
        ),
        migrations.RemoveConstraint(model_name="letter", name="letter_once_in_a_batch"),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.UniqueConstraint(
                fields=("batch", "address", "is_reminder"), name="letter_once_in_a_batch"
            ),
        ),
    ]
