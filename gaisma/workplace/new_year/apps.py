from django.apps import AppConfig


class NewYearConfig(AppConfig):
    name = "gaisma.workplace.new_year"
    label = "new_year"
