from django.db import migrations, models

from gaisma.base.sorting import InOrder


class Migration(migrations.Migration):
    dependencies = [("people", "0002_accounts_and_posts")]

    operations = [
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                InOrder("family_name"), InOrder("given_name"), name="person_in_order"
            ),
        ),
    ]
