from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def keep_what_was_written(apps: Any, schema_editor: Any) -> None:
    """Texts from before the history stand in it too; by whom and when nobody noted here."""
    versions = apps.get_model("reports", "NarrativeVersion")
    for narrative in apps.get_model("reports", "Narrative").objects.all():
        versions.objects.create(narrative=narrative, revision=1, text=narrative.text)


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0001_reports"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="narrative",
            name="revision",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="report",
            name="sent_lake_version",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("section", models.CharField(blank=True, max_length=64)),
                ("text", models.TextField()),
                ("returns", models.BooleanField(default=False)),
                ("written_at", models.DateTimeField()),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="reports.report",
                    ),
                ),
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
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("resolved_at__isnull", False), ("resolved_by", None), _connector="OR"
                        ),
                        name="comment_is_resolved_at_a_moment",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NarrativeVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField()),
                ("text", models.TextField(blank=True)),
                ("written_at", models.DateTimeField(blank=True, null=True)),
                (
                    "narrative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="reports.narrative",
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("narrative", "revision"), name="narrative_version_once"
                    )
                ],
            },
        ),
        migrations.RunPython(keep_what_was_written, migrations.RunPython.noop),
    ]
