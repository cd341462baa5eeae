from django.urls import path, re_path

from gaisma.base import views

app_name = "base"
urlpatterns = [
    path("language/", views.language, name="language"),
    path("health/", views.health, name="health"),
    path("style/", views.style, name="style"),
    re_path(r"^styles-(?P<fingerprint>[0-9a-f]{12})\.css$", views.styles, name="styles"),
]
