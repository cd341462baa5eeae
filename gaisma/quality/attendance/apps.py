from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    name = "gaisma.quality.attendance"
    label = "attendance"
