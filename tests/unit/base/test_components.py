import re
from pathlib import Path

import pytest
from django.test import Client

from gaisma import base
from gaisma.base.models import User
from tests.pages import read

COTTON = Path(base.__file__).parent / "templates" / "cotton"
COMPONENTS = sorted(COTTON.glob("*.html"))
TEMPLATES = sorted(Path(base.__file__).parent.parent.rglob("templates/**/*.html"))
# Data for a script is no script: nothing runs it.
OURS = r'<script(?![^>]*\s(?:src=|type="application/json"))'
INLINE = re.compile(r"\sstyle=|<style|\son\w+=|javascript:|" + OURS)
BUILT_TO_STAND_ALONE = ("reports/web.html",)


@pytest.mark.parametrize("file", COMPONENTS, ids=lambda file: file.stem)
def test_component_opens_by_naming_its_variables(file: Path) -> None:
    first = file.read_text(encoding="utf-8").splitlines()[0]

    assert first.startswith("{# ")
    assert "ariables:" in first or "Slot:" in first or "slot:" in first


@pytest.mark.django_db
@pytest.mark.parametrize("file", COMPONENTS, ids=lambda file: file.stem)
def test_component_stands_on_the_style_page(reader: Client, head: User, file: Path) -> None:
    reader.force_login(head)

    assert f"c-{file.stem}" in re.sub(r"<[^>]*>", "", read(reader, "/style/"))


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.stem)
def test_template_holds_no_inline_style_or_script(file: Path) -> None:
    if file.as_posix().endswith(BUILT_TO_STAND_ALONE):
        pytest.skip("a report is one file that opens anywhere")
    text = file.read_text(encoding="utf-8")

    assert not INLINE.search(text)


@pytest.mark.django_db
def test_style_page_is_read_only(reader: Client, head: User) -> None:
    reader.force_login(head)

    assert reader.post("/style/").status_code == 405
