"""What a page asks for and complains about, and how much is sent for it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.browser import PARTS_OF_A_PAGE

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page, Response

PAGE_BYTES, SCRIPT_BYTES = 150_000, 40_000
NOT_OF_THE_PAGE = ("Failed to load resource", "Service Worker registration blocked")
"""What the browser says of answers, which are looked at themselves, and of these tests."""


@dataclass
class Listener:
    """What comes for a page, from one opening to the next."""

    site: str
    troubles: list[str] = field(default_factory=list)
    sent: list["Response"] = field(default_factory=list)

    def attach(self, page: "Page") -> None:
        page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        page.on("console", self._hear)
        page.on("response", self._see)

    def begin(self) -> None:
        self.troubles.clear()
        self.sent.clear()

    def _hear(self, said: "ConsoleMessage") -> None:
        if said.type in {"error", "warning"} and not said.text.startswith(NOT_OF_THE_PAGE):
            self.troubles.append(f"console: {said.text}")

    def _see(self, response: "Response") -> None:
        if response.url.startswith("data:"):
            return
        if urlsplit(response.url).netloc != urlsplit(self.site).netloc:
            self.troubles.append(f"asked another machine: {response.url}")
        if response.status >= 400 and response.request.resource_type in PARTS_OF_A_PAGE:
            self.troubles.append(f"{response.status} {response.url}")
        self.sent.append(response)

    def faults(self) -> list[str]:
        """Troubles, and more bytes than a page or its scripts may have, compressed as sent."""
        bytes_of = {each.url: (_weight(each), each.request.resource_type) for each in self.sent}
        whole = sum(weight for weight, _ in bytes_of.values())
        scripts = sum(weight for weight, kind in bytes_of.values() if kind == "script")
        heavy = [f"{whole} bytes"] if whole > PAGE_BYTES else []
        heavy += [f"{scripts} bytes of scripts"] if scripts > SCRIPT_BYTES else []
        return [*self.troubles, *heavy]


def _weight(response: "Response") -> int:
    # The browser names it also for what it has kept from an earlier page: another comes here first.
    length = response.headers.get("content-length")
    return int(length) if length else response.request.sizes()["responseBodySize"]
