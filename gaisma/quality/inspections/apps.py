from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "gaisma.quality.inspections"
    label = "inspections"
