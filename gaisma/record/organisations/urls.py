from django.urls import path

from gaisma.record.organisations import pages

app_name = "organisations"
urlpatterns = [
    path("", pages.institutions, name="list"),
    path("<int:organisation_id>/", pages.overview, name="institution"),
    path("<int:organisation_id>/groups/", pages.groups, name="groups"),
    path("<int:organisation_id>/staff/", pages.staff, name="staff"),
    path("<int:organisation_id>/sites/", pages.sites, name="sites"),
    path("<int:organisation_id>/documents/", pages.documents, name="documents"),
    path("<int:organisation_id>/history/", pages.history, name="history"),
    path("<int:organisation_id>/contacts/", pages.change_contacts, name="contacts"),
    path("<int:organisation_id>/sites/new/", pages.add_site, name="add_site"),
    path("<int:organisation_id>/sites/<int:site_id>/", pages.change_site, name="change_site"),
    path("<int:organisation_id>/licences/new/", pages.add_licence, name="add_licence"),
    path(
        "<int:organisation_id>/licences/<int:licence_id>/",
        pages.change_licence,
        name="change_licence",
    ),
]
