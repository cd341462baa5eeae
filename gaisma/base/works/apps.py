from django.apps import AppConfig


class WorksConfig(AppConfig):
    name = "gaisma.base.works"
    label = "works"
