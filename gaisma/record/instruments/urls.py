from django.urls import path

from gaisma.record.instruments.views import drafts, instruments, items, lists, versions

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
    path("drafts/<int:draft_id>/sections/<int:section>/add/", items.add, name="add_item"),
    path("drafts/<int:draft_id>/questions/<slug:item>/", items.item, name="item"),
    path("drafts/<int:draft_id>/questions/<slug:item>/remove/", items.remove, name="remove_item"),
    path("drafts/<int:draft_id>/lists/new/", lists.add, name="add_list"),
    path("drafts/<int:draft_id>/lists/<int:list_number>/", lists.answers, name="list"),
    path("drafts/<int:draft_id>/lists/<int:list_number>/remove/", lists.remove, name="remove_list"),
]
