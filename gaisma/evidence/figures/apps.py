from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "gaisma.evidence.figures"
    label = "figures"
