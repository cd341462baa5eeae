"""A small provider of OpenID Connect, in a thread of the tests: it lets in whoever it is told."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY = "tests"
CLIENT, SECRET = "gaisma", "a secret of the tests"


@dataclass
class Provider:
    """Whom it lets in next (its claims), and what it was asked."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    refuses: bool = False
    challenges: dict[str, str] = field(default_factory=dict)
    private_key: rsa.RSAPrivateKey = field(
        default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048)
    )

    def discovery(self) -> dict[str, Any]:
        paths = ("authorization", "token", "userinfo")
        endpoints = {f"{name}_endpoint": f"{self.issuer}/{name}" for name in paths}
        return {
            "issuer": self.issuer,
            "jwks_uri": f"{self.issuer}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            **endpoints,
        }

    def jwks(self) -> dict[str, Any]:
        algorithm = jwt.algorithms.RSAAlgorithm
        key = json.loads(algorithm.to_jwk(self.private_key.public_key()))
        return {"keys": [{**key, "kid": KEY, "use": "sig", "alg": "RS256"}]}

    def authorization(self, asked: dict[str, str]) -> str:
        """Where the browser goes on to: back, with a code or with a refusal."""
        back, state = asked["redirect_uri"], asked["state"]
        if self.refuses:
            return f"{back}?{urlencode({'error': 'access_denied', 'state': state})}"
        code = f"code-{len(self.challenges)}"
        self.challenges[code] = asked["code_challenge"]
        return f"{back}?{urlencode({'code': code, 'state': state})}"

    def token(self, sent: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """The tokens for a code, once, to who knows the secret and began the sign-in."""
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        known = self.challenges.pop(sent["code"], "")
        if sent.get("client_secret") != SECRET or known != challenge:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, **self.claims}
        signed = jwt.encode(claims, self.private_key, algorithm="RS256", headers={"kid": KEY})
        return 200, {"access_token": "access", "token_type": "Bearer", "id_token": signed}


@contextmanager
def provider() -> Iterator[Provider]:
    """The provider, served until the context ends."""
    served = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            if parts.path == "/authorization":
                self.send_response(302)
                self.send_header("Location", served.authorization(query))
                self.end_headers()
                return
            answers = {
                "/.well-known/openid-configuration": served.discovery,
                "/jwks": served.jwks,
                "/userinfo": lambda: served.claims,
            }
            self._answer(200, answers[parts.path]())

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            sent = parse_qs(self.rfile.read(length).decode())
            self._answer(*served.token({name: values[0] for name, values in sent.items()}))

        def _answer(self, status: int, content: dict[str, Any]) -> None:
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
