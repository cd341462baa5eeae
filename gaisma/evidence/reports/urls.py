from django.urls import path

from gaisma.evidence.reports.pages import editions, figures, texts

app_name = "reports"
TEXT = "<int:report_id>/texts/<str:section>/<str:language>"
urlpatterns = [
    path("", editions.reports, name="list"),
    path("new/", editions.new, name="new"),
    path("<int:report_id>/", editions.edition, name="edition"),
    path("<int:report_id>/history/", editions.past, name="history"),
    path("<int:report_id>/doubts/", figures.doubted, name="doubts"),
    path("<int:report_id>/doubts/<str:doubt>/justify/", figures.justify, name="justify"),
    path(
        "<int:report_id>/justifications/<int:justification_id>/", figures.withdraw, name="withdraw"
    ),
    path("<int:report_id>/comparison/", figures.comparison, name="comparison"),
    path("<int:report_id>/figures/<int:number>/", figures.figure, name="figure"),
    path("<int:report_id>/day/", editions.change_day, name="change_day"),
    path("<int:report_id>/send/", editions.send_for_review, name="send_for_review"),
    path("<int:report_id>/return/", editions.return_to_draft, name="return_to_draft"),
    path("<int:report_id>/approve/", editions.approve, name="approve"),
    path("<int:report_id>/adopt/", editions.adopt, name="adopt"),
    path("<int:report_id>/publish/", editions.publish, name="publish"),
    path("<int:report_id>/build/", editions.build, name="build"),
    path("<int:report_id>/comment/", texts.comment, name="comment"),
    path("<int:report_id>/comment/<str:section>/", texts.comment, name="comment_section"),
    path("<int:report_id>/comments/<int:comment_id>/settle/", texts.settle, name="settle"),
    path("<int:report_id>/comments/<int:comment_id>/reopen/", texts.reopen, name="reopen"),
    path(f"{TEXT}/", texts.text, name="text"),
    path(f"{TEXT}/versions/", texts.versions, name="versions"),
    path(f"{TEXT}/reset/", texts.reset, name="reset"),
    path("<int:report_id>/read/<str:language>/", editions.read, name="read"),
    path("<int:report_id>/files/<str:language>/<str:format_>/", editions.file, name="file"),
    path("<slug:key>/", editions.report, name="report"),
    path("<slug:key>/document/", editions.document, name="document"),
    path("<slug:key>/<str:format_>", editions.download, name="download"),
]
