from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "gaisma.record.people"
    label = "people"

    def ready(self) -> None:
        """Have names be found as people write them."""
        from gaisma.record.people import names  # noqa: F401  (a lookup that registers itself)
