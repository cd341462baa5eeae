"""What is written to stderr."""

from typing import Any

from gaisma.base.security import LOGGER
from gaisma.config import environment

FORMATS = ("text", "json")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
SILENT = ("axes", "django.request", "django.security.csrf")
"""What they say names people or repeats secret addresses; our own lines stand instead."""


def settings() -> dict[str, Any]:
    """Django's LOGGING. Raises UnableToReadSetting for an unknown format or level."""
    chosen = environment.one_of("GAISMA_LOG_FORMAT", FORMATS, "text")
    level = environment.one_of("GAISMA_LOG_LEVEL", LEVELS, "WARNING")
    line = {"()": "gaisma.base.logs.Line", "as_json": chosen == "json"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": line},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {name: {"level": "CRITICAL"} for name in SILENT} | {LOGGER: {"level": "INFO"}},
    }
