"""A PostgreSQL of the tests' own, in a temporary folder, gone when the tests are."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SETTINGS = ("shared_buffers=256MB", "max_connections=60")
# What a crash of the whole machine would lose is of no interest to tests; a killed process loses
# none.
FAST = ("fsync=off", "full_page_writes=off")
STARTS_WITHIN = 30.0


class UnableToStartPostgreSQL(Exception):
    """Says what the server said."""


@contextmanager
def server(programs: Path, *, is_durable: bool = False) -> Iterator[str]:
    """Start a server from the folder of programs; its address, as GAISMA_DATABASE takes it.

    A durable one writes as it does in production: what it acknowledges survives the machine.
    """
    folder = Path(tempfile.mkdtemp(prefix="gaisma-postgresql-"))
    identity = _ordinary_user(folder)
    try:
        yield from _running(programs, folder, identity, SETTINGS if is_durable else SETTINGS + FAST)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _ordinary_user(folder: Path) -> dict[str, Any]:
    # PostgreSQL refuses to be run by root.
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    name = "postgres" if "postgres" in names else "nobody"
    user = pwd.getpwnam(name)
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _running(
    programs: Path, folder: Path, identity: dict[str, Any], chosen: tuple[str, ...]
) -> Iterator[str]:
    data, log = folder / "data", folder / "log"
    _initialise(programs, data, identity)
    port = _free_port()
    settings = [word for setting in chosen for word in ("-c", setting)]
    words = [programs / "postgres", "-D", data, "-k", folder, "-p", str(port), *settings]
    words += ["-c", "listen_addresses=127.0.0.1"]
    with log.open("wb") as stream:
        process = subprocess.Popen(words, cwd=folder, stdout=stream, stderr=stream, **identity)
    try:
        _wait_for(process, port, log)
        yield f"postgresql://gaisma@127.0.0.1:{port}/postgres"
    finally:
        process.terminate()
        _end(process)


def _initialise(programs: Path, data: Path, identity: dict[str, Any]) -> None:
    words = [programs / "initdb", "-D", data, "-U", "gaisma", "-A", "trust", "--no-sync"]
    words += ["--encoding=UTF8", "--locale=C.UTF-8"]
    done = subprocess.run(
        words, cwd=data.parent, capture_output=True, text=True, check=False, **identity
    )
    if done.returncode:
        raise UnableToStartPostgreSQL(done.stderr.strip())


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    import psycopg

    last = time.monotonic() + STARTS_WITHIN
    address = f"postgresql://gaisma@127.0.0.1:{port}/postgres"
    while process.poll() is None and time.monotonic() < last:
        try:
            psycopg.connect(address, connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise UnableToStartPostgreSQL(log.read_text(encoding="utf-8", errors="replace").strip())


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
