from django.urls import path

from gaisma.evidence.interop.views import history, mappings, uploads, workbooks

app_name = "interop"
urlpatterns = [
    path("", history.imports, name="list"),
    path("new/", uploads.new, name="new"),
    path("files/<int:upload_id>/", uploads.upload, name="upload"),
    path("files/<int:upload_id>/check/", uploads.check, name="check"),
    path("files/<int:upload_id>/columns/", uploads.columns, name="columns"),
    path("files/<int:upload_id>/take-in/", uploads.commit, name="commit"),
    path("files/<int:upload_id>/discard/", uploads.discard, name="discard"),
    path("files/<int:upload_id>/problems/", uploads.problems, name="problems"),
    path("files/<int:upload_id>/problems.xlsx", uploads.corrections, name="corrections"),
    path("<int:import_id>/", history.importing, name="import"),
    path("<int:import_id>/undo/", history.undo, name="undo"),
    path("tables/", workbooks.tables, name="tables"),
    path("tables/<str:kind>/template.xlsx", workbooks.template, name="template"),
    path("tables/<str:kind>/stored.xlsx", workbooks.stored, name="stored"),
    path("columns/", mappings.listed, name="mappings"),
    path("columns/new/", mappings.new, name="new_mapping"),
    path("columns/<int:mapping_id>/", mappings.mapping, name="mapping"),
    path("columns/<int:mapping_id>/forget/", mappings.forget, name="forget_mapping"),
]
