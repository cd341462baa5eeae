import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("instruments", "0001_instruments_and_versions"),
        ("people", "0003_people_in_order"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Exercise",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                ("title", models.CharField(max_length=160)),
                ("lesson", models.CharField(max_length=255)),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("lv", "lv"),
                            ("ru", "ru"),
                            ("en", "en"),
                            ("pl", "pl"),
                            ("be", "be"),
                            ("uk", "uk"),
                            ("lt", "lt"),
                            ("et", "et"),
                            ("de", "de"),
                        ],
                        default="lv",
                        max_length=2,
                    ),
                ),
                ("phases", models.JSONField(blank=True, default=list)),
                ("levels", models.JSONField(blank=True, default=dict)),
                ("reasons", models.JSONField(blank=True, default=dict)),
                ("least_exact", models.PositiveSmallIntegerField(default=60)),
                ("least_adjacent", models.PositiveSmallIntegerField(default=90)),
                (
                    "least_kappa",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=3, null=True),
                ),
                ("months", models.PositiveSmallIntegerField(default=12)),
                ("pause_days", models.PositiveSmallIntegerField(default=30)),
                ("opened_on", models.DateField(blank=True, null=True)),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                (
                    "known_to",
                    models.ManyToManyField(
                        blank=True, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exercises",
                        to="instruments.version",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                ("taken_on", models.DateField()),
                ("answers", models.JSONField(default=dict)),
                ("criteria", models.PositiveSmallIntegerField()),
                ("exact", models.PositiveSmallIntegerField()),
                ("adjacent", models.PositiveSmallIntegerField()),
                ("kappa", models.FloatField(blank=True, null=True)),
                ("valid_until", models.DateField(blank=True, null=True)),
                (
                    "observer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attempts",
                        to="people.person",
                    ),
                ),
                (
                    "exercise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="calibration.exercise",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="exercise",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_on__isnull", True), ("opened_on__isnull", False), _connector="OR"
                ),
                name="exercise_withdrawn_after_it_opened",
            ),
        ),
        migrations.AddConstraint(
            model_name="exercise",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("least_adjacent__lte", 100), ("least_exact__lte", models.F("least_adjacent"))
                ),
                name="exercise_asks_for_percentages",
            ),
        ),
        migrations.AddConstraint(
            model_name="exercise",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("least_kappa__isnull", True),
                    models.Q(("least_kappa__gte", 0), ("least_kappa__lte", 1)),
                    _connector="OR",
                ),
                name="exercise_asks_for_a_kappa",
            ),
        ),
        migrations.AddConstraint(
            model_name="exercise",
            constraint=models.CheckConstraint(
                condition=models.Q(("months__gte", 1)), name="exercise_valid_some_time"
            ),
        ),
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(fields=["observer", "valid_until"], name="attempt_of_observer"),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("adjacent__lte", models.F("criteria")), ("exact__lte", models.F("adjacent"))
                ),
                name="attempt_counts_its_criteria",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until__isnull", True),
                    ("valid_until__gt", models.F("taken_on")),
                    _connector="OR",
                ),
                name="attempt_valid_after_it",
            ),
        ),
    ]
