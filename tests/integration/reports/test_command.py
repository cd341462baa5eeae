import json

import pytest
from django.db import connections
from django.utils import translation

from gaisma.base.models import Installation
from gaisma.evidence.figures import queries as figures
from gaisma.evidence.lake.queries import UnknownLakeVersion
from gaisma.evidence.reports import actions, doubts
from gaisma.evidence.reports.management.commands.report import Command
from tests import factories
from tests.moments import NOW, TODAY
from tests.unit.evidence.reports import invented

pytestmark = pytest.mark.django_db


@pytest.fixture
def installed(monkeypatch):
    """An installation whose figures are those of the invented city."""
    monkeypatch.setattr(figures, "answering", lambda lake_version: invented.answer)
    # A command that ends closes its connections; here they are the test's own.
    monkeypatch.setattr(connections, "close_all", lambda: None)
    authority = factories.authority()
    Installation.objects.create(pk=1, authority=authority, municipality="Paraugpils")


@pytest.fixture
def build(installed, tmp_path, capsys):
    def run(*words, name="readiness", year="2024/2025", day="2024-08-20", form="html"):
        given = ["--school-year", year, "--as-of", day, "--out", str(tmp_path), "--format", form]
        try:
            typed = ["gaisma", "report", "build", name, *given, "--lake-version", "7", *words]
            Command().run_from_argv(typed)
        except SystemExit as left:
            return left.code, capsys.readouterr()
        return 0, capsys.readouterr()

    return run


def test_report_is_written_into_the_folder(build, tmp_path):
    status, said = build()

    assert status == 0
    assert said.out.splitlines() == [str(tmp_path / "readiness-2024-2025-lv.html")]
    assert (tmp_path / "readiness-2024-2025-lv.html").exists()


def test_report_is_written_in_the_language_asked_for(build, tmp_path):
    build("--language", "ru")

    page = (tmp_path / "readiness-2024-2025-ru.html").read_text(encoding="utf-8")
    assert '<html lang="ru">' in page
    assert "Отчёт о готовности" in page


def test_report_tells_its_files_as_json(build, tmp_path):
    _status, said = build("--json")

    answer = json.loads(said.out)
    assert answer["files"] == [str(tmp_path / "readiness-2024-2025-lv.html")]
    assert answer["lake_version"] == 7


def test_report_takes_the_texts_that_people_wrote(build, tmp_path):
    report = actions.draft(name="readiness", school_year="2024/2025", as_of=TODAY, by=None, at=NOW)
    actions.write(
        report=report,
        section="brief.figures",
        language="lv",
        text="Mūsu vārdi: [[groups.count as=words]].",
        revision=0,
        by=None,
        at=NOW,
    )

    build()

    assert "Mūsu vārdi: <a" in (tmp_path / "readiness-2024-2025-lv.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("given", "code", "choices"),
    [
        ({"name": "nothing"}, "unknown_report", ["readiness"]),
        ({"form": "html,odt"}, "unknown_format", ["html", "docx", "pdf"]),
        ({"form": ""}, "unknown_format", ["html", "docx", "pdf"]),
        ({"year": "2024"}, "bad_school_year", []),
        ({"day": "20.08.2024."}, "bad_date", []),
        ({"day": ""}, "bad_date", []),
    ],
)
def test_unknown_word_is_answered_with_the_known_ones(build, tmp_path, given, code, choices):
    status, said = build("--json", **given)

    assert status == 2
    error = json.loads(said.out)["error"]
    assert (error["code"], error["choices"]) == (code, choices)
    assert list(tmp_path.iterdir()) == []


def test_unknown_lake_version_has_a_status_of_its_own(build, monkeypatch):
    def answer(*_args, **_given):
        raise UnknownLakeVersion("No such version.", code="no_such_version", choices=["1"])

    monkeypatch.setattr(figures, "answering", lambda lake_version: answer)

    status, said = build("--json")

    assert status == 1
    assert json.loads(said.out)["error"]["code"] == "no_such_version"


def test_folder_that_is_a_file_is_said(installed, tmp_path, capsys):
    target = tmp_path / "file"
    target.write_text("in the way")
    given = ["--school-year", "2024/2025", "--as-of", "2024-08-20", "--lake-version", "7"]
    typed = ["gaisma", "report", "build", "readiness", *given, "--format", "html"]

    with pytest.raises(SystemExit) as left:
        Command().run_from_argv([*typed, "--out", str(target)])

    assert left.value.code == 2
    assert str(target) in capsys.readouterr().err


@pytest.fixture
def doubted(installed):
    """A draft of which a text names a school year long past."""
    report = actions.draft(name="readiness", school_year="2024/2025", as_of=TODAY, by=None, at=NOW)
    factories.narrative(report=report, text="Tā bija 1998./1999. mācību gadā.")
    return report


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_what_has_to_be_settled_is_named_on_standard_error(build, doubted, tmp_path, more):
    status, said = build(*more)

    assert status == 0
    with translation.override("lv"):
        (doubt,) = doubts.of(doubted)
        told = f"{doubt.title} (lv): {doubt.kind_title}: {doubt.sentence}"
    assert said.err.splitlines() == [told]
    assert "1998" not in said.out
    assert (tmp_path / "readiness-2024-2025-lv.html").exists()


def test_each_text_in_doubt_is_named_with_its_language(build, doubted):
    factories.narrative(report=doubted, language="ru", text="В 1998/1999 учебном году.")

    _status, said = build()

    lines = said.err.splitlines()
    assert [line.partition(" (")[2][:2] for line in lines] == ["lv", "ru"]


def test_what_is_justified_is_not_named(build, doubted):
    (doubt,) = doubts.of(doubted)
    actions.justify(report=doubted, doubt=doubt, reason="Vēsture.", by=None, at=NOW)

    _status, said = build()

    assert said.err == ""


def test_report_that_is_approved_is_warned_of_nothing(build, doubted):
    doubted.state, doubted.lake_version, doubted.approved_at = "approved", 7, NOW
    doubted.save()

    _status, said = build()

    assert said.err == ""


def test_report_without_a_draft_is_warned_of_nothing(build):
    _status, said = build()

    assert said.err == ""
