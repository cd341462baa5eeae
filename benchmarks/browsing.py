"""What Lighthouse says of pages of a signed-in specialist, in Chromium."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from benchmarks.load import PAGES, path_of
from benchmarks.measuring import PROJECT, Measured, gaisma
from benchmarks.sites import City, served

FOLDER = PROJECT / "benchmarks" / "lighthouse"
FORMS = {"desktop": ("--preset=desktop",), "phone": ()}
"""Without a preset Lighthouse is a middling phone in a slow network."""
CATEGORIES = ("performance", "accessibility", "best-practices")
AT_LEAST = 95
TRIES = 4


def measured() -> Iterator[Measured]:
    """Points that are missing to a hundred, the worst of the three; left out without node."""
    from tests import programs

    chromium = programs.chromium()
    if chromium is None or shutil.which("npm") is None:
        return
    if not (FOLDER / "node_modules").exists():
        words = ["npm", "ci", "--omit=optional"]
        subprocess.run(words, cwd=FOLDER, check=True, capture_output=True)
    with tempfile.TemporaryDirectory(prefix="gaisma-bench-") as folder:
        home = Path(folder) / "home"
        gaisma(home, "demo", "--no-serve")
        with served(home, processes=1) as city:
            for form, page in product(FORMS, PAGES):
                scores = _scores(city, page, form, chromium, Path(folder))
                peer = ", ".join(f"{name} {score}" for name, score in scores.items())
                missing = 100 - min(scores.values())
                limit = 100 - AT_LEAST
                yield Measured(
                    f"Lighthouse, {form}, {page}: missing to 100", missing, "", limit, peer
                )


def _scores(city: City, page: str, form: str, chromium: Path, folder: Path) -> dict[str, int]:
    headers, out = folder / "headers.json", folder / "lighthouse.json"
    session = city.known["sessions"]["specialist"][0]
    headers.write_text(json.dumps({"Cookie": f"{city.known['cookie']}={session}"}))
    words: list[str | Path] = [
        FOLDER / "node_modules" / ".bin" / "lighthouse",
        f"http://127.0.0.1:{city.port}{path_of(city, page)}",
        "--quiet",
        *FORMS[form],
        f"--only-categories={','.join(CATEGORIES)}",
        f"--extra-headers={headers}",
        "--chrome-flags=--headless=new --no-sandbox",
        "--output=json",
        f"--output-path={out}",
    ]
    environment = {**os.environ, "CHROME_PATH": str(chromium)}
    _run(words, environment)
    told = json.loads(out.read_text(encoding="utf-8"))["categories"]
    return {name: round(told[name]["score"] * 100) for name in CATEGORIES}


def _run(words: list[str | Path], environment: dict[str, str]) -> None:
    """Run it, and again when it asks for it: now and then it misses the start of a page."""
    for _ in range(TRIES):
        done = subprocess.run(words, env=environment, check=False, capture_output=True, text=True)
        if not done.returncode:
            return
    raise RuntimeError(f"{words[1]}: {done.stderr[-2000:]}")
