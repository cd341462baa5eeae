from django.apps import AppConfig


class InteropConfig(AppConfig):
    name = "gaisma.evidence.interop"
    label = "interop"
