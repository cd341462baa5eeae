from django.urls import path

from gaisma.quality.surveys.views import answering

app_name = "surveys"
urlpatterns = [
    path("answer/", answering.door, name="door"),
    path("answer/thanks/", answering.thanks, name="thanks"),
    path("answer/trial/", answering.thanks, {"is_trial": True}, name="trial"),
    path("answer/<str:code>/", answering.answer, name="answer"),
]
