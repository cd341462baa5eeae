"""Reads settings from environment variables and fails with advice."""

import os
from collections.abc import Collection
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo


class UnableToReadSetting(Exception):
    """Says which variable is wrong and what would be right."""


def text(name: str, default: str = "") -> str:
    """The variable's text, or the default where it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def path(name: str, default: str) -> Path:
    """The variable as an absolute folder or file."""
    return Path(text(name, default)).expanduser().resolve()


def flag(name: str, *, default: bool) -> bool:
    """The variable as yes or no."""
    value = text(name, "yes" if default else "no").lower()
    if value in {"yes", "true", "1", "on"}:
        return True
    if value in {"no", "false", "0", "off"}:
        return False
    raise UnableToReadSetting(f"{name} is {value!r}; write yes or no.")


def whole_number(name: str, default: int) -> int:
    """The variable as a whole number."""
    value = text(name, str(default))
    if not value.isdecimal():
        raise UnableToReadSetting(f"{name} is {value!r}; write a whole number such as {default}.")
    return int(value)


def one_of(name: str, choices: Collection[str], default: str) -> str:
    """The variable as one of the words."""
    value = text(name, default)
    if value not in choices:
        raise UnableToReadSetting(f"{name} is {value!r}; write one of {', '.join(choices)}.")
    return value


def time_zone(name: str, default: str) -> str:
    """The variable as the name of a time zone that is known here."""
    value = text(name, default)
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise UnableToReadSetting(
            f"{name} is {value!r}; write a time zone such as {default}."
        ) from None
    return value


def address(name: str) -> SplitResult:
    """The variable as an address, whose port is a number; empty where it is unset."""
    try:
        parts = urlsplit(text(name))
        parts.port  # noqa: B018
    except ValueError:
        raise UnableToReadSetting(f"{name} is no address: its port is a number.") from None
    return parts


def words(name: str, default: str = "") -> list[str]:
    """The variable as a list, separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]
