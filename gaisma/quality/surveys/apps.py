from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "gaisma.quality.surveys"
    label = "surveys"
