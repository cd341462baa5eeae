from django.urls import path

from gaisma.quality.calibration import pages

app_name = "calibration"
urlpatterns = [
    path("", pages.exercises, name="list"),
    path("new/", pages.write, name="write"),
    path("validity/", pages.validity, name="validity"),
    path("<int:exercise_id>/", pages.exercise, name="exercise"),
    path("<int:exercise_id>/print/", pages.exercise_for_paper, name="print"),
    path("<int:exercise_id>/change/", pages.change, name="change"),
    path("<int:exercise_id>/phases/", pages.describe, name="describe"),
    path("<int:exercise_id>/levels/", pages.agree, name="agree"),
    path("<int:exercise_id>/drop/", pages.drop, name="drop"),
    path("<int:exercise_id>/reveal/", pages.reveal, name="reveal"),
    path("<int:exercise_id>/open/", pages.open_, name="open"),
    path("<int:exercise_id>/withdraw/", pages.withdraw, name="withdraw"),
    path("<int:exercise_id>/take/", pages.take, name="take"),
    path("results/<int:attempt_id>/", pages.result, name="result"),
    path("results/<int:attempt_id>/print/", pages.result_for_paper, name="result_print"),
]
