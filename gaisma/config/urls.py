"""Addresses of all pages; each room keeps its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("gaisma.workplace.home.urls")),
    path("", include("gaisma.base.urls")),
    path("institutions/", include("gaisma.record.organisations.urls")),
    path("figures/", include("gaisma.evidence.figures.urls")),
    path("reports/", include("gaisma.evidence.reports.urls")),
]

handler400 = "gaisma.base.error_views.bad_request"
handler403 = "gaisma.base.error_views.permission_denied"
handler404 = "gaisma.base.error_views.page_not_found"
handler500 = "gaisma.base.error_views.server_error"
