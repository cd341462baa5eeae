"""A built report inside our page: what its one file may do there."""

import base64
import hashlib
import re

STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)


def policy(content: str) -> str:
    """The content policy of a report's page: its own styles, named by their hashes, and pictures.

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
            "frame-ancestors 'self'",
            "base-uri 'none'",
        )
    )


def _hash(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
