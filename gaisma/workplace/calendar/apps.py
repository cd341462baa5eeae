from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "gaisma.workplace.calendar"
    label = "calendar"
