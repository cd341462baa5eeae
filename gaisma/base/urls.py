from django.urls import path, re_path

from gaisma.base import pages

app_name = "base"
urlpatterns = [
    path("language/", pages.language, name="language"),
    path("health/", pages.ready, name="health"),
    path("health/live", pages.live, name="live"),
    path("health/ready", pages.ready, name="ready"),
    path("offline/", pages.offline, name="offline"),
    path("worker.js", pages.worker, name="worker"),
    path("style/", pages.style, name="style"),
    re_path(r"^styles-(?P<fingerprint>[0-9a-f]{12})\.css$", pages.styles, name="styles"),
]
