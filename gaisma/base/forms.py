from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy


class SignInForm(AuthenticationForm):
    """Name and password."""

    error_messages = {
        "invalid_login": gettext_lazy(
            "The name and the password do not match. Check both; capital letters matter."
        ),
        "inactive": gettext_lazy("This account is closed. Ask your administrator."),
    }
