from django.urls import path

from gaisma.record.governance.views import boards, legal_acts, priorities

app_name = "governance"
urlpatterns = [
    path("acts/", legal_acts.acts, name="acts"),
    path("acts/new/", legal_acts.enter, name="enter_act"),
    path("acts/<int:act_id>/", legal_acts.act, name="act"),
    path("acts/<int:act_id>/change/", legal_acts.change, name="change_act"),
    path("acts/<int:act_id>/remove/", legal_acts.remove, name="remove_act"),
    path("priorities/", priorities.priorities, name="priorities"),
    path("priorities/new/", priorities.enter, name="enter_priority"),
    path("priorities/<int:priority_id>/", priorities.priority, name="priority"),
    path("priorities/<int:priority_id>/change/", priorities.change, name="change_priority"),
    path("priorities/<int:priority_id>/remove/", priorities.remove, name="remove_priority"),
    path("boards/", boards.boards, name="boards"),
    path("boards/new/", boards.set_up, name="set_up_board"),
    path("boards/<int:body_id>/", boards.board, name="board"),
    path("boards/<int:body_id>/change/", boards.change, name="change_board"),
    path("boards/<int:body_id>/members/new/", boards.seat, name="seat"),
    path("boards/members/<int:member_id>/", boards.change_member, name="change_member"),
    path("boards/members/<int:member_id>/remove/", boards.remove_member, name="remove_member"),
    path("boards/<int:body_id>/meetings/new/", boards.meet, name="meet"),
    path("boards/meetings/<int:meeting_id>/", boards.change_meeting, name="change_meeting"),
    path("boards/meetings/<int:meeting_id>/remove/", boards.remove_meeting, name="remove_meeting"),
]
