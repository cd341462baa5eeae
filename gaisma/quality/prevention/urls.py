from django.urls import path

from gaisma.quality.prevention.absences import pages as absences
from gaisma.quality.prevention.algorithms import pages as algorithms
from gaisma.quality.prevention.cases import pages
from gaisma.quality.prevention.families import pages as families
from gaisma.quality.prevention.outside import pages as outside
from gaisma.quality.prevention.signals import pages as signals
from gaisma.quality.prevention.statements import pages as statements

app_name = "prevention"
urlpatterns = [
    path("cases/", pages.cases, name="list"),
    path("cases/new/<int:person_id>/", pages.open_, name="open"),
    path("cases/<int:case_id>/", pages.case, name="case"),
    path("cases/<int:case_id>/change/", pages.change, name="change"),
    path("cases/<int:case_id>/participants/new/", pages.name, name="name"),
    path("participants/<int:participant_id>/end/", pages.let_go, name="let_go"),
    path("cases/<int:case_id>/support/new/", pages.plan, name="plan"),
    path("support/<int:support_id>/change/", pages.replan, name="replan"),
    path("support/<int:support_id>/give/", pages.give, name="give"),
    path("given/<int:given_id>/take-back/", pages.take_back, name="take_back"),
    path("cases/<int:case_id>/meetings/new/", pages.meet, name="meet"),
    path("cases/<int:case_id>/reviews/new/", pages.set_review, name="set_review"),
    path("reviews/<int:review_id>/", pages.review, name="review"),
    path("cases/<int:case_id>/close/", pages.close, name="close"),
    path("cases/<int:case_id>/reopen/", pages.reopen, name="reopen"),
    path("signals/", signals.signals, name="signals"),
    path("signals/<int:person_id>/<slug:signal>/dismiss/", signals.dismiss, name="dismiss"),
    path("signals/<int:person_id>/<int:organisation_id>/address/", families.link, name="link"),
    path("signals/addresses/<int:link_id>/withdraw/", families.withdraw, name="withdraw_link"),
    path("own/<str:token>/", families.own, name="own"),
    path("absences/", absences.absences, name="absences"),
    path(
        "absences/<int:term_id>/<int:organisation_id>/<int:person_id>/",
        absences.absence,
        name="absence",
    ),
    path("absences/steps/<int:step_id>/take-back/", absences.take_back, name="take_back_step"),
    path("algorithms/", algorithms.algorithms, name="algorithms"),
    path("algorithms/<slug:situation>/publish/", algorithms.publish, name="publish"),
    path("cases/<int:case_id>/algorithms/new/", algorithms.follow, name="follow"),
    path("runs/<int:run_id>/", algorithms.run, name="run"),
    path("runs/<int:run_id>/steps/<int:step_number>/", algorithms.tick, name="tick"),
    path("runs/<int:run_id>/finish/", algorithms.finish, name="finish"),
    path("ticks/<int:tick_id>/take-back/", algorithms.untick, name="untick"),
    path("outside/", outside.children, name="outside"),
    path("outside/<int:declared_id>/", outside.child, name="child"),
    path("outside/<int:declared_id>/attempts/new/", outside.reach_out, name="reach_out"),
    path("outside/<int:declared_id>/responsible/", outside.entrust, name="entrust"),
    path("attempts/<int:attempt_id>/change/", outside.correct, name="correct_attempt"),
    path("attempts/<int:attempt_id>/take-back/", outside.take_back, name="take_back_attempt"),
    path("statement/", statements.statement, name="statement"),
    path("statement/<int:year_id>/<slug:funding>/", statements.file, name="statement_file"),
    path("climate/", signals.climate, name="climate"),
    path("rules/", signals.rules, name="rules"),
    path("rules/past/", signals.calibration, name="calibration"),
    path("rules/<slug:signal>/", signals.set_rule, name="set_rule"),
]
