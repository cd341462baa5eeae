from django.urls import path

from gaisma.workplace.administration.pages import installation, reference_data

app_name = "administration"
urlpatterns = [
    path("", installation.overview, name="overview"),
    path("audit/", installation.audit, name="audit"),
    path("installation/", installation.installation, name="installation"),
    path("thresholds/", installation.thresholds, name="thresholds"),
    path("retention/", installation.retention, name="retention"),
    path("years/", reference_data.years, name="years"),
    path("years/add/", reference_data.add_year, name="add_year"),
    path("years/<int:school_year_id>/", reference_data.year, name="year"),
    path("years/<int:school_year_id>/remove/", reference_data.remove_year, name="remove_year"),
    path("years/<int:school_year_id>/add-term/", reference_data.add_term, name="add_term"),
    path("terms/<int:term_id>/", reference_data.change_term, name="change_term"),
    path("terms/<int:term_id>/remove/", reference_data.remove_term, name="remove_term"),
    path("moved-days/", reference_data.moved_days, name="moved_days"),
    path("moved-days/add/", reference_data.move_day, name="move_day"),
    path(
        "moved-days/<int:moved_day_id>/", reference_data.change_moved_day, name="change_moved_day"
    ),
    path(
        "moved-days/<int:moved_day_id>/remove/",
        reference_data.remove_moved_day,
        name="remove_moved_day",
    ),
    path("subjects/", reference_data.subjects, name="subjects"),
    path("subjects/add/", reference_data.add_subject, name="add_subject"),
    path("subjects/<int:subject_id>/", reference_data.change_subject, name="change_subject"),
    path("subjects/<int:subject_id>/remove/", reference_data.remove_subject, name="remove_subject"),
]
