from django.urls import path

from gaisma.workplace.data_quality import pages

app_name = "data_quality"
urlpatterns = [
    path("", pages.overview, name="overview"),
    path("called-right/", pages.judged, name="judged"),
    path("called-right/<int:judgement_id>/", pages.take_back, name="take_back"),
    path("<str:key>/", pages.of_check, name="findings"),
    path("<str:key>/right/", pages.right, name="right"),
]
