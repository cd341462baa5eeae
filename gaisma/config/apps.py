from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "gaisma.config"
    label = "config"
