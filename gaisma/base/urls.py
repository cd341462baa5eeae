from django.urls import path, re_path

from gaisma.base import error_views, views

app_name = "base"
urlpatterns = [
    path("language/", views.language, name="language"),
    path("health/", views.ready, name="health"),
    path("health/live", views.live, name="live"),
    path("health/ready", views.ready, name="ready"),
    path("offline/", error_views.offline, name="offline"),
    path("worker.js", views.worker, name="worker"),
    path("style/", views.style, name="style"),
    re_path(r"^styles-(?P<fingerprint>[0-9a-f]{12})\.css$", views.styles, name="styles"),
]
