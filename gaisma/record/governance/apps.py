from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "gaisma.record.governance"
    label = "governance"
