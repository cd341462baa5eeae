from django.urls import path

from gaisma.quality.surveys.views import (
    answering,
    campaigns,
    drawing,
    letters,
    paper,
    places,
    preparing,
    results,
    texts,
)

app_name = "surveys"
AT = "surveys/parts/<int:part_id>/at/<int:organisation_id>/"
urlpatterns = [
    path("answer/", answering.door, name="door"),
    path("answer/thanks/", answering.thanks, name="thanks"),
    path("answer/trial/", answering.thanks, {"is_trial": True}, name="trial"),
    path("answer/<str:code>/", answering.answer, name="answer"),
    path("surveys/", campaigns.campaigns, name="list"),
    path("surveys/new/", preparing.prepare, name="prepare"),
    path("surveys/<int:campaign_id>/", campaigns.campaign, name="campaign"),
    path("surveys/<int:campaign_id>/participation/", campaigns.participation, name="participation"),
    path("surveys/<int:campaign_id>/change/", preparing.change, name="change"),
    path("surveys/<int:campaign_id>/ask/", preparing.ask, name="ask"),
    path("surveys/parts/<int:part_id>/leave-out/", preparing.leave_out, name="leave_out"),
    path("surveys/<int:campaign_id>/drop/", preparing.drop, name="drop"),
    path("surveys/<int:campaign_id>/start/", preparing.start, name="start"),
    path("surveys/<int:campaign_id>/close/", preparing.close, name="close"),
    path("surveys/<int:campaign_id>/at/<int:organisation_id>/", places.place, name="place"),
    path(f"{AT}draw/", drawing.draw, name="draw"),
    path(f"{AT}codes/", places.give, name="give"),
    path(f"{AT}trial/", places.give_trial, name="give_trial"),
    path(f"{AT}letters/", letters.write, name="write"),
    path(f"{AT}reminder/", letters.remind, name="remind"),
    path(f"{AT}paper/", paper.enter, name="paper"),
    path(f"{AT}paper/many/", paper.enter_many, name="paper_many"),
    path("surveys/batches/<int:batch_id>/sheet/", places.sheet, name="sheet"),
    path("surveys/batches/<int:batch_id>/letters/send/", letters.send_again, name="send_again"),
    path("surveys/batches/<int:batch_id>/letters/clear/", letters.clear, name="clear"),
    path("surveys/<int:campaign_id>/results/", results.results, name="results"),
    path(
        "surveys/<int:campaign_id>/results/institutions/",
        results.institutions,
        name="institutions",
    ),
    path("surveys/<int:campaign_id>/results/differences/", results.differences, name="differences"),
    path("surveys/<int:campaign_id>/texts/", texts.texts, name="texts"),
]
