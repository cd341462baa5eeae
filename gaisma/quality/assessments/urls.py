from django.urls import path

from gaisma.quality.assessments.pages import analysis, assessments, results

app_name = "assessments"
urlpatterns = [
    path("", assessments.assessments, name="list"),
    path("plan/", assessments.plan, name="plan"),
    path("<int:assessment_id>/", assessments.assessment, name="assessment"),
    path("<int:assessment_id>/change/", assessments.change, name="change"),
    path("<int:assessment_id>/cancel/", assessments.cancel, name="cancel"),
    path("<int:assessment_id>/open/", assessments.open_, name="open"),
    path("<int:assessment_id>/close/", assessments.close, name="close"),
    path("<int:assessment_id>/reopen/", assessments.reopen, name="reopen"),
    path("<int:assessment_id>/paper/", assessments.add_paper, name="add_paper"),
    path("<int:assessment_id>/passed/", results.passed, name="passed"),
    path("papers/<int:paper_id>/", assessments.paper, name="paper"),
    path("papers/<int:paper_id>/change/", assessments.change_paper, name="change_paper"),
    path("papers/<int:paper_id>/remove/", assessments.remove_paper, name="remove_paper"),
    path("papers/<int:paper_id>/reference/", assessments.add_reference, name="add_reference"),
    path("papers/<int:paper_id>/averages/", assessments.averages, name="averages"),
    path("papers/<int:paper_id>/averages/add/", assessments.add_average, name="add_average"),
    path("papers/<int:paper_id>/results/", results.results, name="results"),
    path("papers/<int:paper_id>/analysis/", analysis.analysis, name="analysis"),
    path("papers/<int:paper_id>/classes/", results.classes, name="classes"),
    path("papers/<int:paper_id>/classes/<int:group_id>/", results.enter, name="enter"),
    path(
        "references/<int:reference_id>/remove/",
        assessments.remove_reference,
        name="remove_reference",
    ),
    path("averages/<int:average_id>/", assessments.settle, name="settle"),
    path("results/<int:result_id>/", results.result, name="result"),
    path("results/<int:result_id>/correct/", results.correct, name="correct"),
    path("results/<int:result_id>/appeal/", results.appeal, name="appeal"),
    path("results/<int:result_id>/decide/", results.decide, name="decide"),
    path("results/<int:result_id>/confirm/", results.confirm, name="confirm"),
    path("results/<int:result_id>/remove/", results.remove, name="remove"),
    path("support/", results.support, name="support"),
    path("rules/", assessments.rules, name="rules"),
    path("rules/add/", assessments.add_rule, name="add_rule"),
    path("rules/<int:rule_id>/", assessments.change_rule, name="change_rule"),
    path("rules/<int:rule_id>/remove/", assessments.remove_rule, name="remove_rule"),
]
