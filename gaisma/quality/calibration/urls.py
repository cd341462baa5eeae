from django.urls import path

from gaisma.quality.calibration.views import attempts, drafts, exercises

app_name = "calibration"
urlpatterns = [
    path("", exercises.listed, name="list"),
    path("new/", drafts.write, name="write"),
    path("validity/", attempts.validity, name="validity"),
    path("<int:exercise_id>/", exercises.exercise, name="exercise"),
    path("<int:exercise_id>/print/", exercises.for_paper, name="print"),
    path("<int:exercise_id>/change/", drafts.change, name="change"),
    path("<int:exercise_id>/phases/", drafts.describe, name="describe"),
    path("<int:exercise_id>/levels/", drafts.agree, name="agree"),
    path("<int:exercise_id>/drop/", drafts.drop, name="drop"),
    path("<int:exercise_id>/reveal/", exercises.reveal, name="reveal"),
    path("<int:exercise_id>/open/", exercises.open_, name="open"),
    path("<int:exercise_id>/withdraw/", exercises.withdraw, name="withdraw"),
    path("<int:exercise_id>/take/", attempts.take, name="take"),
    path("results/<int:attempt_id>/", attempts.result, name="result"),
    path("results/<int:attempt_id>/print/", attempts.for_paper, name="result_print"),
]
