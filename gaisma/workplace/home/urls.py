from django.urls import path

from gaisma.workplace.home import pages

app_name = "home"
urlpatterns = [path("", pages.home, name="home")]
