"""No key is made anew or taken for another while the record holds what stands under it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.management import get_commands, load_command_class
from django.test import Client
from django.utils import timezone, translation

from gaisma.base import health, keys, rotation
from gaisma.base.damage import Damaged
from gaisma.base.registry import gathered
from gaisma.base.rotation import UnderKey
from gaisma.evidence.archive import actions as archive
from gaisma.evidence.archive import snapshots
from gaisma.workplace.administration import health as installation_health
from tests import factories

pytestmark = pytest.mark.django_db
OTHER = "ab" * 32


def _second_step() -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(factories.user(), generate_totp_secret())


def _coded() -> None:
    factories.person(personal_code="32000000001")


MADE: dict[str, Callable[[], Any]] = {
    "accounts.second_steps": _second_step,
    "people.codes": _coded,
    "people.hashes": _coded,
    "surveys.codes": factories.batch,
}
"""A row of each kind that stands under a key; whoever adds a kind says here how one is made."""
KINDS = pytest.mark.parametrize("kind", gathered("UNDER_KEYS"), ids=lambda kind: kind.key)
NOT_OF_THE_RECORD = {"restore", "verify"}
"""Commands that bring a record with its keys, or read one that lies elsewhere."""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    settings.GAISMA_HOME = tmp_path
    health.forget()
    return tmp_path


def _code(act: Callable[[], Any]) -> str:
    """The code of the refusal, or nothing where there is none."""
    with translation.override("en"):
        try:
            act()
        except Damaged as refusal:
            told = refusal
        else:
            return ""
    assert "copy" in told.message
    return told.code


def _lost(kind: UnderKey, home: Path) -> Path:
    MADE[kind.key]()
    file = home / "keys" / kind.of
    file.unlink()
    return file


def test_every_kind_is_made_here_and_every_key_has_one(home: Path) -> None:
    for make in {MADE[key] for key in gathered("UNDER_KEYS").keys}:
        make()

    made = {file.name for file in (home / "keys").iterdir()} - {"signing"}
    assert made == {kind.of for kind in gathered("UNDER_KEYS")}
    assert set(MADE) == set(gathered("UNDER_KEYS").keys)
    assert not _code(rotation.demand)


@KINDS
def test_key_that_is_missing_is_not_made_anew(kind: UnderKey, home: Path) -> None:
    file = _lost(kind, home)

    assert _code(lambda: rotation.in_force(kind.of)) == "key_missing"
    assert _code(rotation.demand) == "key_missing"
    assert not file.exists()


@KINDS
def test_where_nothing_was_looked_at_a_new_key_read_nothing(
    kind: UnderKey, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The weakened twin: a key is made whatever the record holds."""
    _lost(kind, home)
    monkeypatch.setattr(rotation, "_under", lambda _name: ())

    made = rotation.in_force(kind.of)

    assert kind.read_by([made]) is False
    assert _code(rotation.demand) == "wrong_keys"


@KINDS
def test_key_that_is_put_back_is_right_again(kind: UnderKey, home: Path) -> None:
    MADE[kind.key]()
    file = home / "keys" / kind.of
    kept = file.read_text()
    file.write_text(OTHER)

    assert _code(rotation.demand) == "wrong_keys"
    file.write_text(kept)
    assert not _code(rotation.demand)
    assert rotation.in_force(kind.of) == kept


@KINDS
def test_key_is_made_where_nothing_stands_under_it(kind: UnderKey, home: Path) -> None:
    assert not _code(rotation.demand)
    assert not (home / "keys" / kind.of).exists()
    assert len(rotation.in_force(kind.of)) == len(OTHER)


@KINDS
@pytest.mark.parametrize("content", [None, OTHER])
def test_everybody_is_told(
    kind: UnderKey, home: Path, content: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.installation()
    file = _lost(kind, home)
    if content:
        file.write_text(content)
    monkeypatch.setattr(snapshots, "is_empty", lambda: False)
    code = "wrong_keys" if content else "key_missing"

    assert not health.found().parts["keys"]
    assert not health.found().people_can_work
    assert [one.id for one in rotation.check()] == ["gaisma.E002"]
    assert installation_health.keys(timezone.now()).tone == "bad"
    assert _code(lambda: archive.back_up(home, at=timezone.now())) == code
    assert not list(home.glob("*.age"))
    told = {
        name: _code(partial(command.execute, language="en"))
        for name, command in _commands(monkeypatch).items()
    }
    assert told == dict.fromkeys(told, code)


def _commands(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Our commands that work with the record, which do nothing."""
    names = [name for name, app in get_commands().items() if app.startswith("gaisma.")]
    found = {name: load_command_class(get_commands()[name], name) for name in names}
    works = {name: one for name, one in found.items() if one.needs_record}  # type: ignore[attr-defined]
    assert set(found) - set(works) == NOT_OF_THE_RECORD | {"backup"}
    for command in works.values():
        monkeypatch.setattr(command, "handle", lambda *_args, **_options: None)
    return works


def test_page_that_needs_the_key_says_what_to_do(
    reader: Client, specialist: Any, home: Path
) -> None:
    person = factories.person(personal_code="32000000001")
    reader.force_login(specialist)
    (home / "keys" / rotation.CODE).unlink()

    answer = reader.post(f"/people/{person.pk}/code/show/")

    assert answer.status_code == 503


def test_rotation_writes_anew_what_stands_under_the_keys_and_ends_sessions(home: Path) -> None:
    from gaisma.record.people.actions import personal_data

    for make in set(MADE.values()):
        make()
    signing = keys.signing_key(home)
    before = {name: rotation.in_force(name) for name in rotation.NAMES}

    personal_data.rotate_keys(by=None, at=timezone.now())

    for retired in (home / "keys").glob("*.retired"):
        retired.unlink()
    assert not _code(rotation.demand)
    assert {name: rotation.in_force(name) for name in rotation.NAMES}.items().isdisjoint(
        before.items()
    )
    assert keys.signing_key(home) != signing
