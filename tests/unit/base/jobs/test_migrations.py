"""An installation that there is goes on where it was: jobs that wait are performed."""

from importlib import import_module

import pytest
from django.apps import apps
from django_tasks_db.models import DBTaskResult

from gaisma.base.jobs import performing

renaming = import_module("gaisma.base.jobs.migrations.0002_works_are_jobs")


@pytest.mark.django_db
def test_what_waits_in_the_queue_is_found_under_the_new_name_and_back(settings: object) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}  # type: ignore[attr-defined]
    queued = performing.perform.enqueue(1)
    renaming_of_paths = renaming.Migration.operations[-1]

    renaming_of_paths.reverse_code(apps, None)
    before = DBTaskResult.objects.get(pk=queued.id).task_path
    renaming_of_paths.code(apps, None)

    assert before == "gaisma.base.works.performing.perform"
    assert DBTaskResult.objects.get(pk=queued.id).task == performing.perform
