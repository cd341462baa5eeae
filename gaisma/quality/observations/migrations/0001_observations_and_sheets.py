import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("base", "0003_sessions_and_unique_addresses"),
        ("instruments", "0001_instruments_and_versions"),
        ("people", "0003_people_in_order"),
        ("programmes", "0004_learners_of_groups_by_index"),
    ]

    operations = [
        migrations.CreateModel(
            name="Observation",
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
                    "observed_by",
                    models.CharField(
                        choices=[
                            ("external", "external"),
                            ("internal", "internal"),
                            ("peer", "peer"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("quality", "quality"),
                            ("support", "support"),
                            ("next_step", "next_step"),
                            ("exchange", "exchange"),
                            ("appraisal", "appraisal"),
                            ("complaint", "complaint"),
                        ],
                        default="quality",
                        max_length=16,
                    ),
                ),
                ("planned_on", models.DateField()),
                ("starts_at", models.TimeField(blank=True, null=True)),
                ("grade", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("topic", models.CharField(blank=True, max_length=255)),
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
                ("learners", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("cancelled_on", models.DateField(blank=True, null=True)),
                ("cancelled_because", models.CharField(blank=True, max_length=255)),
                ("held_on", models.DateField(blank=True, null=True)),
                ("talked_on", models.DateField(blank=True, null=True)),
                ("talk", models.TextField(blank=True)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("reply", models.TextField(blank=True)),
                ("replied_at", models.DateTimeField(blank=True, null=True)),
                ("next_step", models.TextField(blank=True)),
                ("next_step_by", models.DateField(blank=True, null=True)),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="followed_by",
                        to="observations.observation",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="observations",
                        to="programmes.group",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="observations",
                        to="base.organisation",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="observations",
                        to="programmes.subject",
                    ),
                ),
                (
                    "teacher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="observations",
                        to="people.person",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="observations",
                        to="instruments.version",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["institution", "planned_on"], name="observation_of_institution"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cancelled_on__isnull", True),
                            ("held_on__isnull", True),
                            _connector="OR",
                        ),
                        name="observation_held_or_cancelled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("replied_at__isnull", True), ("reply", "")),
                            models.Q(
                                ("replied_at__isnull", False),
                                models.Q(("reply", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="observation_reply_has_its_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed_at__isnull", True),
                            models.Q(("next_step", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="observation_agreed_on_a_step",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held_on__isnull", False),
                            models.Q(
                                ("agreed_at__isnull", True),
                                ("read_at__isnull", True),
                                ("replied_at__isnull", True),
                                ("signed_at__isnull", True),
                                ("talked_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="observation_held_before_the_rest",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancelled_because", ""), ("cancelled_on__isnull", True)),
                            models.Q(
                                ("cancelled_on__isnull", False),
                                models.Q(("cancelled_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="observation_cancelled_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("talked_on__isnull", False), ("talk", ""), _connector="OR"
                        ),
                        name="observation_talk_has_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("follows__isnull", True),
                            models.Q(("follows", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="observation_follows_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                ("is_lead", models.BooleanField(default=False)),
                ("lesson", models.JSONField(blank=True, default=dict)),
                ("answers", models.JSONField(blank=True, default=dict)),
                ("notes", models.JSONField(blank=True, default=list)),
                ("strengths", models.TextField(blank=True)),
                ("advice", models.TextField(blank=True)),
                ("submission", models.UUIDField(blank=True, null=True, unique=True)),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=255)),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="corrected_by",
                        to="observations.sheet",
                    ),
                ),
                (
                    "observation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sheets",
                        to="observations.observation",
                    ),
                ),
                (
                    "observer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sheets",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("corrects__isnull", True)),
                        fields=("observation", "observer"),
                        name="sheet_once_an_observer",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("corrects__isnull", True), ("is_lead", True)),
                        fields=("observation",),
                        name="sheet_one_lead",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("corrects__isnull", True), ("reason", "")),
                            models.Q(
                                ("corrects__isnull", False),
                                ("submitted_at__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="sheet_corrects_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("submission__isnull", True),
                            ("submitted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="sheet_sent_has_its_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CoverageGoal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                ("percent", models.PositiveSmallIntegerField()),
                (
                    "school_year",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="coverage_goal",
                        to="base.schoolyear",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("percent__gte", 1), ("percent__lte", 100)),
                        name="coverage_is_a_percentage",
                    )
                ],
            },
        ),
    ]
