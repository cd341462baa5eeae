from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "gaisma.sample"
    label = "sample"
