from pathlib import Path

import pytest
from django.template import Context, Engine

PAGE = "<p>\n    a\n\n        <b>b</b> c\n</p>\n"


@pytest.mark.parametrize(
    ("name", "served"), [("page.html", "<p>\na\n<b>b</b> c\n</p>\n"), ("letter.txt", PAGE)]
)
def test_indents_of_pages_are_not_served(tmp_path: Path, name: str, served: str) -> None:
    (tmp_path / name).write_text(PAGE, encoding="utf-8")
    engine = Engine(loaders=[("gaisma.base.unindented.Loader", [tmp_path])])

    assert engine.get_template(name).render(Context()) == served
