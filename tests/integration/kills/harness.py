"""Kills commands at random moments, and looks at what they left.

A case says which command is killed and what must hold afterwards. Its command runs once to the
end, which tells how long it takes; then it is killed again and again between the moment when the
program has started and its end; after every kill the case's own check looks at the installation;
at last the command must work as if nothing had happened. A command that ended before it could be
killed is not counted, and tells anew how long it takes.

GAISMA_KILLS says how often each command is killed, GAISMA_KILL_SEED at which moments. What holds of
many kills is shown by several seeds of a dozen each: what attempts leave behind makes every look
longer. `pytest -s` tells how many there were.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.installations import SeparateInstallation
from tests.integration.observer import CITY, Observer

KILLS = int(os.environ.get("GAISMA_KILLS", "2"))
SEED = os.environ.get("GAISMA_KILL_SEED", "gaisma")
ATTEMPTS = 4 * KILLS + 8
"""So often is a command begun, at most, until it was killed so many times."""
STARTING = ("shell", "--no-imports", "-c", "pass")
"""What every command takes before its own work begins."""
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
    to its end did not do its work. The observer tells the `state()` of the module.
    """

    name: str
    prepare: Callable[[Scene], None]
    command: Callable[[Scene, int], Arguments]
    check: Callable[[Scene, Seen], None]
    done: Callable[[Scene, Seen], None]
    module: str = CITY


def play(case: Case, scene: Scene) -> None:
    """Run, kill, look, and run again."""
    moments = random.Random(f"{SEED} {case.name}")
    case.prepare(scene)
    started = _time_of(scene, STARTING)
    whole = _time_of(scene, case.command(scene, 0))
    killed = attempt = 0
    while killed < KILLS:
        attempt += 1
        assert attempt <= ATTEMPTS, f"{case.name} ends before it can be killed"
        moment = moments.uniform(min(started, whole) * 0.8, whole)
        ended_after = _kill(scene, case.command(scene, attempt), after=moment)
        killed += ended_after is None
        whole = min(whole, ended_after or whole)
        _check(case, scene, told=f"attempt {attempt}, killed after {moment:.2f} s")
    _time_of(scene, case.command(scene, attempt + 1))
    case.done(scene, _check(case, scene, told="the run after all kills"))
    sys.stdout.write(f"{case.name}: {killed} kills in {attempt} attempts\n")


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


def _kill(scene: Scene, arguments: Arguments, *, after: float) -> float | None:
    """Kill the command at that moment; how long it took when it had ended before."""
    begun, said = time.monotonic(), scene.installation.home.with_name("said")
    with said.open("w") as stream:
        # A session of its own, so that the programs that it has started die with it.
        process = scene.installation.start(
            *arguments, start_new_session=True, stdout=subprocess.DEVNULL, stderr=stream
        )
    try:
        status = process.wait(after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return None
    assert status == 0, f"{arguments}: {said.read_text()}"
    return time.monotonic() - begun
