from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "gaisma.workplace.home"
    label = "home"
