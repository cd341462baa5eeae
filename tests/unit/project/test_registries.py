from tests.unit.project import registries


def test_page_of_registries_is_current() -> None:
    written = registries.PAGE.read_text(encoding="utf-8")

    assert written == registries.text(), "Write it anew: python -m tests.unit.project.registries"
