from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "gaisma.workplace.administration"
    label = "administration"
