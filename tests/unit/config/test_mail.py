from pathlib import Path

import pytest

from gaisma.config.environment import UnableToReadSetting
from gaisma.config.mail import mail


def test_without_a_server_letters_are_put_into_a_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("GAISMA_MAIL", raising=False)

    found = mail(tmp_path)

    assert found.backend.endswith("filebased.EmailBackend")
    assert found.folder == tmp_path / "mail"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("smtp://mail.example.lv", ("mail.example.lv", 25, "", "", False, False)),
        ("smtps://a:b@mail.example.lv", ("mail.example.lv", 465, "a", "b", False, True)),
        (
            "smtp+starttls://post%40example.lv:p%2Fw@mail.example.lv:2525",
            ("mail.example.lv", 2525, "post@example.lv", "p/w", True, False),
        ),
    ],
)
def test_server_is_read_from_its_address(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    address: str,
    expected: tuple[str, int, str, str, bool, bool],
) -> None:
    monkeypatch.setenv("GAISMA_MAIL", address)

    found = mail(tmp_path)

    assert found.backend.endswith("smtp.EmailBackend")
    told = (found.host, found.port, found.user, found.password, found.starttls, found.tls)
    assert told == expected


@pytest.mark.parametrize("address", ["mail.example.lv", "http://mail.example.lv", "smtp://"])
def test_address_that_is_none_is_refused_with_advice(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, address: str
) -> None:
    monkeypatch.setenv("GAISMA_MAIL", address)

    with pytest.raises(UnableToReadSetting, match=r"smtp\+starttls"):
        mail(tmp_path)
