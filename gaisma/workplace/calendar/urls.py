from django.urls import path

from gaisma.workplace.calendar.pages import calendar, deadlines, feeds

app_name = "calendar"
urlpatterns = [
    path("", calendar.month, name="month"),
    path("list/", calendar.agenda, name="agenda"),
    path("year/", calendar.year, name="year"),
    path("measures/new/", calendar.plan_measure, name="plan"),
    path("measures/<int:measure_id>/", calendar.measure, name="measure"),
    path("measures/<int:measure_id>/change/", calendar.change_measure, name="change_measure"),
    path("measures/<int:measure_id>/call-off/", calendar.call_off_measure, name="call_off"),
    path("deadlines/", deadlines.deadline_list, name="deadlines"),
    path("deadlines/new/", deadlines.set_deadline, name="set_deadline"),
    path("deadlines/<int:deadline_id>/", deadlines.deadline, name="deadline"),
    path("deadlines/<int:deadline_id>/change/", deadlines.change, name="change_deadline"),
    path("deadlines/<int:deadline_id>/lift/", deadlines.lift, name="lift"),
    path(
        "deadlines/<int:deadline_id>/deliver/<int:organisation_id>/",
        deadlines.deliver,
        name="deliver",
    ),
    path("deliveries/<int:delivery_id>/accept/", deadlines.accept, name="accept"),
    path("deliveries/<int:delivery_id>/return/", deadlines.return_, name="return"),
    path("missing/", deadlines.missing_work, name="missing"),
    path("missing/letters/", feeds.digest, name="digest"),
    path("addresses/", feeds.addresses, name="feeds"),
    path("addresses/mine/make/", feeds.make_own, name="make_feed"),
    path("addresses/mine/take-back/", feeds.take_back_own, name="take_back_feed"),
    path(
        "addresses/<int:organisation_id>/make/", feeds.make_institutions, name="make_institutions"
    ),
    path(
        "addresses/<int:organisation_id>/take-back/",
        feeds.take_back_institutions,
        name="take_back_institutions",
    ),
    path("feed/<str:token>.ics", feeds.feed, name="feed"),
]
