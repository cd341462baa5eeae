"""Kills commands at random moments, and looks at what they left.

A case says which command is killed and what must hold afterwards. Its command runs once to the
end, which tells how long it takes; then it is killed again and again between the moment when the
program has started and its end; after every kill the case's own check looks at the installation;
at last the command must work as if nothing had happened.

GAISMA_KILLS says how often each command is killed, GAISMA_KILL_SEED at which moments.
"""

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.installations import SeparateInstallation
from tests.integration.observer import Observer

KILLS = int(os.environ.get("GAISMA_KILLS", "2"))
SEED = os.environ.get("GAISMA_KILL_SEED", "gaisma")
Arguments = tuple[str | Path, ...]
Seen = dict[str, Any]


@dataclass
class Scene:
    """An installation on which a command is killed, and a folder beside it for files."""

    installation: SeparateInstallation
    folder: Path
    observer: Observer


@dataclass(frozen=True)
class Case:
    """A command that is killed.

    `command` gives the arguments of the n-th attempt; `check` is given what an observer sees
    afterwards and raises when something is left by half; `done` raises when the command that ran
    to its end did not do its work.
    """

    name: str
    prepare: Callable[[Scene], None]
    command: Callable[[Scene, int], Arguments]
    check: Callable[[Scene, Seen], None]
    done: Callable[[Scene, Seen], None]


def play(case: Case, scene: Scene) -> None:
    """Run, kill, look, and run again."""
    moments = random.Random(f"{SEED} {case.name}")
    begun = time.monotonic()
    case.prepare(scene)
    # The observer was starting meanwhile, as every program does first.
    started = time.monotonic() - begun
    whole = _time_of(scene, case.command(scene, 0))
    for attempt in range(1, KILLS + 1):
        killed_after = moments.uniform(min(started, whole) * 0.8, whole)
        _kill(scene, case.command(scene, attempt), after=killed_after)
        _check(case, scene, told=f"attempt {attempt}, killed after {killed_after:.2f} s")
    _time_of(scene, case.command(scene, KILLS + 1))
    case.done(scene, _check(case, scene, told="the run after all kills"))


def _check(case: Case, scene: Scene, *, told: str) -> Seen:
    seen: Seen = scene.observer.ask("state()")
    try:
        case.check(scene, seen)
    except AssertionError as wrong:
        wrong.add_note(f"{case.name}: {told}")
        raise
    return seen


def _time_of(scene: Scene, arguments: Arguments) -> float:
    begun = time.monotonic()
    done = scene.installation.run(*arguments)
    assert done.returncode == 0, f"{arguments}: {done.stderr}{done.stdout}"
    return time.monotonic() - begun


def _kill(scene: Scene, arguments: Arguments, *, after: float) -> None:
    # A session of its own, so that the programs that it has started die with it.
    process = scene.installation.start(
        *arguments,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
