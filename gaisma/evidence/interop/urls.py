from django.urls import path

from gaisma.evidence.interop import pages

app_name = "interop"
urlpatterns = [
    path("", pages.imports_so_far, name="list"),
    path("new/", pages.take_in, name="new"),
    path("files/<int:upload_id>/", pages.upload, name="upload"),
    path("files/<int:upload_id>/check/", pages.check, name="check"),
    path("files/<int:upload_id>/columns/", pages.columns, name="columns"),
    path("files/<int:upload_id>/values/", pages.values, name="values"),
    path("files/<int:upload_id>/take-in/", pages.commit, name="commit"),
    path("files/<int:upload_id>/discard/", pages.discard, name="discard"),
    path("files/<int:upload_id>/problems/", pages.problems, name="problems"),
    path("files/<int:upload_id>/problems.xlsx", pages.corrections, name="corrections"),
    path("<int:import_id>/", pages.importing, name="import"),
    path("<int:import_id>/undo/", pages.undo, name="undo"),
    path("tables/", pages.tables, name="tables"),
    path("tables/<str:kind>/template.xlsx", pages.template, name="template"),
    path("tables/<str:kind>/stored.xlsx", pages.stored, name="stored"),
    path("columns/", pages.known_mappings, name="mappings"),
    path("columns/new/", pages.keep_mapping, name="new_mapping"),
    path("columns/<int:mapping_id>/", pages.change_mapping, name="mapping"),
    path("columns/<int:mapping_id>/forget/", pages.forget_mapping, name="forget_mapping"),
]
