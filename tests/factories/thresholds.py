"""Thresholds that are set."""

from typing import Any

from gaisma.base.thresholds import models
from tests.factories.making import made


def changed_threshold(**fields: Any) -> models.ChangedThreshold:
    return made(models.ChangedThreshold, fields, key="health.backup_age", value=7)
