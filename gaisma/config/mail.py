"""Which mail server letters go through, as settings of the framework."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from gaisma.config import environment
from gaisma.config.environment import UnableToReadSetting

PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
PACKAGE = "django.core.mail.backends"


@dataclass(frozen=True)
class Mail:
    """A mail server, or a folder into which letters are put."""

    backend: str
    folder: Path
    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False


def mail(home: Path) -> Mail:
    """The server that GAISMA_MAIL names; without one letters are put into `mail` in the home."""
    address = environment.text("GAISMA_MAIL")
    folder = home / "mail"
    if not address:
        return Mail(f"{PACKAGE}.filebased.EmailBackend", folder)
    parts = environment.address("GAISMA_MAIL")
    if parts.scheme not in PORTS or not parts.hostname:
        raise UnableToReadSetting(
            "GAISMA_MAIL is no address of a mail server; write it as "
            "smtp+starttls://user:password@mail.example.lv:587, or smtps://…, or smtp://…."
        )
    return Mail(
        f"{PACKAGE}.smtp.EmailBackend",
        folder,
        host=parts.hostname,
        port=parts.port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=parts.scheme == "smtp+starttls",
        tls=parts.scheme == "smtps",
    )
