from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from pytest_django import Settings

from gaisma.config import static
from gaisma.config.static import Hashed

FILE = "base/mark.svg"


@pytest.fixture
def root(tmp_path: Path, settings: Settings) -> Path:
    settings.STATIC_ROOT = tmp_path / "static"
    return tmp_path / "static"


def test_files_are_served_as_they_are_until_they_are_gathered() -> None:
    assert staticfiles_storage.url(FILE) == f"/static/{FILE}"


def test_gathered_files_are_named_by_their_content_and_compressed(root: Path) -> None:
    assert static.gather()

    stored = Hashed(location=root).stored_name(FILE)
    assert stored != FILE
    assert (root / stored).read_bytes() == (root / FILE).read_bytes()
    assert list(root.rglob("*.js.gz"))


def test_files_are_gathered_again_only_when_one_has_changed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    static.gather()

    assert not static.gather()
    monkeypatch.setattr(static, "fingerprint", lambda: "another")
    assert static.gather()
