from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Lower


class Migration(migrations.Migration):
    dependencies = [("base", "0002_roles_of_the_house")]
    operations = [
        migrations.AddField(
            "user", "session_epoch", models.PositiveIntegerField(default=0, editable=False)
        ),
        migrations.AddConstraint(
            "user", models.UniqueConstraint(Lower("username"), name="user_name_once")
        ),
        migrations.AddConstraint(
            "user",
            models.UniqueConstraint(
                Lower("email"), condition=~Q(email=""), name="user_address_once"
            ),
        ),
    ]
