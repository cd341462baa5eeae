"""A built report as it is read on our pages: its text among our menus, its figures as doors."""

import base64
import hashlib
import html
import re
from datetime import date
from functools import partial
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from gaisma.base.models import User
from gaisma.evidence.figures import policies

STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
TEXT = re.compile(r'<div class="page">(.*)</main>', re.DOTALL)
FIGURE = re.compile(
    r'<a class="figure" href="[^"]*" data-indicator="(?P<indicator>[^"]*)" '
    r'data-filters="(?P<filters>[^"]*)" data-as-of="(?P<as_of>[^"]*)" '
    r'data-lake-version="(?P<version>[^"]*)" data-definition="[^"]*">'
    r"(?P<text>[^<]*)</a>"
)


def policy(content: str) -> str:
    """The content policy of a report's own page: its styles, named by their hashes, and pictures.

    The file opens anywhere, so its styles stand in it; a style or script that somebody put in
    later has no hash here and does nothing.
    """
    styles = " ".join(f"'sha256-{_hash(style)}'" for style in STYLE.findall(content)) or "'none'"
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {styles}",
            "img-src data:",
            "font-src data:",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    )


def _hash(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def text(content: str, user: User) -> SafeString | None:
    """The report without its frame; every figure opens its explanation instead of the appendix.

    What the reader may not ask is text.

    The file is our own: the builder has escaped what people wrote.
    """
    found = TEXT.search(content)
    if found is None:
        return None
    # A page has one main part, and this one stands inside ours.
    inner = found[1].replace('<main id="report">', '<div id="report">') + "</div>"
    return opened(inner, user)


def opened(written: str, user: User) -> SafeString:
    """What a report's templates wrote, with figures that open their explanation."""
    doors = FIGURE.sub(partial(_door, user), written)
    return mark_safe(doors)  # noqa: S308  it was escaped as it was written


def _moment(found: re.Match[str]) -> policies.Moment | None:
    """The day and the lake version of a figure; none where it was of no version."""
    version = found["version"]
    return (date.fromisoformat(found["as_of"]), int(version)) if version else None


def _door(user: User, found: re.Match[str]) -> str:
    """The figure as a link to what it answers: with everything that its cell chose."""
    pairs = (pair.partition("=") for pair in html.unescape(found["filters"]).split(";") if pair)
    words = {name: value for name, _, value in pairs}
    if not policies.may_ask(user, found["indicator"], filters=words, at=_moment(found)):
        return found["text"]
    words |= {"as_of": found["as_of"], "lake_version": found["version"]}
    address = f"{reverse('figures:figure', args=[found['indicator']])}?{urlencode(words)}"
    return f'<a class="figure" href="{html.escape(address)}">{found["text"]}</a>'
