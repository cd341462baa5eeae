from django.apps import AppConfig


class PreventionConfig(AppConfig):
    name = "gaisma.quality.prevention"
    label = "prevention"
