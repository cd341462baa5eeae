from django.urls import path

from gaisma.workplace.data_quality import views

app_name = "data_quality"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("called-right/", views.judged, name="judged"),
    path("called-right/<int:judgement_id>/", views.take_back, name="take_back"),
    path("<str:key>/", views.of_check, name="findings"),
    path("<str:key>/right/", views.right, name="right"),
]
