from django.urls import path

from gaisma.quality.observations.pages import observations, picture, sheets

app_name = "observations"
urlpatterns = [
    path("", observations.observations, name="list"),
    path("own/", observations.own, name="own"),
    path("new/", observations.plan, name="plan"),
    path("picture/", picture.picture, name="picture"),
    path("agreement/", picture.agreement, name="agreement"),
    path("coverage/", picture.coverage, name="coverage"),
    path("coverage/goal/", picture.set_goal, name="goal"),
    path("<int:observation_id>/", observations.observation, name="observation"),
    path("<int:observation_id>/print/", observations.for_paper, name="print"),
    path("<int:observation_id>/change/", observations.change, name="change"),
    path("<int:observation_id>/cancel/", observations.cancel, name="cancel"),
    path("<int:observation_id>/restore/", observations.restore, name="restore"),
    path("<int:observation_id>/talk/", observations.talk, name="talk"),
    path("<int:observation_id>/step/", observations.propose, name="propose"),
    path("<int:observation_id>/reply/", observations.reply, name="reply"),
    path("<int:observation_id>/read/", observations.read, name="read"),
    path("<int:observation_id>/agree/", observations.agree, name="agree"),
    path("<int:observation_id>/sign/", observations.sign, name="sign"),
    path("sheets/<int:sheet_id>/", sheets.sheet, name="sheet"),
    path("sheets/<int:sheet_id>/correct/", sheets.correct, name="correct"),
    path("sheets/<int:sheet_id>/release/", sheets.release, name="release"),
]
