from django.apps import AppConfig


class ClosingConfig(AppConfig):
    name = "gaisma.workplace.closing"
    label = "closing"
