from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "gaisma.base"
    label = "base"

    def ready(self) -> None:
        from gaisma.base import refusals

        refusals.tell()
