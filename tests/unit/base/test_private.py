import os
from pathlib import Path

import pytest

from gaisma.base import private

PLACES = ("", "keys", "keys/signing", "mail", "mail/letter.log", "lake/people/ab.parquet")
MODES = (0o777, 0o755, 0o701, 0o640, 0o604, 0o620)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home that is shut."""
    home = tmp_path / "home"
    for name in ("keys/signing", "mail/letter.log", "lake/people/ab.parquet"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).touch()
    for place in (home, *home.rglob("*")):
        place.chmod(0o700 if place.is_dir() else 0o600)
    return home


@pytest.mark.parametrize("mode", MODES, ids=oct)
@pytest.mark.parametrize("name", PLACES)
def test_what_lies_open_is_found_and_shut(home: Path, name: str, mode: int) -> None:
    place = home / name
    place.chmod(mode | 0o700 if place.is_dir() else mode)
    assert private.lying_open(home) == [place]

    shut = private.shut(home)

    assert shut == [place]
    assert private.lying_open(home) == []
    assert ("keys rotate" in " ".join(private.told(shut, home))) == ("keys" in name)


@pytest.mark.parametrize("name", PLACES)
def test_check_names_what_lies_open_and_takes_keys_for_an_error(
    home: Path, name: str, settings: object
) -> None:
    settings.GAISMA_HOME = home  # type: ignore[attr-defined]
    assert private.check() == []
    (home / name).chmod(0o777)

    (said,) = private.check()

    assert str(home / name) in said.msg
    assert said.is_serious() == ("keys" in name)
    assert "chmod -R go=" in str(said.hint)


def test_a_part_that_lies_elsewhere_is_shut_and_no_other_link_is_followed(
    home: Path, tmp_path: Path
) -> None:
    for name in ("elsewhere", "other"):
        (tmp_path / name).mkdir(mode=0o700)
        (tmp_path / name / "file").touch()
        (tmp_path / name / "file").chmod(0o644)
    (home / "reports").symlink_to(tmp_path / "elsewhere")
    (home / "mail" / "link").symlink_to(tmp_path / "other")

    assert private.shut(home) == [home / "reports" / "file"]


def test_make_shuts_a_home_that_stands_open(home: Path) -> None:
    (home / "mail" / "letter.log").chmod(0o644)
    home.chmod(0o755)

    private.make(home)

    assert private.lying_open(home) == []


def test_what_belongs_to_another_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home.chmod(0o755)

    def chmod(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "chmod", chmod)
    with pytest.raises(private.UnableToShut) as refusal:
        private.make(home)
    assert refusal.value.code == "lies_open"
