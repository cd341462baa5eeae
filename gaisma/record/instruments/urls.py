from django.urls import path

from gaisma.record.instruments.pages import drafts, instruments, versions

app_name = "instruments"
urlpatterns = [
    path("", instruments.instruments, name="instruments"),
    path("new/", instruments.take_in, name="take_in"),
    path("<int:instrument_id>/", instruments.instrument, name="instrument"),
    path("<int:instrument_id>/next-version/", instruments.begin, name="begin"),
    path("<int:instrument_id>/retire/", instruments.retire, name="retire"),
    path("<int:instrument_id>/bring-back/", instruments.bring_back, name="bring_back"),
    path("versions/<int:version_id>/", versions.preview, name="preview"),
    path("versions/<int:version_id>/paper/", versions.paper, name="paper"),
    path("versions/<int:version_id>/xlsform/", versions.workbook, name="workbook"),
    path("versions/<int:version_id>/put-into-use/", versions.put_into_use, name="put_into_use"),
    path("versions/<int:version_id>/drop/", versions.drop, name="drop"),
    path("drafts/<int:draft_id>/", drafts.draft, name="draft"),
    path("drafts/<int:draft_id>/title/", drafts.title, name="title"),
    path("drafts/<int:draft_id>/order/", drafts.order, name="order"),
    path("drafts/<int:draft_id>/sections/new/", drafts.add_section, name="add_section"),
    path("drafts/<int:draft_id>/sections/<int:section>/", drafts.section, name="section"),
    path(
        "drafts/<int:draft_id>/sections/<int:section>/remove/",
        drafts.remove_section,
        name="remove_section",
    ),
    path("drafts/<int:draft_id>/sections/<int:section>/add/", drafts.add_item, name="add_item"),
    path("drafts/<int:draft_id>/questions/<slug:item>/", drafts.item, name="item"),
    path(
        "drafts/<int:draft_id>/questions/<slug:item>/remove/",
        drafts.remove_item,
        name="remove_item",
    ),
    path("drafts/<int:draft_id>/lists/new/", drafts.add_list, name="add_list"),
    path("drafts/<int:draft_id>/lists/<int:list_number>/", drafts.list_answers, name="list"),
    path(
        "drafts/<int:draft_id>/lists/<int:list_number>/remove/",
        drafts.remove_list,
        name="remove_list",
    ),
]
