"""Where a request comes from, behind as many proxies as we are told to believe."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address of the client: the one that our outermost own proxy has seen.

    What stands further left in X-Forwarded-For was written by whoever asks, and is not believed.
    """
    seen = str(request.META.get("REMOTE_ADDR", ""))
    named = request.headers.get("X-Forwarded-For", "").split(",")
    told = [*(part.strip() for part in named if part.strip()), seen]
    trusted: int = settings.GAISMA_PROXIES
    return told[-1 - trusted] if len(told) > trusted else seen
