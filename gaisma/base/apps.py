from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "gaisma.base"
    label = "base"
