from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "gaisma.workplace.api"
    label = "api"
