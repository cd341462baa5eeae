"""Addresses of all pages; each room keeps its own."""

from django.urls import include, path

urlpatterns = [
    # First: addresses are tried in their order, and nothing is asked so often as a survey.
    path("", include("gaisma.quality.surveys.urls")),
    path("", include("gaisma.workplace.home.urls")),
    path("", include("gaisma.base.urls")),
    path("", include("gaisma.base.accounts.entrance.urls")),
    path("institutions/", include("gaisma.record.organisations.urls")),
    path("figures/", include("gaisma.evidence.figures.urls")),
    path("reports/", include("gaisma.evidence.reports.urls")),
    path("imports/", include("gaisma.evidence.interop.urls")),
    path("accounts/", include("gaisma.base.accounts.urls")),
    path("work/", include("gaisma.base.jobs.urls")),
    path("people/", include("gaisma.record.people.urls")),
    path("programmes/", include("gaisma.record.programmes.urls")),
    path("", include("gaisma.record.governance.urls")),
    path("instruments/", include("gaisma.record.instruments.urls")),
    path("observations/calibration/", include("gaisma.quality.calibration.urls")),
    path("observations/", include("gaisma.quality.observations.urls")),
    path("", include("gaisma.quality.selfevaluation.urls")),
    path("attendance/", include("gaisma.quality.attendance.urls")),
    path("assessments/", include("gaisma.quality.assessments.urls")),
    path("challenges/", include("gaisma.quality.challenges.urls")),
    path("safety/", include("gaisma.quality.wellbeing.urls")),
    path("inspections/", include("gaisma.quality.inspections.urls")),
    path("prevention/", include("gaisma.quality.prevention.urls")),
    path("social-emotional/", include("gaisma.quality.socialemotional.urls")),
    path("calendar/", include("gaisma.workplace.calendar.urls")),
    path("new-year/", include("gaisma.workplace.new_year.urls")),
    path("closing/", include("gaisma.workplace.closing.urls")),
    path("data-quality/", include("gaisma.workplace.data_quality.urls")),
    path("search/", include("gaisma.workplace.search.urls")),
    path("api/", include("gaisma.workplace.api.urls")),
    path("administration/", include("gaisma.workplace.administration.urls")),
]

handler400 = "gaisma.base.pages.bad_request"
handler403 = "gaisma.base.pages.permission_denied"
handler404 = "gaisma.base.pages.page_not_found"
handler500 = "gaisma.base.pages.server_error"
