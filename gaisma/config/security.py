"""What a site that is reached over HTTPS asks of browsers, as Django's settings."""

from dataclasses import dataclass

YEAR = 365 * 24 * 60 * 60


@dataclass(frozen=True)
class Security:
    """Over HTTPS or not; whether a proxy of ours stands in front and says so."""

    https: bool
    is_proxied: bool

    @property
    def session_cookie(self) -> str:
        """A name that browsers take over HTTPS only, and from nobody but this host."""
        return "__Host-session" if self.https else "session"

    @property
    def csrf_cookie(self) -> str:
        return "__Host-csrf" if self.https else "csrf"

    @property
    def language_cookie(self) -> str:
        return "__Host-language" if self.https else "django_language"

    @property
    def hsts_seconds(self) -> int:
        return YEAR if self.https else 0

    @property
    def proxy_header(self) -> tuple[str, str] | None:
        """The header in which the proxy says that it was asked over HTTPS; nobody else is heard."""
        return ("HTTP_X_FORWARDED_PROTO", "https") if self.https and self.is_proxied else None

    @property
    def redirects(self) -> bool:
        """Who comes without HTTPS is sent to it; without a proxy nobody could tell."""
        return self.https and self.is_proxied
