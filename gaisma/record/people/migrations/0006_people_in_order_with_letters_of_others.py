from django.db import migrations, models

from gaisma.base.sorting import InOrder, InOrderElsewhere


class Migration(migrations.Migration):
    """Letters of other languages have their places, too; an index is told them when it is made."""

    dependencies = [("people", "0005_people_in_order_of_the_readers_language")]

    operations = [
        migrations.RemoveIndex(model_name="person", name="person_in_order"),
        migrations.RemoveIndex(model_name="person", name="person_in_order_elsewhere"),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                InOrder("family_name"), InOrder("given_name"), name="person_in_order"
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                InOrderElsewhere("family_name"),
                InOrderElsewhere("given_name"),
                name="person_in_order_elsewhere",
            ),
        ),
    ]
