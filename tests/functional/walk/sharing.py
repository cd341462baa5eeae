"""What the processes of one test run do once for all of them."""

import fcntl
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any


def once(file: Path, make: Callable[[], Any]) -> Any:
    """What `make` answers, as JSON keeps it: made by the first process that asks for the file."""
    with file.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            file.write_text(json.dumps(make()), encoding="utf-8")
        return json.loads(file.read_text(encoding="utf-8"))
