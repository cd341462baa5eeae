from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "gaisma.record.programmes"
    label = "programmes"
