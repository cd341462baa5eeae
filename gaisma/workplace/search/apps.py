from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "gaisma.workplace.search"
    label = "search"
