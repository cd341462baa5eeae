from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "gaisma.evidence.archive"
    label = "archive"
