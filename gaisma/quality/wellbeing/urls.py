from django.urls import path

from gaisma.quality.wellbeing.pages import activities, partners

app_name = "wellbeing"
urlpatterns = [
    path("", activities.activities, name="list"),
    path("institutions/", activities.overview, name="overview"),
    path("new/", activities.ask, name="ask"),
    path("<int:activity_id>/", activities.activity, name="activity"),
    path("<int:activity_id>/change/", activities.change, name="change"),
    path("<int:activity_id>/agree/", activities.agree, name="agree"),
    path("<int:activity_id>/held/", activities.hold, name="hold"),
    path("<int:activity_id>/correct/", activities.correct, name="correct"),
    path("<int:activity_id>/take-back/", activities.take_back, name="take_back"),
    path("<int:activity_id>/decline/", activities.decline, name="decline"),
    path("<int:activity_id>/cancel/", activities.cancel, name="cancel"),
    path("<int:activity_id>/reopen/", activities.reopen, name="reopen"),
    path("bodies/", partners.partners, name="partners"),
    path("bodies/new/", partners.add, name="add_partner"),
    path("bodies/<int:partner_id>/", partners.partner, name="partner"),
    path("bodies/<int:partner_id>/change/", partners.change, name="change_partner"),
    path("bodies/<int:partner_id>/close/", partners.close, name="close_partner"),
    path("bodies/<int:partner_id>/reopen/", partners.reopen, name="reopen_partner"),
]
