from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    name = "gaisma.record.instruments"
    label = "instruments"
