from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "gaisma.base"
    label = "base"

    def ready(self) -> None:
        from gaisma.base import constraints

        constraints.tell_of_unique_fields()
