"""Pages with which somebody works without a network."""

from django.http import HttpResponse

HEADER = "Works-Offline"


def works(page: HttpResponse) -> HttpResponse:
    """The page, which the browser's worker keeps until a later answer no longer asks for it.

    Only what one person writes belongs on such a page: whoever has the device can open it.
    """
    page.headers[HEADER] = "yes"
    return page
