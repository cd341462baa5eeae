from django.apps import AppConfig


class LakeConfig(AppConfig):
    name = "gaisma.evidence.lake"
    label = "lake"
