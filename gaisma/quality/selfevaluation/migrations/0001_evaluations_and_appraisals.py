import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("base", "0003_sessions_and_unique_addresses"),
        ("instruments", "0001_instruments_and_versions"),
        ("people", "0003_people_in_order"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Appraisal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                ("own_words", models.TextField(blank=True)),
                ("evidence", models.TextField(blank=True)),
                ("answers", models.JSONField(blank=True, default=dict)),
                ("conclusion", models.TextField(blank=True)),
                ("level", models.CharField(blank=True, max_length=64)),
                ("concluded_on", models.DateField(blank=True, null=True)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                (
                    "appraiser",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appraises",
                        to="people.person",
                    ),
                ),
                (
                    "head",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appraisals",
                        to="people.person",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appraisals",
                        to="base.organisation",
                    ),
                ),
                (
                    "school_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appraisals",
                        to="base.schoolyear",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appraisals",
                        to="instruments.version",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("head", "institution", "school_year"), name="appraisal_once_a_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("head", models.F("appraiser")), _negated=True),
                        name="appraisal_of_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("concluded_on__isnull", True),
                                ("level", ""),
                                ("read_at__isnull", True),
                            ),
                            models.Q(
                                ("concluded_on__isnull", False),
                                models.Q(("level", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="appraisal_concluded_with_a_level",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="AppraisalTask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                ("task", models.CharField(max_length=255)),
                ("target", models.CharField(max_length=255)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("result", models.TextField(blank=True)),
                ("is_met", models.BooleanField(blank=True, null=True)),
                (
                    "appraisal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tasks",
                        to="selfevaluation.appraisal",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_met__isnull", True),
                            models.Q(("result", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="appraisal_task_met_by_a_result",
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="Finding",
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
                    "kind",
                    models.CharField(
                        choices=[("external_visit", "external_visit"), ("appraisal", "appraisal")],
                        max_length=16,
                    ),
                ),
                ("held_on", models.DateField()),
                ("found_by", models.CharField(blank=True, max_length=160)),
                ("level", models.CharField(max_length=64)),
                ("answers", models.JSONField(blank=True, default=dict)),
                ("note", models.TextField(blank=True)),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="base.organisation",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="instruments.version",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("institution", "kind", "version", "held_on"),
                        name="finding_once_a_day",
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="ProgressTalk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                ("held_on", models.DateField()),
                ("said", models.TextField()),
                (
                    "appraisal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="talks",
                        to="selfevaluation.appraisal",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SelfEvaluation",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("heard", "heard"),
                            ("signed", "signed"),
                            ("agreed", "agreed"),
                            ("published", "published"),
                        ],
                        default="draft",
                        max_length=16,
                    ),
                ),
                ("heard_on", models.DateField(blank=True, null=True)),
                ("protocol", models.CharField(blank=True, max_length=64)),
                ("signed_on", models.DateField(blank=True, null=True)),
                ("agreed_on", models.DateField(blank=True, null=True)),
                ("published_on", models.DateField(blank=True, null=True)),
                ("returned_because", models.TextField(blank=True)),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="self_evaluations",
                        to="base.organisation",
                    ),
                ),
                (
                    "school_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="self_evaluations",
                        to="base.schoolyear",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="self_evaluations",
                        to="instruments.version",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("institution", "school_year"), name="self_evaluation_once_a_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ("heard", "signed", "agreed", "published")),
                                ("heard_on__isnull", False),
                                models.Q(("protocol", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(
                                    ("state__in", ("heard", "signed", "agreed", "published")),
                                    _negated=True,
                                ),
                                ("heard_on__isnull", True),
                                ("protocol", ""),
                            ),
                            _connector="OR",
                        ),
                        name="self_evaluation_heard_by_a_protocol",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ("signed", "agreed", "published")),
                                ("signed_on__isnull", False),
                            ),
                            models.Q(
                                models.Q(
                                    ("state__in", ("signed", "agreed", "published")), _negated=True
                                ),
                                ("signed_by__isnull", True),
                                ("signed_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="self_evaluation_signed_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ("agreed", "published")), ("agreed_on__isnull", False)
                            ),
                            models.Q(
                                models.Q(("state__in", ("agreed", "published")), _negated=True),
                                ("agreed_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="self_evaluation_agreed_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ("published",)), ("published_on__isnull", False)
                            ),
                            models.Q(
                                models.Q(("state__in", ("published",)), _negated=True),
                                ("published_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="self_evaluation_published_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("returned_because", ""), ("state", "draft"), _connector="OR"
                        ),
                        name="self_evaluation_returned_to_draft",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("about", models.CharField(blank=True, max_length=255)),
                ("text", models.TextField()),
                ("written_at", models.DateTimeField()),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "resolved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="selfevaluation.selfevaluation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("resolved_at__isnull", False), ("resolved_by", None), _connector="OR"
                        ),
                        name="remark_is_resolved_at_a_moment",
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="Passage",
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
                    "place",
                    models.CharField(
                        choices=[
                            ("chapter", "chapter"),
                            ("area", "area"),
                            ("criteria", "criteria"),
                        ],
                        max_length=8,
                    ),
                ),
                ("about", models.CharField(max_length=255)),
                ("level", models.CharField(blank=True, max_length=64)),
                ("narrative", models.TextField(blank=True)),
                ("strengths", models.TextField(blank=True)),
                ("needs", models.TextField(blank=True)),
                ("internal", models.TextField(blank=True)),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passages",
                        to="selfevaluation.selfevaluation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("evaluation", "about"), name="passage_once_a_place"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("place", "chapter"), _negated=True),
                            models.Q(("level", ""), ("needs", ""), ("strengths", "")),
                            _connector="OR",
                        ),
                        name="passage_of_a_chapter_judges_nothing",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                ("about", models.CharField(max_length=64)),
                (
                    "kind",
                    models.CharField(
                        choices=[("figure", "figure"), ("link", "link"), ("document", "document")],
                        max_length=8,
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=255)),
                ("link", models.URLField(blank=True)),
                ("indicator", models.CharField(blank=True, max_length=64)),
                ("filters", models.JSONField(blank=True, default=dict)),
                ("value", models.CharField(blank=True, max_length=64)),
                ("as_of", models.DateField(blank=True, null=True)),
                ("lake_version", models.PositiveIntegerField(blank=True, null=True)),
                ("is_public", models.BooleanField(default=True)),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="selfevaluation.selfevaluation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "figure"),
                                ("link", ""),
                                ("title", ""),
                                models.Q(("indicator", ""), _negated=True),
                            ),
                            models.Q(
                                ("indicator", ""),
                                ("kind", "link"),
                                models.Q(("link", ""), _negated=True),
                            ),
                            models.Q(
                                ("indicator", ""),
                                ("kind", "document"),
                                ("link", ""),
                                models.Q(("title", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="evidence_is_what_its_kind_says",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("as_of__isnull", True),
                                ("lake_version__isnull", True),
                                ("value", ""),
                            ),
                            models.Q(
                                ("as_of__isnull", False),
                                ("kind", "figure"),
                                ("lake_version__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="evidence_pinned_with_its_dates",
                    ),
                ]
            },
        ),
    ]
