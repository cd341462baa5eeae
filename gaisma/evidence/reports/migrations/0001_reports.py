import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=64)),
                ("school_year", models.CharField(max_length=9)),
                ("as_of", models.DateField()),
                ("lake_version", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("in_review", "in_review"),
                            ("approved", "approved"),
                            ("adopted", "adopted"),
                            ("published", "published"),
                        ],
                        default="draft",
                        max_length=16,
                    ),
                ),
                ("decision_number", models.CharField(blank=True, max_length=64)),
                ("decision_on", models.DateField(blank=True, null=True)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Narrative",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("section", models.CharField(max_length=64)),
                ("language", models.CharField(max_length=2)),
                ("text", models.TextField(blank=True)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="narratives",
                        to="reports.report",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReportFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("indicator", models.CharField(max_length=64)),
                ("filters", models.JSONField(default=dict)),
                ("breakdown", models.JSONField(default=dict)),
                ("value", models.CharField(blank=True, max_length=64)),
                ("compared_value", models.CharField(blank=True, max_length=64)),
                ("as_of", models.DateField()),
                ("definition", models.CharField(max_length=64)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="reports.report",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                fields=("name", "school_year"), name="report_once_a_year"
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("approved_at__isnull", False),
                        ("lake_version__isnull", False),
                        ("state__in", ("approved", "adopted", "published")),
                    ),
                    models.Q(
                        ("approved_at", None),
                        ("lake_version__isnull", True),
                        ("state__in", ("draft", "in_review")),
                    ),
                    _connector="OR",
                ),
                name="report_is_pinned_from_its_approval",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decision_on__isnull", False),
                        ("state__in", ("adopted", "published")),
                        models.Q(("decision_number", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state__in", ("adopted", "published")), _negated=True),
                        ("decision_number", ""),
                        ("decision_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="report_is_decided_from_its_adoption",
            ),
        ),
        migrations.AddConstraint(
            model_name="narrative",
            constraint=models.UniqueConstraint(
                fields=("report", "section", "language"), name="narrative_once_a_language"
            ),
        ),
        migrations.AddConstraint(
            model_name="reportfigure",
            constraint=models.UniqueConstraint(
                fields=("report", "number"), name="report_figure_in_its_place"
            ),
        ),
    ]
