from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "gaisma.base"
    label = "base"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from gaisma.base import refusals, sorting

        refusals.tell()
        connection_created.connect(sorting.tell_of_order)
