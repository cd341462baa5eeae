from gaisma.base.registry import gathered
from tests.spec import handbook


def test_handbook_is_current() -> None:
    written = handbook.HANDBOOK.read_text(encoding="utf-8")

    assert written == handbook.text(), "Write it anew: python -m tests.spec.handbook"


def test_handbook_describes_every_indicator() -> None:
    text = handbook.text()

    for indicator in gathered("INDICATORS"):
        assert f"`{indicator.key}`" in text
        assert indicator.description in text
