from django.urls import path

from gaisma.workplace.administration.views import (
    installation,
    moved_days,
    overview,
    subjects,
    years,
)

app_name = "administration"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("audit/", overview.audit, name="audit"),
    path("installation/", installation.installation, name="installation"),
    path("thresholds/", installation.thresholds, name="thresholds"),
    path("retention/", installation.retention, name="retention"),
    path("years/", years.years, name="years"),
    path("years/add/", years.add_year, name="add_year"),
    path("years/<int:school_year_id>/", years.year, name="year"),
    path("years/<int:school_year_id>/remove/", years.remove_year, name="remove_year"),
    path("years/<int:school_year_id>/add-term/", years.add_term, name="add_term"),
    path("terms/<int:term_id>/", years.change_term, name="change_term"),
    path("terms/<int:term_id>/remove/", years.remove_term, name="remove_term"),
    path("moved-days/", moved_days.moved_days, name="moved_days"),
    path("moved-days/add/", moved_days.move_day, name="move_day"),
    path("moved-days/<int:moved_day_id>/", moved_days.change_moved_day, name="change_moved_day"),
    path(
        "moved-days/<int:moved_day_id>/remove/",
        moved_days.remove_moved_day,
        name="remove_moved_day",
    ),
    path("subjects/", subjects.subjects, name="subjects"),
    path("subjects/add/", subjects.add_subject, name="add_subject"),
    path("subjects/<int:subject_id>/", subjects.change_subject, name="change_subject"),
    path("subjects/<int:subject_id>/remove/", subjects.remove_subject, name="remove_subject"),
]
