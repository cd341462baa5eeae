from django.urls import path

from gaisma.quality.observations.views import following, lists, looking, pages, plans, sheets

app_name = "observations"
urlpatterns = [
    path("", lists.observations, name="list"),
    path("own/", lists.own, name="own"),
    path("new/", plans.plan, name="plan"),
    path("picture/", looking.picture, name="picture"),
    path("agreement/", looking.agreement, name="agreement"),
    path("coverage/", lists.coverage, name="coverage"),
    path("coverage/goal/", lists.set_goal, name="goal"),
    path("<int:observation_id>/", pages.observation, name="observation"),
    path("<int:observation_id>/print/", pages.for_paper, name="print"),
    path("<int:observation_id>/change/", plans.change, name="change"),
    path("<int:observation_id>/cancel/", plans.cancel, name="cancel"),
    path("<int:observation_id>/restore/", plans.restore, name="restore"),
    path("<int:observation_id>/talk/", following.talk, name="talk"),
    path("<int:observation_id>/step/", following.propose, name="propose"),
    path("<int:observation_id>/reply/", following.reply, name="reply"),
    path("<int:observation_id>/read/", following.read, name="read"),
    path("<int:observation_id>/agree/", following.agree, name="agree"),
    path("<int:observation_id>/sign/", following.sign, name="sign"),
    path("sheets/<int:sheet_id>/", sheets.sheet, name="sheet"),
    path("sheets/<int:sheet_id>/correct/", sheets.correct, name="correct"),
    path("sheets/<int:sheet_id>/release/", sheets.release, name="release"),
]
