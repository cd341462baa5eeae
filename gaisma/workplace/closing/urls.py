from django.urls import path

from gaisma.workplace.closing.views import carrying_out, steps

app_name = "closing"
urlpatterns = [
    path("", steps.closings, name="closings"),
    path("begin/", steps.begin, name="begin"),
    path("<int:closing_id>/change/", steps.change, name="change"),
    path("<int:closing_id>/groups/", steps.groups, name="groups"),
    path("<int:closing_id>/staff/", steps.posts, name="posts"),
    path("<int:closing_id>/preview/", carrying_out.preview, name="preview"),
    path("<int:closing_id>/carry-out/", carrying_out.carry_out, name="carry_out"),
    path("<int:closing_id>/undo/", carrying_out.undo, name="undo"),
    path("<int:closing_id>/drop/", carrying_out.drop, name="drop"),
]
