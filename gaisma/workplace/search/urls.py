from django.urls import path

from gaisma.workplace.search import pages

app_name = "search"
urlpatterns = [path("", pages.search, name="search")]
