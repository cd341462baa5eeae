"""What is found to translate in modules and templates."""

from pathlib import Path

import pytest

from gaisma.base.catalogues.extraction import Message, messages_of


def found(folder: Path, name: str, text: str) -> list[Message]:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return list(messages_of(folder, iter([file])))


def texts(messages: list[Message]) -> list[tuple[str, str, str]]:
    return [(message.singular, message.plural, message.context) for message in messages]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('_("Kept")', ("Kept", "", "")),
        ('gettext("Kept")', ("Kept", "", "")),
        ('gettext_lazy("Kept " "together")', ("Kept together", "", "")),
        ('translation.gettext("Kept")', ("Kept", "", "")),
        ('ngettext("%(n)d row", "%(n)d rows", n)', ("%(n)d row", "%(n)d rows", "")),
        ('pgettext("of a month", "May")', ("May", "", "of a month")),
        ('npgettext("of rows", "%(n)d", "%(n)d all", n)', ("%(n)d", "%(n)d all", "of rows")),
    ],
)
def test_module_with_a_call_of_gettext_gives_its_message(
    tmp_path: Path, source: str, expected: tuple[str, str, str]
) -> None:
    messages = found(tmp_path, "views.py", f"x = {source}\n")

    assert texts(messages) == [expected]


@pytest.mark.parametrize("source", ["_(name)", '_("")', 'print("Said")', 'gettext(f"{name}")'])
def test_module_with_no_constant_text_gives_no_message(tmp_path: Path, source: str) -> None:
    assert found(tmp_path, "views.py", f"{source}\n") == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{% translate "Kept" %}', ("Kept", "", "")),
        ('{% trans "100 %" %}', ("100 %%", "", "")),
        ('{% translate "May" context "of a month" %}', ("May", "", "of a month")),
        ('{{ _("Kept") }}', ("Kept", "", "")),
        ('<c-field label="{% translate "Name" %}">', ("Name", "", "")),
        ("{% blocktranslate %}Of {{ city }}{% endblocktranslate %}", ("Of %(city)s", "", "")),
        (
            "{% blocktranslate trimmed %}\n    Two\n    lines\n{% endblocktranslate %}",
            ("Two lines", "", ""),
        ),
        (
            "{% blocktranslate count n=rows %}{{ n }} row{% plural %}{{ n }} rows"
            "{% endblocktranslate %}",
            ("%(n)s row", "%(n)s rows", ""),
        ),
    ],
)
def test_template_with_a_text_gives_its_message(
    tmp_path: Path, source: str, expected: tuple[str, str, str]
) -> None:
    messages = found(tmp_path, "page.html", f"<main>\n    <p>\n  it's {source}\n</p>\n</main>\n")

    assert texts(messages) == [expected]


def test_dimension_gives_its_title(tmp_path: Path) -> None:
    source = 'Dimension("grade", "Grade", Shape.NUMBER)\n'

    messages = found(tmp_path / "analytics", "dimensions.py", source)

    assert [message.singular for message in messages] == ["Grade"]


def test_declaration_in_the_core_gives_title_and_description(tmp_path: Path) -> None:
    source = 'Parameter(key="grade", title="Grade", description="Of the class.")\n'

    messages = found(tmp_path / "analytics", "dimensions.py", source)

    assert [message.singular for message in messages] == ["Grade", "Of the class."]


def test_declaration_of_an_indicator_in_a_room_gives_its_title(tmp_path: Path) -> None:
    source = '@indicator("learners.count", title="Learners")\ndef learners(): ...\n'

    messages = found(tmp_path / "programmes", "indicators.py", source)

    assert [message.singular for message in messages] == ["Learners"]


def test_title_of_something_else_in_a_room_gives_no_message(tmp_path: Path) -> None:
    assert found(tmp_path / "reports", "charts.py", 'Axis(title="x")\n') == []


def test_message_names_the_file_relative_to_its_app(tmp_path: Path) -> None:
    (message,) = found(tmp_path, "templates/home/page.html", '{% translate "Kept" %}')

    assert message.place == "templates/home/page.html"
