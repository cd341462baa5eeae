from django.apps import AppConfig


class DataQualityConfig(AppConfig):
    name = "gaisma.workplace.data_quality"
    label = "data_quality"
