from django.urls import include, path

from gaisma.workplace.api import service, views

app_name = "api"
urlpatterns = [
    path("", views.description, name="description"),
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/new/", views.new_token, name="new_token"),
    path("tokens/<int:token_id>/revoke/", views.revoke_token, name="revoke_token"),
    path("v1/", include((service.patterns(), "v1"))),
]
