import re
from pathlib import Path

from django.apps import apps
from django.test import Client

from gaisma.base import stylesheet


def served(text: str) -> str:
    return stylesheet.INDENT.sub("\n", text)


def test_stylesheet_begins_with_the_layers() -> None:
    layers = re.search(r"@layer ([^;{]+);", stylesheet.content())

    assert layers is not None
    assert layers[1] == "tokens, base, layout, components, paper"


def test_stylesheet_holds_every_file_once() -> None:
    files = stylesheet.files()

    assert len(files) == len(set(files))
    assert all(served(file.read_text(encoding="utf-8")) in stylesheet.content() for file in files)


def test_every_file_of_the_house_is_served() -> None:
    house = Path(apps.get_app_config("base").path).parent

    assert set(house.rglob("static/**/*.css")) == set(stylesheet.files())


def test_stylesheet_files_keep_to_a_layer() -> None:
    for file in stylesheet.files():
        bare = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert bare.lstrip().startswith("@layer"), file.name


def test_stylesheet_uses_only_known_tokens() -> None:
    content = stylesheet.content()
    known = set(re.findall(r"(--[\w-]+):", content))

    assert set(re.findall(r"var\((--[\w-]+)", content)) <= known


def test_dark_changes_colours_alone() -> None:
    # The walk over all pages asks in the dark only what depends on colours.
    files = stylesheet.files()

    asking = [file.name for file in files if "light-dark(" in file.read_text(encoding="utf-8")]

    assert asking == ["tokens.css"]
    assert "prefers-color-scheme" not in stylesheet.content()


def test_stylesheet_may_be_kept_for_ever_under_its_name(client: Client) -> None:
    answer = client.get(f"/styles-{stylesheet.fingerprint()}.css")

    assert answer.headers["Content-Type"].startswith("text/css")
    assert "immutable" in answer.headers["Cache-Control"]


def test_stylesheet_under_an_old_name_is_not_kept(client: Client) -> None:
    answer = client.get(f"/styles-{'0' * 12}.css")

    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
