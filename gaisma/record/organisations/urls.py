from django.urls import path

from gaisma.record.organisations.views import keeping, lists, profiles

app_name = "organisations"
urlpatterns = [
    path("", lists.institutions, name="list"),
    path("<int:organisation_id>/", profiles.overview, name="institution"),
    path("<int:organisation_id>/groups/", profiles.groups, name="groups"),
    path("<int:organisation_id>/staff/", profiles.staff, name="staff"),
    path("<int:organisation_id>/sites/", profiles.sites, name="sites"),
    path("<int:organisation_id>/documents/", profiles.documents, name="documents"),
    path("<int:organisation_id>/history/", profiles.history, name="history"),
    path("<int:organisation_id>/contacts/", keeping.change_contacts, name="contacts"),
    path("<int:organisation_id>/sites/new/", keeping.add_site, name="add_site"),
    path("<int:organisation_id>/sites/<int:site_id>/", keeping.change_site, name="change_site"),
    path("<int:organisation_id>/licences/new/", keeping.add_licence, name="add_licence"),
    path(
        "<int:organisation_id>/licences/<int:licence_id>/",
        keeping.change_licence,
        name="change_licence",
    ),
]
