from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "gaisma.evidence.reports"
    label = "reports"
