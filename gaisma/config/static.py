"""Static files under names made of their content, compressed; gathered when the server starts."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

MARK = ".gathered"


class Hashed(CompressedManifestStaticFilesStorage):
    """Names files by their content once they are gathered; until then, as in tests, as they are."""

    support_js_module_import_aggregation = True

    def stored_name(self, name: str) -> str:
        """The name under which a file is served."""
        stored: str = super().stored_name(name) if self.hashed_files else name
        return stored


def gather() -> bool:
    """Copy the files to where they are served from, unless they are there; whether it was done."""
    mark, now = Path(settings.STATIC_ROOT) / MARK, fingerprint()
    if mark.exists() and mark.read_text(encoding="utf-8") == now:
        return False
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    mark.write_text(now, encoding="utf-8")
    return True


def fingerprint() -> str:
    """Changes when a file comes, goes or is changed."""
    found = hashlib.sha256()
    for name, file in sorted(_files()):
        state = file.stat()
        found.update(f"{name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return found.hexdigest()


def _files() -> list[tuple[str, Path]]:
    listed: list[tuple[str, Any]] = [
        (name, storage.path(name)) for finder in get_finders() for name, storage in finder.list([])
    ]
    return [(name, Path(path)) for name, path in listed]
