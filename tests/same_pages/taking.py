"""Writes down what a checkout shows of a demo; started by the checkout's own interpreter.

    python -m tests.same_pages.taking FOLDER CHECKOUT HOME PLACE PROCESSES

What it knows of the package are names that its readers know too: addresses, accounts, commands.
"""

import os
import shutil
import sys
import time
from multiprocessing import get_context
from pathlib import Path

from tests.same_pages import telling
from tests.same_pages.settling import plain, settled
from tests.same_pages.walking import Answer, Reader, Values, filled, walk

NOBODY = "nobody"
"""Stands for whoever has not signed in."""


def main(folder: Path, checkout: Path, home: Path, place: Path, processes: int) -> None:
    """Walk as everybody, ask every address as everybody, write down the rest."""
    began = time.monotonic()
    if folder.exists():
        shutil.rmtree(folder)
    pool = get_context("spawn").Pool(processes, begin, (folder, checkout, home, place))
    with pool:
        (usernames,) = pool.map(_usernames, [None])
        everybody = (*usernames, NOBODY)
        parts = [(name, part) for name, (parts, _) in telling.TOLD.items() for part in range(parts)]
        told = pool.imap_unordered(_told, parts)
        values, done = Values(), 0
        for seen, written in pool.imap_unordered(_walked, everybody):
            values.add(seen)
            done += written
        done += sum(pool.imap_unordered(_asked, [(name, values) for name in everybody]))
        done += sum(told)
    sys.stderr.write(f"{done} answers in {time.monotonic() - began:.0f} s: {folder}\n")


WHERE: dict[str, Path] = {}
"""The folder that this process writes into."""


def begin(folder: Path, checkout: Path, home: Path, place: Path) -> None:
    """Let this process be the installation: the checkout's package in a copy of the home."""
    WHERE["folder"], WHERE["place"] = folder, place
    own = place / f"home-{os.getpid()}"
    shutil.copytree(home, own)
    os.environ["GAISMA_HOME"] = str(own)
    os.environ["DJANGO_SETTINGS_MODULE"] = "gaisma.config.settings"
    sys.path.insert(0, str(checkout))
    import gaisma

    assert Path(gaisma.__file__).is_relative_to(checkout), gaisma.__file__
    sys.path.remove(str(checkout))
    _prepare()


def _prepare() -> None:
    import django
    import time_machine
    from django.conf import settings

    django.setup()
    settings.ALLOWED_HOSTS = ["testserver"]
    # Out of the record: what one request writes is taken back before the next.
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    from django.core.management import call_command
    from django.core.signals import request_finished, request_started
    from django.db import close_old_connections, reset_queries
    from ninja.throttling import SimpleRateThrottle

    request_finished.disconnect(close_old_connections)
    request_started.disconnect(close_old_connections)
    request_started.disconnect(reset_queries)
    # So much a minute may be asked of the interface for programs, and no minute passes here.
    SimpleRateThrottle.allow_request = lambda *_given: True
    call_command("migrate", verbosity=0)
    # The moment is the same in every run; the demo's day is its own.
    time_machine.travel("2031-03-17T08:40:00+00:00", tick=False).start()


def _usernames(_: None) -> list[str]:
    return sorted(telling.usernames())


def _told(job: tuple[str, int]) -> int:
    name, part = job
    _, told = telling.TOLD[name]
    answers = told(WHERE["place"], part)
    return sum(
        _put(WHERE["folder"] / name / title, settled(text.encode(), _type(title)))
        for title, text in answers
    )


def _walked(name: str) -> tuple[Values, int]:
    """What the person's walk met in addresses, and how many answers it wrote down."""
    reader, values, written = _reader(name), Values(), 0
    for answer in walk(reader):
        values.see(answer.path)
        written += _write(name, answer)
    return values, written


def _asked(job: tuple[str, Values]) -> int:
    """What every address answers that the person has not asked; the number."""
    name, values = job
    reader = _reader(name)
    paths = [path for path in sorted(set(filled(values))) if not _file(name, path).exists()]
    return sum(_write(name, reader.ask(path)) for path in paths)


def _reader(name: str) -> Reader:
    return Reader("" if name == NOBODY else name)


def _type(title: str) -> str:
    return "text/html" if title.endswith(".html") else "text/plain"


def _write(name: str, answer: Answer) -> int:
    words = [answer.path, f"status {answer.status}"]
    words += [f"{header}: {value}" for header, value in answer.headers]
    head = settled("\n".join(words).encode(), "text/plain")
    return _put(_file(name, answer.path), f"{head}\n\n{settled(answer.content, answer.type)}")


def _file(name: str, path: str) -> Path:
    return WHERE["folder"] / "pages" / name / telling.file_name(plain(path))


def _put(file: Path, text: str) -> int:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return 1


if __name__ == "__main__":
    *places, number = sys.argv[1:]
    main(*map(Path, places), processes=int(number))
