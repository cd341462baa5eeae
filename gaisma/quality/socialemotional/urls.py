from django.urls import path

from gaisma.quality.socialemotional import pages

app_name = "socialemotional"
urlpatterns = [
    path("", pages.places, name="places"),
    path("institutions/<int:organisation_id>/", pages.place, name="place"),
    path("classes/<int:group_id>/", pages.class_page, name="class"),
    path("classes/<int:group_id>/lessons/today/", pages.lesson_today, name="lesson_today"),
    path("classes/<int:group_id>/lessons/new/", pages.note_lesson, name="note_lesson"),
    path("classes/<int:group_id>/lessons/plan/", pages.plan_lesson, name="plan_lesson"),
    path("lessons/<int:class_lesson_id>/hold/", pages.hold_lesson, name="hold_lesson"),
    path("lessons/<int:class_lesson_id>/undo/", pages.undo_lesson, name="undo_lesson"),
    path(
        "classes/<int:group_id>/talks/<int:person_id>/today/", pages.talk_today, name="talk_today"
    ),
    path("classes/<int:group_id>/talks/new/", pages.note_talk, name="note_talk"),
    path("classes/<int:group_id>/talks/plan/", pages.plan_talk, name="plan_talk"),
    path("talks/<int:family_talk_id>/hold/", pages.hold_talk, name="hold_talk"),
    path("talks/<int:family_talk_id>/undo/", pages.undo_talk, name="undo_talk"),
    path("norms/", pages.norms_page, name="norms"),
    path("norms/new/", pages.set_norm, name="set_norm"),
    path("norms/<int:norm_id>/change/", pages.change_norm, name="change_norm"),
]
