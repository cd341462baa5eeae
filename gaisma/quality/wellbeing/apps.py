from django.apps import AppConfig


class WellbeingConfig(AppConfig):
    name = "gaisma.quality.wellbeing"
    label = "wellbeing"
