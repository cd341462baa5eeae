from django.apps import AppConfig


class ThresholdsConfig(AppConfig):
    name = "gaisma.base.thresholds"
    label = "thresholds"
