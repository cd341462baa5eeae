from django.urls import path

from gaisma.quality.surveys.views import answering, results, texts

app_name = "surveys"
urlpatterns = [
    path("answer/", answering.door, name="door"),
    path("answer/thanks/", answering.thanks, name="thanks"),
    path("answer/trial/", answering.thanks, {"is_trial": True}, name="trial"),
    path("answer/<str:code>/", answering.answer, name="answer"),
    path("surveys/<int:campaign_id>/results/", results.results, name="results"),
    path(
        "surveys/<int:campaign_id>/results/institutions/",
        results.institutions,
        name="institutions",
    ),
    path("surveys/<int:campaign_id>/results/differences/", results.differences, name="differences"),
    path("surveys/<int:campaign_id>/texts/", texts.texts, name="texts"),
]
