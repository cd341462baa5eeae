from django.urls import include, path

from gaisma.workplace.api import pages, service

app_name = "api"
urlpatterns = [
    path("", pages.description, name="description"),
    path("tokens/", pages.tokens, name="tokens"),
    path("tokens/new/", pages.new_token, name="new_token"),
    path("tokens/<int:token_id>/revoke/", pages.revoke_token, name="revoke_token"),
    path("v1/", include((service.patterns(), "v1"))),
]
