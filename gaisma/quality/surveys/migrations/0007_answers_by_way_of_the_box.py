from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("surveys", "0006_thresholds_of_audiences")]

    operations = [
        migrations.AddField(
            model_name="code", name="used_under", field=models.BigIntegerField(null=True)
        ),
        migrations.AddField(
            model_name="response", name="is_on_paper", field=models.BooleanField(default=False)
        ),
        migrations.RemoveIndex(model_name="response", name="response_to_be_mixed"),
        migrations.RemoveField(model_name="response", name="is_mixed"),
        # Without a day first, so that the way back knows what to write.
        migrations.AlterField(
            model_name="response", name="given_on", field=models.DateField(null=True)
        ),
        migrations.RemoveField(model_name="response", name="given_on"),
    ]
