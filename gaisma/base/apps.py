from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "gaisma.base"
    label = "base"

    def ready(self) -> None:
        from django.core import checks
        from django.db.backends.signals import connection_created

        from gaisma.base import private, refusals, rotation, sorting

        refusals.tell()
        checks.register(private.check, checks.Tags.security)
        checks.register(rotation.check, checks.Tags.security)
        connection_created.connect(sorting.tell_of_order)
