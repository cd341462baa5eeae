"""What is written to stderr."""

from typing import Any

from gaisma.config import environment

FORMATS = ("text", "json")
SILENT = ("axes", "django.request", "django.security.csrf")
"""What they say names people or repeats secret addresses; our own lines stand instead."""


def settings() -> dict[str, Any]:
    """Django's LOGGING. Raises UnableToReadSetting for an unknown format."""
    chosen = environment.text("GAISMA_LOG_FORMAT", "text")
    if chosen not in FORMATS:
        raise environment.UnableToReadSetting(
            f"GAISMA_LOG_FORMAT is {chosen!r}; write text or json."
        )
    line = {"()": "gaisma.base.logs.Line", "as_json": chosen == "json"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": line},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": environment.text("GAISMA_LOG_LEVEL", "WARNING")},
        "loggers": {name: {"level": "CRITICAL"} for name in SILENT},
    }
