"""Holds what one checkout shows of the demo city against what another shows; run by hand.

    python -m tests.same_pages take FOLDER [--of CHECKOUT] [--home HOME] [--processes N]
    python -m tests.same_pages compare BEFORE AFTER [--lines N]

`take` writes into the folder, each as a file: every page that each account of the demo reaches by
links, so many of each kind; every named address, asked by each account whether or not a link leads
there; all figures; the report's text in each language; what is compared and the help of the
commands. It needs no server, works in copies of the home and leaves the home as it was. Without
`--home` the demo is made first, by the checkout's own `gaisma demo`; `--of` is a checkout with an
environment of its own (`make .venv/development`), and without it this one is looked at.

`compare` says what is equal, what differs and how, and what stands in one folder alone. Its status
is 1 when anything does.
"""

import os
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from pathlib import Path

from tests.same_pages.comparing import compare

PROJECT = Path(__file__).resolve().parents[2]


def main(words: list[str]) -> int:
    """The exit status."""
    options = _options(words)
    if options.act == "compare":
        compared = compare(options.before, options.after)
        sys.stdout.write(compared.told(lines=options.lines))
        return int(not compared.is_equal)
    return _take(options)


def _take(options: Namespace) -> int:
    python = options.of / ".venv" / "bin" / "python"
    kept = {name: text for name, text in os.environ.items() if not name.startswith("GAISMA_")}
    with tempfile.TemporaryDirectory(prefix="same-pages-") as place:
        began = time.monotonic()
        home = options.home or _demo(Path(place) / "demo", python, options.of, kept)
        if home != options.home:
            sys.stderr.write(f"The demo was made in {time.monotonic() - began:.0f} s.\n")
        words = [options.folder, options.of, home, place, str(options.processes)]
        taking = [python, "-m", "tests.same_pages.taking", *words]
        return subprocess.run(taking, cwd=PROJECT, env=kept, check=False).returncode


def _demo(home: Path, python: Path, checkout: Path, environment: dict[str, str]) -> Path:
    making = [python, "-m", "gaisma", "demo", "--no-serve"]
    surroundings = {**environment, "GAISMA_HOME": str(home)}
    home.mkdir(mode=0o700)
    subprocess.run(making, cwd=checkout, env=surroundings, stdout=subprocess.DEVNULL, check=True)
    return home


def _options(words: list[str]) -> Namespace:
    parser = ArgumentParser(
        prog="python -m tests.same_pages",
        description=__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )
    acts = parser.add_subparsers(dest="act", required=True)
    take = acts.add_parser("take")
    take.add_argument("folder", type=_place)
    take.add_argument("--of", type=_place, default=PROJECT, metavar="CHECKOUT")
    take.add_argument("--home", type=_place)
    take.add_argument("--processes", type=int, default=len(os.sched_getaffinity(0)))
    comparing = acts.add_parser("compare")
    comparing.add_argument("before", type=_place)
    comparing.add_argument("after", type=_place)
    comparing.add_argument("--lines", type=int, default=12)
    return parser.parse_args(words)


def _place(words: str) -> Path:
    return Path(words).absolute()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
