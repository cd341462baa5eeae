from django.urls import path

from gaisma.base.jobs import pages

app_name = "works"
urlpatterns = [
    path("", pages.jobs, name="list"),
    path("<int:job_id>/", pages.job, name="work"),
    path("<int:job_id>/again/", pages.try_again, name="try_again"),
    path("<int:job_id>/cancel/", pages.cancel, name="cancel"),
]
