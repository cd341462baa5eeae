"""Pages with which somebody works without a network."""

import base64

from django.http import HttpResponse
from django.utils.crypto import salted_hmac

from gaisma.base.models import User

HEADER = "Works-Offline"


def works(page: HttpResponse) -> HttpResponse:
    """The page, which the browser's worker keeps until a later answer no longer asks for it.

    Only what one person writes belongs on such a page: whoever has the device can open it.
    """
    page.headers[HEADER] = "yes"
    return page


def key_of(user: User) -> str:
    """The key, in base64, under which what the user writes lies on a device until it is sent.

    It stands on pages that the user opens and that are kept, and goes with them; it is the same
    again when the user signs in once more, and nobody else's.
    """
    return base64.b64encode(
        salted_hmac("gaisma.drafts", str(user.pk), algorithm="sha256").digest()
    ).decode("ascii")
