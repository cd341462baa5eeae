import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("base", "0003_sessions_and_unique_addresses"),
        ("files", "0001_attachments"),
        ("instruments", "0001_instruments_and_versions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Inspection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                ("planned_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("filled", "filled"),
                            ("signed", "signed"),
                            ("acknowledged", "acknowledged"),
                        ],
                        default="planned",
                        max_length=16,
                    ),
                ),
                ("inspected_on", models.DateField(blank=True, null=True)),
                ("answers", models.JSONField(blank=True, default=dict)),
                ("reopened_because", models.CharField(blank=True, max_length=255)),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspections",
                        to="base.organisation",
                    ),
                ),
                (
                    "led_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "members",
                    models.ManyToManyField(
                        blank=True, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "school_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspections",
                        to="base.schoolyear",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspections",
                        to="instruments.version",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Defect",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                ("item", models.CharField(blank=True, max_length=64)),
                ("what", models.CharField(max_length=500)),
                ("place", models.CharField(max_length=160)),
                (
                    "severity",
                    models.CharField(
                        choices=[
                            ("slight", "slight"),
                            ("serious", "serious"),
                            ("dangerous", "dangerous"),
                        ],
                        max_length=16,
                    ),
                ),
                ("due_on", models.DateField()),
                (
                    "mends",
                    models.CharField(
                        choices=[("institution", "institution"), ("authority", "authority")],
                        max_length=16,
                    ),
                ),
                ("mended_on", models.DateField(blank=True, null=True)),
                ("mended_how", models.CharField(blank=True, max_length=500)),
                ("checked_on", models.DateField(blank=True, null=True)),
                ("sent_back_because", models.CharField(blank=True, max_length=500)),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="defects",
                        to="inspections.inspection",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AcceptanceAct",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                ("number", models.CharField(max_length=32)),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("reason", models.CharField(blank=True, max_length=255)),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("ready", "ready"),
                            ("with_defects", "with_defects"),
                            ("not_ready", "not_ready"),
                        ],
                        max_length=16,
                    ),
                ),
                ("conclusion", models.TextField(blank=True)),
                ("mend_by", models.DateField(blank=True, null=True)),
                ("content", models.JSONField(default=dict)),
                ("signed_on", models.DateField()),
                ("acknowledged_on", models.DateField(blank=True, null=True)),
                ("remark", models.TextField(blank=True)),
                (
                    "acknowledged_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="acts",
                        to="inspections.inspection",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                ("item", models.CharField(blank=True, max_length=64)),
                ("caption", models.CharField(max_length=160)),
                (
                    "attachment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.attachment",
                    ),
                ),
                (
                    "defect",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photos",
                        to="inspections.defect",
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photos",
                        to="inspections.inspection",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.UniqueConstraint(
                fields=("institution", "school_year"), name="inspection_once_a_year"
            ),
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("inspected_on__isnull", True), ("state", "planned")),
                    models.Q(
                        models.Q(("state", "planned"), _negated=True),
                        ("inspected_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="inspection_filled_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reopened_because", ""),
                    models.Q(("state__in", ("planned", "signed", "acknowledged")), _negated=True),
                    _connector="OR",
                ),
                name="inspection_reopened_until_signed",
            ),
        ),
        migrations.AddConstraint(
            model_name="defect",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("mended_on__isnull", False),
                    models.Q(
                        ("checked_on__isnull", True),
                        ("mended_by__isnull", True),
                        ("mended_how", ""),
                    ),
                    _connector="OR",
                ),
                name="defect_mended_before_the_rest",
            ),
        ),
        migrations.AddConstraint(
            model_name="defect",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("checked_on__isnull", False), ("checked_by__isnull", True), _connector="OR"
                ),
                name="defect_checked_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="defect",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sent_back_because", ""), ("mended_on__isnull", True), _connector="OR"
                ),
                name="defect_sent_back_until_mended",
            ),
        ),
        migrations.AddConstraint(
            model_name="acceptanceact",
            constraint=models.UniqueConstraint(
                fields=("inspection", "version"), name="act_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="acceptanceact",
            constraint=models.UniqueConstraint(
                fields=("number", "version"), name="act_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="acceptanceact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", ""), ("version", 1)),
                    models.Q(("version__gt", 1), models.Q(("reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="act_corrected_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="acceptanceact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("acknowledged_on__isnull", False),
                    models.Q(("acknowledged_by__isnull", True), ("remark", "")),
                    _connector="OR",
                ),
                name="act_acknowledged_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("defect__isnull", True), models.Q(("item", ""), _negated=True)),
                    models.Q(("defect__isnull", False), ("item", "")),
                    _connector="OR",
                ),
                name="photo_of_an_item_or_a_defect",
            ),
        ),
    ]
