from django.urls import path

from gaisma.quality.surveys.answering import pages as answering
from gaisma.quality.surveys.campaigns import pages as campaigns
from gaisma.quality.surveys.codes import pages as codes
from gaisma.quality.surveys.results import pages as results

app_name = "surveys"
AT = "surveys/parts/<int:part_id>/at/<int:organisation_id>/"
urlpatterns = [
    path("answer/", answering.door, name="door"),
    path("answer/thanks/", answering.thanks, name="thanks"),
    path("answer/trial/", answering.thanks, {"is_trial": True}, name="trial"),
    path("answer/<str:code>/", answering.answer, name="answer"),
    path("surveys/", campaigns.campaigns, name="list"),
    path("surveys/new/", campaigns.prepare, name="prepare"),
    path("surveys/<int:campaign_id>/", campaigns.campaign, name="campaign"),
    path("surveys/<int:campaign_id>/participation/", campaigns.participation, name="participation"),
    path("surveys/<int:campaign_id>/change/", campaigns.change, name="change"),
    path("surveys/<int:campaign_id>/ask/", campaigns.ask, name="ask"),
    path("surveys/parts/<int:part_id>/leave-out/", campaigns.leave_out, name="leave_out"),
    path("surveys/<int:campaign_id>/drop/", campaigns.drop, name="drop"),
    path("surveys/<int:campaign_id>/start/", campaigns.start, name="start"),
    path("surveys/<int:campaign_id>/close/", results.close, name="close"),
    path("surveys/<int:campaign_id>/at/<int:organisation_id>/", codes.place, name="place"),
    path(f"{AT}draw/", codes.draw, name="draw"),
    path(f"{AT}codes/", codes.give, name="give"),
    path(f"{AT}trial/", codes.give_trial, name="give_trial"),
    path(f"{AT}letters/", codes.write, name="write"),
    path(f"{AT}reminder/", codes.remind, name="remind"),
    path(f"{AT}paper/", answering.enter, name="paper"),
    path(f"{AT}paper/many/", answering.enter_many, name="paper_many"),
    path("surveys/batches/<int:batch_id>/sheet/", codes.sheet, name="sheet"),
    path("surveys/batches/<int:batch_id>/letters/send/", codes.send_again, name="send_again"),
    path("surveys/batches/<int:batch_id>/letters/clear/", codes.clear, name="clear"),
    path("surveys/<int:campaign_id>/results/", results.results, name="results"),
    path(
        "surveys/<int:campaign_id>/results/institutions/",
        results.institutions,
        name="institutions",
    ),
    path("surveys/<int:campaign_id>/results/differences/", results.differences, name="differences"),
    path("surveys/<int:campaign_id>/texts/", results.texts, name="texts"),
]
