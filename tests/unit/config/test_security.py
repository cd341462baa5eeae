"""What a site behind a proxy with HTTPS asks of browsers; `gaisma check --deploy` finds nothing."""

from pathlib import Path

import pytest
from django.test import Client

from gaisma.config.security import YEAR, Security
from tests.installations import separate_installation

PRODUCTION = {
    "GAISMA_HTTPS": "yes",
    "GAISMA_PROXIES": "1",
    "GAISMA_HOSTS": "gaisma.example.lv,localhost",
    "GAISMA_ORIGINS": "https://gaisma.example.lv",
    "GAISMA_ADDRESS": "https://gaisma.example.lv/",
    "GAISMA_LOG_FORMAT": "json",
}
ASKED = """
import json
from django.test import Client
client = Client(headers={"host": "gaisma.example.lv"})
page = client.get("/sign-in/", headers={"x-forwarded-proto": "https"})
plain = client.get("/sign-in/")
alive = client.get("/health/live")
print(json.dumps({
    "status": page.status_code, "headers": dict(page.headers),
    "cookies": page.cookies.output(), "plain": [plain.status_code, plain.headers["Location"]],
    "alive": alive.status_code,
}))
"""


def test_check_for_deployment_finds_nothing(tmp_path: Path) -> None:
    with separate_installation(tmp_path) as installation:
        installation.environment.update(PRODUCTION)
        done = installation.run("check", "--deploy", "--fail-level", "INFO")

    assert done.returncode == 0, done.stderr


def test_site_behind_a_proxy_asks_browsers_for_https(tmp_path: Path, shared: Path) -> None:
    import json

    with separate_installation(tmp_path / "home") as installation:
        installation.environment.update(PRODUCTION)
        installation.migrate(shared)
        done = installation.run("shell", "-v", "0", "-c", ASKED)
    said = json.loads(done.stdout.splitlines()[-1])

    assert said["status"] == 200
    assert said["headers"]["Strict-Transport-Security"] == f"max-age={YEAR}; includeSubDomains"
    assert "__Host-csrf=" in said["cookies"]
    assert "Secure" in said["cookies"]
    assert "HttpOnly" in said["cookies"]
    assert "SameSite=Lax" in said["cookies"]
    assert said["plain"] == [301, "https://gaisma.example.lv/sign-in/"]
    assert said["alive"] == 200


@pytest.mark.parametrize("is_proxied", [True, False])
def test_without_https_nothing_is_asked(*, is_proxied: bool) -> None:
    plain = Security(https=False, is_proxied=is_proxied)

    assert (plain.session_cookie, plain.csrf_cookie) == ("session", "csrf")
    assert plain.hsts_seconds == 0
    assert plain.proxy_header is None
    assert not plain.redirects


def test_without_a_proxy_nobody_is_believed_to_be_one() -> None:
    direct = Security(https=True, is_proxied=False)

    assert direct.proxy_header is None
    assert not direct.redirects


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/sign-in/", "/health/live", "/nowhere/"])
def test_every_answer_says_what_browsers_must_not_do(client: Client, address: str) -> None:
    headers = client.get(address).headers

    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
