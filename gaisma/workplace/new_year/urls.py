from django.urls import URLPattern

app_name = "new_year"
urlpatterns: list[URLPattern] = []
