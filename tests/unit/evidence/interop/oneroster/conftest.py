"""A set on disk and what the checks say of it, without a database."""

from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl
import pytest
from django.utils import translation

from gaisma.evidence.interop.findings import Findings
from gaisma.evidence.interop.oneroster.reading.examination import examined
from tests import oneroster_sets

Examine = Callable[..., Findings]


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "set"


@pytest.fixture
def examine(folder: Path) -> Examine:
    """Write the frames, let a test spoil the files, and give what the checks found.

    `kept` are the identifiers that earlier sets left in the record, by file.
    """

    def run(
        frames: Mapping[str, pl.DataFrame] | None = None,
        *,
        version: str = "1.2",
        mode: str = "bulk",
        modes: Mapping[str, str] | None = None,
        spoil: Callable[[Path], object] | None = None,
        kept: Mapping[str, list[str]] | None = None,
    ) -> Findings:
        frames = oneroster_sets.roster(version, learners=6) if frames is None else frames
        oneroster_sets.write(folder, frames, version=version, mode=mode, modes=modes)
        if spoil:
            spoil(folder)
        known = {name: pl.Series(ids, dtype=pl.String) for name, ids in (kept or {}).items()}
        findings = Findings()
        examined(folder, findings, stored=lambda _scheme: known.get)
        return findings

    return run
