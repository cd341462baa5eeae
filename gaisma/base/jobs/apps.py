from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "gaisma.base.jobs"
    # Migrations, addresses and permissions of installations that there are know it by this name.
    label = "works"
