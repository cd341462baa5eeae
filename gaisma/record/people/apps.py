from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "gaisma.record.people"
    label = "people"
