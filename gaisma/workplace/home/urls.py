from django.urls import path

from gaisma.workplace.home import views

app_name = "home"
urlpatterns = [path("", views.home, name="home")]
