from django.urls import path

from gaisma.workplace.search import views

app_name = "search"
urlpatterns = [path("", views.search, name="search")]
