from typing import Any

from django.db import migrations, models
from django.utils import timezone

NEW = {
    "low_result": (20, "Zem 20 % eksāmenu nenokārto; agrāk pamanītam vēl var palīdzēt."),
    "not_enrolled": (14, "Divās nedēļās jaunā iestāde parasti ir atrasta."),
    "returned": (30, "Pēc mēneša prombūtnes klase ir tikusi tālāk."),
    "grade_nine": (12, "Gada laikā pēc nepabeigtas 9. klases atgriezties ir vieglāk."),
}


def enter(apps: Any, schema_editor: Any) -> None:
    """Give an installation that works by rules already those that came later, from today on."""
    rules = apps.get_model("prevention", "Rule")
    if rules.objects.exists():
        for kind, (threshold, reason) in NEW.items():
            rules.objects.create(
                kind=kind,
                threshold=threshold,
                from_on=timezone.localdate(),
                reason=reason,
                changed_at=timezone.now(),
            )


def take_out(apps: Any, schema_editor: Any) -> None:
    for name in ("Rule", "Dismissal"):
        apps.get_model("prevention", name).objects.filter(kind__in=NEW).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("prevention", "0001_prevention"),
    ]

    operations = [
        migrations.AlterField(
            model_name="dismissal",
            name="kind",
            field=models.CharField(
                choices=[
                    ("few_lessons", "few_lessons"),
                    ("unexcused", "unexcused"),
                    ("failing", "failing"),
                    ("low_result", "low_result"),
                    ("not_enrolled", "not_enrolled"),
                    ("returned", "returned"),
                    ("grade_nine", "grade_nine"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="rule",
            name="kind",
            field=models.CharField(
                choices=[
                    ("few_lessons", "few_lessons"),
                    ("unexcused", "unexcused"),
                    ("failing", "failing"),
                    ("low_result", "low_result"),
                    ("not_enrolled", "not_enrolled"),
                    ("returned", "returned"),
                    ("grade_nine", "grade_nine"),
                ],
                max_length=12,
            ),
        ),
        migrations.RunPython(enter, migrations.RunPython.noop),
    ]
