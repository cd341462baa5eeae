from django.apps import AppConfig


class JournalsConfig(AppConfig):
    name = "gaisma.record.journals"
    label = "presence"
