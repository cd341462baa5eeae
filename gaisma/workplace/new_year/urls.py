from django.urls import path

from gaisma.workplace.new_year.views import carrying_out, confirming, lists, particulars, steps

app_name = "new_year"
urlpatterns = [
    path("", lists.all_plans, name="plans"),
    path("confirmations/", lists.all_confirmations, name="confirmations"),
    path("<int:organisation_id>/begin/", steps.begin, name="begin"),
    path("<int:organisation_id>/confirm/", confirming.confirm, name="confirm"),
    path("plans/<int:plan_id>/groups/", steps.groups, name="groups"),
    path("plans/<int:plan_id>/groups/open/", particulars.open_one, name="open_group"),
    path("plans/<int:plan_id>/groups/<int:planned_id>/", particulars.change, name="group"),
    path("plans/<int:plan_id>/groups/<int:planned_id>/drop/", particulars.drop, name="drop_group"),
    path("plans/<int:plan_id>/learners/", steps.learners, name="learners"),
    path("plans/<int:plan_id>/programmes/", steps.programmes, name="programmes"),
    path("plans/<int:plan_id>/preview/", carrying_out.preview, name="preview"),
    path("plans/<int:plan_id>/carry-out/", carrying_out.carry_out, name="carry_out"),
    path("plans/<int:plan_id>/undo/", carrying_out.undo, name="undo"),
    path("plans/<int:plan_id>/drop/", carrying_out.drop, name="drop"),
]
