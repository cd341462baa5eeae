from django.urls import path

from gaisma.workplace.administration.pages import installation, subjects, years

app_name = "administration"
urlpatterns = [
    path("", installation.overview, name="overview"),
    path("audit/", installation.audit, name="audit"),
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
    path("moved-days/", years.moved_days, name="moved_days"),
    path("moved-days/add/", years.move_day, name="move_day"),
    path("moved-days/<int:moved_day_id>/", years.change_moved_day, name="change_moved_day"),
    path(
        "moved-days/<int:moved_day_id>/remove/",
        years.remove_moved_day,
        name="remove_moved_day",
    ),
    path("subjects/", subjects.subjects, name="subjects"),
    path("subjects/add/", subjects.add_subject, name="add_subject"),
    path("subjects/<int:subject_id>/", subjects.change_subject, name="change_subject"),
    path("subjects/<int:subject_id>/remove/", subjects.remove_subject, name="remove_subject"),
]
