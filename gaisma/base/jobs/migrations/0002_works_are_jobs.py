from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import migrations, models

BEFORE = "gaisma.base.works.performing.perform"
AFTER = "gaisma.base.jobs.performing.perform"


def renamed(before: str, after: str) -> Callable[[Any, Any], None]:
    """What waits in the queue names the function that performs it."""

    def rename(apps: Any, schema_editor: Any) -> None:
        queued = apps.get_model("django_tasks_database", "DBTaskResult").objects
        queued.filter(task_path=before).update(task_path=after)

    return rename


class Migration(migrations.Migration):
    """The table keeps its name: nothing in it changes."""

    dependencies = [
        ("works", "0001_background_work"),
        ("django_tasks_database", "0021_conditional_partial_index_ordering"),
    ]

    operations = [
        migrations.AlterModelTable("work", "works_work"),
        migrations.RenameModel("Work", "Job"),
        migrations.AlterField(
            "job",
            "by",
            models.ForeignKey(
                null=True,
                on_delete=models.CASCADE,
                related_name="jobs",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(renamed(BEFORE, AFTER), renamed(AFTER, BEFORE)),
    ]
