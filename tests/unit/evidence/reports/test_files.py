import pytest

from gaisma.evidence.reports import shelf
from tests.moments import NOW

STEM = "readiness-2024-2025-lv"


def test_stem_names_report_year_and_language():
    assert shelf.stem("readiness", "2024/2025", "lv") == STEM


def test_documents_are_written_by_format(tmp_path):
    folder = tmp_path / "new" / "folder"

    written = shelf.write({"html": b"page", "pdf": b"pages"}, folder=folder, stem=STEM, at=NOW)

    assert written == [folder / f"{STEM}.html", folder / f"{STEM}.pdf"]
    assert [path.read_bytes() for path in written] == [b"page", b"pages"]
    assert {path.stat().st_mtime for path in written} == {NOW.timestamp()}
    assert len(list(folder.iterdir())) == 2


def test_one_document_that_cannot_be_written_leaves_all_as_they_were(tmp_path, monkeypatch):
    (tmp_path / f"{STEM}.html").write_bytes(b"old")
    durable = shelf._durable

    def failing(path, content):
        if ".pdf" in path.name:
            raise OSError(28, "No space left on device")
        durable(path, content)

    monkeypatch.setattr(shelf, "_durable", failing)

    with pytest.raises(OSError, match="No space"):
        shelf.write({"html": b"new", "pdf": b"new"}, folder=tmp_path, stem=STEM, at=NOW)

    assert [path.name for path in tmp_path.iterdir()] == [f"{STEM}.html"]
    assert (tmp_path / f"{STEM}.html").read_bytes() == b"old"


def test_draft_that_a_kill_left_behind_is_replaced(tmp_path):
    (tmp_path / f".{STEM}.html{shelf.DRAFT}").write_bytes(b"half")

    shelf.write({"html": b"whole"}, folder=tmp_path, stem=STEM, at=NOW)

    assert [path.name for path in tmp_path.iterdir()] == [f"{STEM}.html"]
