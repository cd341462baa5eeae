from django.urls import path

from gaisma.quality.socialemotional.pages import classes, lessons, norms, places, talks

app_name = "socialemotional"
urlpatterns = [
    path("", places.places, name="places"),
    path("institutions/<int:organisation_id>/", places.place, name="place"),
    path("classes/<int:group_id>/", classes.class_page, name="class"),
    path("classes/<int:group_id>/lessons/today/", lessons.lesson_today, name="lesson_today"),
    path("classes/<int:group_id>/lessons/new/", lessons.note_lesson, name="note_lesson"),
    path("classes/<int:group_id>/lessons/plan/", lessons.plan_lesson, name="plan_lesson"),
    path("lessons/<int:class_lesson_id>/hold/", lessons.hold_lesson, name="hold_lesson"),
    path("lessons/<int:class_lesson_id>/undo/", lessons.undo_lesson, name="undo_lesson"),
    path(
        "classes/<int:group_id>/talks/<int:person_id>/today/", talks.talk_today, name="talk_today"
    ),
    path("classes/<int:group_id>/talks/new/", talks.note_talk, name="note_talk"),
    path("classes/<int:group_id>/talks/plan/", talks.plan_talk, name="plan_talk"),
    path("talks/<int:family_talk_id>/hold/", talks.hold_talk, name="hold_talk"),
    path("talks/<int:family_talk_id>/undo/", talks.undo_talk, name="undo_talk"),
    path("norms/", norms.norms_page, name="norms"),
    path("norms/new/", norms.set_norm, name="set_norm"),
    path("norms/<int:norm_id>/change/", norms.change_norm, name="change_norm"),
]
