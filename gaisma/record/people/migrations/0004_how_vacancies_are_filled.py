from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0003_people_in_order")]

    operations = [
        migrations.AddField(
            model_name="vacancy",
            name="filling",
            field=models.CharField(
                choices=[
                    ("candidate", "candidate"),
                    ("competition", "competition"),
                    ("colleagues", "colleagues"),
                    ("open", "open"),
                ],
                default="open",
                max_length=24,
            ),
        ),
    ]
