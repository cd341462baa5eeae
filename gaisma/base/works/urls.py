from django.urls import path

from gaisma.base.works import views

app_name = "works"
urlpatterns = [
    path("", views.works, name="list"),
    path("<int:work_id>/", views.work, name="work"),
    path("<int:work_id>/again/", views.try_again, name="try_again"),
    path("<int:work_id>/cancel/", views.cancel, name="cancel"),
]
