"""The bill of materials is whole, the audit finds what is planted, SECURITY.md says how soon."""

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from supply import audit, materials
from supply.locks import RUNTIME, Part, parts
from tests.unit.project import tree

PLACE = re.compile(r"https?://(?!cyclonedx\.org/schema/)")


def test_bill_names_every_pin_and_is_valid() -> None:
    text = materials.written(materials.bill())

    told = {(each["name"], each["version"]) for each in json.loads(text)["components"]}
    pins = re.findall(r"^([\w.-]+)==([^\s;\\]+)", RUNTIME.read_text(encoding="utf-8"), re.MULTILINE)
    assert told == set(pins)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    assert all(part.hashes for part in parts())


def test_bill_is_the_same_again_and_names_no_place() -> None:
    text = materials.written(materials.bill())

    assert materials.written(materials.bill()) == text
    assert not PLACE.search(text)


def test_bill_that_is_spoiled_is_not_valid() -> None:
    text = materials.written(materials.bill()).replace('"library"', '"no such kind"', 1)

    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is not None


def database(folder: Path, *advisories: dict[str, Any]) -> Path:
    file = folder / "all.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for advisory in advisories:
            archive.writestr(f"{advisory['id']}.json", json.dumps(advisory))
    return file


def advisory(*events: dict[str, str], **more: Any) -> dict[str, Any]:
    affected = {
        "package": {"ecosystem": "PyPI", "name": "Some.Part"},
        "ranges": [{"type": "ECOSYSTEM", "events": list(events)}],
    }
    return {"id": "TEST-1", "summary": "it breaks", "affected": [affected | more]}


PART = Part("some-part", "2.3.1", "", ())


@pytest.mark.parametrize(
    ("events", "is_found"),
    [
        (({"introduced": "0"},), True),
        (({"introduced": "0"}, {"fixed": "2.3.1"}), False),
        (({"introduced": "0"}, {"fixed": "2.10"}), True),
        (({"introduced": "2.4"},), False),
        (({"introduced": "0"}, {"last_affected": "2.3.1"}), True),
        (({"introduced": "0"}, {"last_affected": "2.3.0"}), False),
        (({"introduced": "0"}, {"fixed": "1.0"}, {"introduced": "2.0"}), True),
    ],
)
def test_audit_finds_what_is_affected(tmp_path: Path, events: Any, *, is_found: bool) -> None:
    found = list(audit.findings(database(tmp_path, advisory(*events)), [PART]))

    assert bool(found) is is_found


def test_audit_reads_versions_that_are_listed_and_passes_over_others(tmp_path: Path) -> None:
    listed = advisory(versions=["2.3.1"])
    withdrawn = {**listed, "id": "TEST-2", "withdrawn": "2024-01-01T00:00:00Z"}
    elsewhere = advisory({"introduced": "0"}, package={"ecosystem": "npm", "name": "some-part"})

    found = list(audit.findings(database(tmp_path, listed, withdrawn), [PART]))
    none = list(audit.findings(database(tmp_path, elsewhere), [PART]))

    assert [str(one) for one in found] == ["some-part 2.3.1: TEST-1, it breaks"]
    assert none == []


def test_audit_fails_for_a_locked_part_that_is_weak(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weak = advisory({"introduced": "0"}, package={"ecosystem": "PyPI", "name": "Django"})

    status = audit.main([str(database(tmp_path, weak))])

    assert status == audit.FOUND
    assert capsys.readouterr().out.startswith("django ")


@pytest.mark.parametrize("words", [[], ["no-such-file.zip"]])
def test_audit_without_a_database_says_so(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    status = audit.main(words)

    assert status == 0
    assert "No advisory database is at hand" in capsys.readouterr().err


def test_policy_says_how_soon() -> None:
    text = (tree.PROJECT / "SECURITY.md").read_text(encoding="utf-8")

    assert re.findall(r"\| (\d+) days", text) == ["7", "14", "90"]
    assert all((tree.PROJECT / link).exists() for link in re.findall(r"\]\(([^)#]+)", text))
