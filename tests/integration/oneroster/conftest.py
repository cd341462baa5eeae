"""A folder for a set, and one way to take it in."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.utils import translation

from gaisma.evidence.interop.oneroster import actions
from tests import oneroster_sets
from tests.moments import NOW

TakeIn = Callable[..., Any]


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "set"


@pytest.fixture
def take_in(folder: Path, installation: object, settings: Any, tmp_path: Path) -> TakeIn:
    """Write the frames and take them in."""
    settings.GAISMA_HOME = tmp_path / "home"

    def run(
        frames: Mapping[str, pl.DataFrame],
        *,
        version: str = "1.2",
        mode: str = "bulk",
        **options: Any,
    ) -> Any:
        for file in folder.glob("*.csv"):
            file.unlink()
        oneroster_sets.write(folder, frames, version=version, mode=mode)
        return actions.take_in(folder, by=None, at=options.pop("at", NOW), **options)

    return run
