from django.urls import path

from gaisma.workplace.new_year.pages import institutions, plans

app_name = "new_year"
urlpatterns = [
    path("", institutions.all_plans, name="plans"),
    path("confirmations/", institutions.all_confirmations, name="confirmations"),
    path("<int:organisation_id>/begin/", plans.begin, name="begin"),
    path("<int:organisation_id>/confirm/", institutions.confirm, name="confirm"),
    path("plans/<int:plan_id>/groups/", plans.groups, name="groups"),
    path("plans/<int:plan_id>/groups/open/", plans.open_group, name="open_group"),
    path("plans/<int:plan_id>/groups/<int:planned_id>/", plans.change_group, name="group"),
    path("plans/<int:plan_id>/groups/<int:planned_id>/drop/", plans.drop_group, name="drop_group"),
    path("plans/<int:plan_id>/learners/", plans.learners, name="learners"),
    path("plans/<int:plan_id>/programmes/", plans.programmes, name="programmes"),
    path("plans/<int:plan_id>/preview/", plans.preview, name="preview"),
    path("plans/<int:plan_id>/carry-out/", plans.carry_out, name="carry_out"),
    path("plans/<int:plan_id>/undo/", plans.undo, name="undo"),
    path("plans/<int:plan_id>/drop/", plans.drop, name="drop"),
]
