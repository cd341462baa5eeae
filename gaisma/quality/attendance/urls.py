from django.urls import path

from gaisma.quality.attendance import pages

app_name = "attendance"
urlpatterns = [
    path("", pages.month_page, name="month"),
    path("places/<int:organisation_id>/", pages.place, name="place"),
    path("classes/<int:group_id>/", pages.class_page, name="class"),
    path("learners/<int:person_id>/", pages.learner, name="learner"),
    path("unexcused/", pages.unexcused, name="unexcused"),
    path("signals/", pages.signals_page, name="signals"),
]
