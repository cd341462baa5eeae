from django.apps import AppConfig


class ObservationsConfig(AppConfig):
    name = "gaisma.quality.observations"
    label = "observations"
