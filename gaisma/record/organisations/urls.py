from django.urls import path

from gaisma.record.organisations import views

app_name = "organisations"
urlpatterns = [
    path("", views.institutions, name="list"),
    path("<int:organisation_id>/", views.institution, name="institution"),
]
