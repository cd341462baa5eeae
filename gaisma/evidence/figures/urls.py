from django.urls import path

from gaisma.evidence.figures import views

app_name = "figures"
urlpatterns = [
    path("", views.figures, name="list"),
    path("<str:indicator>/", views.figure, name="figure"),
    path("<str:indicator>/records/", views.records, name="records"),
]
