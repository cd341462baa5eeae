from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class NewYearConfig(AppConfig):
    name = "gaisma.workplace.new_year"
    label = "new_year"
    verbose_name = gettext_lazy("New school year")
