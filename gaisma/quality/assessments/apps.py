from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "gaisma.quality.assessments"
    label = "assessments"
