import django.db.models.deletion
from django.db import migrations, models

import gaisma.quality.surveys.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("base", "0003_sessions_and_unique_addresses"),
        ("instruments", "0001_instruments_and_versions"),
        ("programmes", "0004_learners_of_groups_by_index"),
    ]

    operations = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                ("issued", models.PositiveIntegerField()),
                ("is_trial", models.BooleanField(default=False)),
                ("goes_by_letter", models.BooleanField(default=False)),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="code_batches",
                        to="programmes.group",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="code_batches",
                        to="base.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("issued__gte", 1)), name="batch_has_codes"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_trial", False), ("goes_by_letter", False), _connector="OR"
                        ),
                        name="batch_trial_on_paper",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=gaisma.quality.surveys.models.random_number,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("address", models.EmailField(max_length=254)),
                ("language", models.CharField(max_length=2)),
                ("has_failed", models.BooleanField(default=False)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to="surveys.batch",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("batch", "address"), name="letter_once_in_a_batch"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Unsent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unsent",
                        to="surveys.batch",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("batch", "number"), name="unsent_once_in_a_batch"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Campaign",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                ("name", models.CharField(max_length=120, unique=True)),
                ("series", models.CharField(blank=True, max_length=120)),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField()),
                ("counted_on", models.DateField()),
                ("least_in_public", models.PositiveSmallIntegerField(default=10)),
                ("least_inside", models.PositiveSmallIntegerField(default=5)),
                ("least_for_texts", models.PositiveSmallIntegerField(default=8)),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "institutions",
                    models.ManyToManyField(related_name="campaigns", to="base.organisation"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes_on__gte", models.F("opens_on"))),
                        name="campaign_closes_after_it_opens",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at__isnull", True),
                            ("started_at__isnull", False),
                            _connector="OR",
                        ),
                        name="campaign_starts_before_it_closes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("least_in_public__gte", models.F("least_inside")),
                            ("least_inside__gte", 3),
                        ),
                        name="campaign_thresholds_protect",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Code",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64, unique=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="codes",
                        to="surveys.batch",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "number"), name="code_once_in_a_batch")
                ],
            },
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("pupils_grades_3_4", "pupils_grades_3_4"),
                            ("pupils_grades_5_12", "pupils_grades_5_12"),
                            ("teachers", "teachers"),
                            ("parents_of_school", "parents_of_school"),
                            ("parents_of_preschool", "parents_of_preschool"),
                        ],
                        max_length=32,
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="surveys.campaign",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="survey_parts",
                        to="instruments.version",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("campaign", "audience"), name="part_once_an_audience"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="batch",
            name="part",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="batches",
                to="surveys.part",
            ),
        ),
        migrations.CreateModel(
            name="Population",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("people", models.PositiveIntegerField()),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="survey_populations",
                        to="base.organisation",
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="populations",
                        to="surveys.part",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("part", "institution"), name="population_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=gaisma.quality.surveys.models.random_number,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("given_on", models.DateField()),
                ("answers", models.JSONField()),
                ("is_mixed", models.BooleanField(default=False)),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="survey_responses",
                        to="base.organisation",
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="responses",
                        to="surveys.part",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_mixed", False)),
                        fields=["part"],
                        name="response_to_be_mixed",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reliability",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("audience", models.CharField(max_length=32)),
                ("construct", models.CharField(max_length=64)),
                ("items", models.PositiveSmallIntegerField()),
                ("alpha", models.FloatField(null=True)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reliabilities",
                        to="surveys.campaign",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ToldCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("view", models.CharField(max_length=8)),
                ("audience", models.CharField(max_length=32)),
                ("level", models.CharField(max_length=12)),
                ("place", models.CharField(blank=True, max_length=64)),
                ("is_suppressed", models.BooleanField()),
                ("item", models.CharField(max_length=255)),
                ("construct", models.CharField(blank=True, max_length=64)),
                ("position", models.PositiveSmallIntegerField()),
                ("answer", models.CharField(max_length=64)),
                ("is_open", models.BooleanField()),
                ("count", models.PositiveIntegerField(null=True)),
                ("base", models.PositiveIntegerField(null=True)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="surveys.campaign",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["campaign", "view", "level", "place"], name="told_count_of_place"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("base__isnull", False),
                                ("count__isnull", False),
                                ("is_suppressed", False),
                            ),
                            models.Q(
                                ("base__isnull", True),
                                ("count__isnull", True),
                                ("is_suppressed", True),
                            ),
                            _connector="OR",
                        ),
                        name="told_count_is_told_or_not",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ToldMean",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("view", models.CharField(max_length=8)),
                ("audience", models.CharField(max_length=32)),
                ("level", models.CharField(max_length=12)),
                ("place", models.CharField(blank=True, max_length=64)),
                ("is_suppressed", models.BooleanField()),
                ("construct", models.CharField(max_length=64)),
                ("items", models.PositiveSmallIntegerField()),
                ("base", models.PositiveIntegerField(null=True)),
                ("mean", models.FloatField(null=True)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="surveys.campaign",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["campaign", "view", "level", "place"], name="told_mean_of_place"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Participation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("audience", models.CharField(max_length=32)),
                ("level", models.CharField(max_length=12)),
                ("place", models.CharField(blank=True, max_length=64)),
                ("population", models.PositiveIntegerField()),
                ("responses", models.PositiveIntegerField()),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participations",
                        to="surveys.campaign",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("campaign", "audience", "level", "place"), name="participation_once"
                    )
                ],
            },
        ),
    ]
