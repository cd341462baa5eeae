from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "gaisma.record.organisations"
    label = "organisations"
