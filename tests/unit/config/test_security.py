"""What a site behind a proxy with HTTPS asks of browsers; `gaisma check --deploy` finds nothing."""

import re
from pathlib import Path

import pytest
from django.conf import global_settings
from django.test import Client, override_settings

from gaisma.config import settings as settings_of_installations
from gaisma.config.security import YEAR, Security
from tests.installations import separate_installation
from tests.unit.project import tree

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
told = client.post("/language/", {"language": "ru"}, headers={"x-forwarded-proto": "https"})
print(json.dumps({
    "status": page.status_code, "headers": dict(page.headers),
    "cookies": page.cookies.output(), "plain": [plain.status_code, plain.headers["Location"]],
    "alive": alive.status_code, "language": told.cookies.output(),
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
    for cookie in (*said["cookies"].splitlines(), *said["language"].splitlines()):
        assert cookie.startswith("Set-Cookie: __Host-")
        assert {"Secure", "Path=/", "HttpOnly"} <= set(cookie.split("; "))
        assert "Domain" not in cookie
    assert "__Host-language=" in said["language"]
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


@pytest.mark.parametrize("name", ["session_cookie", "csrf_cookie", "language_cookie"])
def test_cookies_of_a_site_with_https_belong_to_its_host(name: str) -> None:
    named = Security(https=True, is_proxied=True)

    assert getattr(named, name).startswith("__Host-")
    assert not getattr(Security(https=False, is_proxied=True), name).startswith("__Host-")


def test_sample_of_a_proxy_takes_good_connections_only() -> None:
    sample = (tree.PROJECT / "deploy/proxy/nginx.conf").read_text(encoding="utf-8")
    said = dict(re.findall(r"^\s+ssl_(protocols|ciphers) (.+);$", sample, re.MULTILINE))

    assert said["protocols"].split() == ["TLSv1.2", "TLSv1.3"]
    for cipher in said["ciphers"].split(":"):
        assert re.fullmatch(r"ECDHE-(ECDSA|RSA)-(AES\d+-GCM|CHACHA20-POLY1305)[-A-Z\d]*", cipher)


def test_passwords_are_hashed_slowly() -> None:
    from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher

    with override_settings(PASSWORD_HASHERS=global_settings.PASSWORD_HASHERS):
        hasher = get_hasher()

    assert isinstance(hasher, PBKDF2PasswordHasher)
    assert hasher.iterations >= 600_000
    assert not hasattr(settings_of_installations, "PASSWORD_HASHERS")


HIDDEN = (
    "/.git/HEAD",
    "/.git/config",
    "/.env",
    "/pyproject.toml",
    "/gaisma/config/settings.py",
    "/static/",
    "/static/base/",
    "/static/../config/settings.py",
    "/static/..%2fconfig%2fsettings.py",
    "/static/%2e%2e/%2e%2e/keys/signing",
    "/keys/signing",
    "/record.sqlite3",
)
"""Where sources, keys, data and lists of folders would lie."""


@pytest.mark.django_db
@pytest.mark.parametrize("address", HIDDEN)
def test_neither_sources_nor_lists_of_folders_are_served(client: Client, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 404
    assert not answer.streaming


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
