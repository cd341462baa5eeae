from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class ClosingConfig(AppConfig):
    name = "gaisma.workplace.closing"
    label = "closing"
    verbose_name = gettext_lazy("Closing of an institution")
