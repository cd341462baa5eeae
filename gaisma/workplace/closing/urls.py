from django.urls import path

from gaisma.workplace.closing import pages

app_name = "closing"
urlpatterns = [
    path("", pages.closings, name="closings"),
    path("begin/", pages.begin, name="begin"),
    path("<int:closing_id>/change/", pages.change, name="change"),
    path("<int:closing_id>/groups/", pages.groups, name="groups"),
    path("<int:closing_id>/staff/", pages.posts, name="posts"),
    path("<int:closing_id>/preview/", pages.preview, name="preview"),
    path("<int:closing_id>/carry-out/", pages.carry_out, name="carry_out"),
    path("<int:closing_id>/undo/", pages.undo, name="undo"),
    path("<int:closing_id>/drop/", pages.drop, name="drop"),
]
