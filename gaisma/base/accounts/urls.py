from django.urls import path

from gaisma.base.accounts.pages import accounts, invitations, own

app_name = "accounts"
urlpatterns = [
    path("", accounts.every, name="accounts"),
    path("<int:user_id>/", accounts.one, name="account"),
    path("<int:user_id>/grant/", accounts.grant, name="grant"),
    path("<int:user_id>/close/", accounts.close, name="close"),
    path("<int:user_id>/reopen/", accounts.reopen, name="reopen"),
    path(
        "<int:user_id>/second-step/reset/",
        accounts.reset_second_factor,
        name="reset_second_factor",
    ),
    path("grants/<int:grant_id>/end/", accounts.end_grant, name="end_grant"),
    path("invitations/", invitations.every, name="invitations"),
    path("invitations/new/", invitations.invite, name="invite"),
    path("invitations/list/", invitations.invite_list, name="invite_list"),
    path("invitations/list/example/", invitations.example, name="invite_list_example"),
    path("invitations/<int:invitation_id>/", invitations.one, name="invitation"),
    path("invitations/<int:invitation_id>/again/", invitations.send_again, name="send_again"),
    path("invitations/<int:invitation_id>/withdraw/", invitations.withdraw, name="withdraw"),
    path("accept/<str:token>/", invitations.accept, name="accept"),
    path("locks/", accounts.locks, name="locks"),
    path("locks/<int:attempt_id>/unlock/", accounts.unlock, name="unlock"),
    path("mail/", accounts.mail, name="mail"),
    path("own/", own.own, name="own"),
    path("own/name/", own.name, name="name"),
    path("own/address/", own.address, name="address"),
    path("own/address/<str:token>/", own.confirm_address, name="confirm_address"),
    path("own/sign-out-everywhere/", own.sign_out_everywhere, name="sign_out_everywhere"),
]
