from django.urls import path

from gaisma.evidence.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.reports, name="list"),
    path("<slug:key>/", views.report, name="report"),
    path("<slug:key>/document/", views.document, name="document"),
    path("<slug:key>/<str:format_>", views.download, name="download"),
]
