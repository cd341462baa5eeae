from django.urls import path

from gaisma.record.governance import pages

app_name = "governance"
urlpatterns = [
    path("acts/", pages.acts, name="acts"),
    path("acts/new/", pages.enter_act, name="enter_act"),
    path("acts/<int:act_id>/", pages.act, name="act"),
    path("acts/<int:act_id>/change/", pages.change_act, name="change_act"),
    path("acts/<int:act_id>/remove/", pages.remove_act, name="remove_act"),
    path("priorities/", pages.priorities, name="priorities"),
    path("priorities/new/", pages.enter_priority, name="enter_priority"),
    path("priorities/<int:priority_id>/", pages.priority, name="priority"),
    path("priorities/<int:priority_id>/change/", pages.change_priority, name="change_priority"),
    path("priorities/<int:priority_id>/remove/", pages.remove_priority, name="remove_priority"),
    path("boards/", pages.boards, name="boards"),
    path("boards/new/", pages.set_up_board, name="set_up_board"),
    path("boards/<int:body_id>/", pages.board, name="board"),
    path("boards/<int:body_id>/change/", pages.change_board, name="change_board"),
    path("boards/<int:body_id>/members/new/", pages.seat, name="seat"),
    path("boards/members/<int:member_id>/", pages.change_member, name="change_member"),
    path("boards/members/<int:member_id>/remove/", pages.remove_member, name="remove_member"),
    path("boards/<int:body_id>/meetings/new/", pages.meet, name="meet"),
    path("boards/meetings/<int:meeting_id>/", pages.change_meeting, name="change_meeting"),
    path("boards/meetings/<int:meeting_id>/remove/", pages.remove_meeting, name="remove_meeting"),
]
