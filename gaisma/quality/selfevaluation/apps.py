from django.apps import AppConfig


class SelfEvaluationConfig(AppConfig):
    name = "gaisma.quality.selfevaluation"
    label = "selfevaluation"
