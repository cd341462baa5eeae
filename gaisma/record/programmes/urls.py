from django.urls import path

from gaisma.record.programmes.pages import groups, learners, queue

app_name = "programmes"
urlpatterns = [
    path("learners/", learners.learner_list, name="learners"),
    path("learners/new/", learners.learner_new, name="learner_new"),
    path("groups/", groups.group_list, name="groups"),
    path("groups/new/", groups.group_new, name="group_new"),
    path("groups/<int:group_id>/", groups.group, name="group"),
    path("groups/<int:group_id>/print/", groups.group_print, name="group_print"),
    path("groups/<int:group_id>/change/", groups.group_change, name="group_change"),
    path("groups/<int:group_id>/enrol/", learners.group_enrol, name="group_enrol"),
    path("groups/<int:group_id>/teachers/new/", groups.teacher_new, name="teacher_new"),
    path("teachers/<int:teaching_id>/end/", groups.teacher_end, name="teacher_end"),
    path("enrolments/<int:enrolment_id>/", learners.enrolment_change, name="enrolment_change"),
    path("enrolments/<int:enrolment_id>/move/", learners.enrolment_move, name="enrolment_move"),
    path(
        "enrolments/<int:enrolment_id>/transfer/",
        learners.enrolment_transfer,
        name="enrolment_transfer",
    ),
    path("enrolments/<int:enrolment_id>/leave/", learners.enrolment_leave, name="enrolment_leave"),
    path("enrolments/<int:enrolment_id>/offer/", learners.offer_new, name="offer_new"),
    path("transfers/", learners.offer_list, name="transfers"),
    path("transfers/<int:offer_id>/", learners.offer, name="offer"),
    path("transfers/<int:offer_id>/accept/", learners.offer_accept, name="offer_accept"),
    path("transfers/<int:offer_id>/decline/", learners.offer_decline, name="offer_decline"),
    path("transfers/<int:offer_id>/withdraw/", learners.offer_withdraw, name="offer_withdraw"),
    path("queue/", queue.queue_list, name="queue"),
    path("queue/new/", queue.queue_new, name="queue_new"),
    path("queue/<int:entry_id>/place/", queue.queue_place, name="queue_place"),
    path("queue/<int:entry_id>/leave/", queue.queue_leave, name="queue_leave"),
]
