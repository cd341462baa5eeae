from django.urls import path

from gaisma.quality.challenges import pages

app_name = "challenges"
urlpatterns = [
    path("", pages.challenges, name="list"),
    path("new/", pages.name, name="name"),
    path("<int:challenge_id>/", pages.challenge, name="challenge"),
    path("<int:challenge_id>/change/", pages.change, name="change"),
    path("<int:challenge_id>/drop/", pages.drop, name="drop"),
    path("<int:challenge_id>/conclude/", pages.conclude, name="conclude"),
    path("<int:challenge_id>/reopen/", pages.reopen, name="reopen"),
    path("<int:challenge_id>/carry-on/", pages.carry_on, name="carry_on"),
    path("<int:challenge_id>/tasks/new/", pages.add_task, name="add_task"),
    path("tasks/<int:task_id>/change/", pages.change_task, name="change_task"),
    path("tasks/<int:task_id>/remove/", pages.remove_task, name="remove_task"),
]
