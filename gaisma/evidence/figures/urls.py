from django.urls import path

from gaisma.evidence.figures import pages

app_name = "figures"
urlpatterns = [
    path("", pages.figures, name="list"),
    path("<str:indicator>/", pages.figure, name="figure"),
    path("<str:indicator>/records/", pages.records, name="records"),
]
