from django.apps import AppConfig


class CalibrationConfig(AppConfig):
    name = "gaisma.quality.calibration"
    label = "calibration"
