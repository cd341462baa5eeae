"""The sample city from nothing, and the report."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import PROJECT, Measured, gaisma, run, seconds

REPORT = ("readiness", "--school-year", "2024/2025", "--as-of", "2024-08-20")


def measured() -> Iterator[Measured]:
    """Loads the city into an empty folder, then builds the report once more."""
    with tempfile.TemporaryDirectory(prefix="gaisma-bench-") as folder:
        home = Path(folder) / "home"
        first = gaisma(home, "demo", "--no-serve")
        peak = f"{first.cpu:.3g} s of processor; at most {first.peak_mib:.0f} MiB held"
        yield Measured("sample city with report", first.seconds, "s", 30, peak)
        again = gaisma(home, "demo", "--no-serve")
        peer = f"{again.cpu:.3g} s of processor"
        yield Measured("the same a second time", again.seconds, "s", 8, peer)
        report = gaisma(home, "report", "build", *REPORT, "--out", Path(folder) / "out")
        start = gaisma(home, "indicators").seconds
        peer = f"{report.cpu:.3g} s of processor; {start:.2g} s for `gaisma indicators`, the start"
        yield Measured("report, three formats, as a process", report.seconds, "s", 5, peer)


def from_a_clone() -> Iterator[Measured]:
    """`make demo` in a fresh clone, when everything it downloads is at hand already."""
    with tempfile.TemporaryDirectory(prefix="gaisma-bench-") as folder:
        caches = {name: f"{folder}/{name}" for name in ("UV_CACHE_DIR", "PIP_CACHE_DIR")}
        for name in ("first", "second"):
            subprocess.run(
                ["git", "clone", "-q", str(PROJECT), f"{folder}/{name}"], check=True, cwd=folder
            )
        words = ["make", "demo", "ARGS=--no-serve"]
        download = run(words, environment=caches, folder=Path(folder) / "first").seconds
        clone = Path(folder) / "second"
        first = run(words, environment=caches, folder=clone).seconds
        unpacked = _mebibytes(Path(caches["UV_CACHE_DIR"]))
        peer = f"{download:.3g} s with the download, {unpacked:.0f} MiB when unpacked"
        yield Measured("`make demo` in a fresh clone, without download", first, "s", 60, peer)
        again = run(words, environment=caches, folder=clone).seconds
        nothing = seconds(lambda: subprocess.run([sys.executable, "-c", ""], check=True))
        peer = f"{nothing:.2g} s for a Python that does nothing"
        yield Measured("`make demo` a second time", again, "s", 8, peer)


def _mebibytes(folder: Path) -> float:
    files = {
        file.stat().st_ino: file.stat().st_size for file in folder.rglob("*") if file.is_file()
    }
    return sum(files.values()) / 2**20
