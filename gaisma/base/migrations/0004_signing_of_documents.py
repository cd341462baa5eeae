from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("base", "0003_sessions_and_unique_addresses")]

    operations = [
        migrations.AddField(
            "installation",
            "council",
            models.CharField(blank=True, default="", max_length=160),
            preserve_default=False,
        ),
        migrations.AddField(
            "installation",
            "signatory_position",
            models.CharField(blank=True, default="", max_length=160),
            preserve_default=False,
        ),
        migrations.AddField(
            "installation",
            "signatory_name",
            models.CharField(blank=True, default="", max_length=120),
            preserve_default=False,
        ),
        migrations.AddField(
            "installation", "signs_electronically", models.BooleanField(default=False)
        ),
    ]
