import pytest
from django.template import Context, Template, TemplateSyntaxError

from gaisma.evidence.reports.templatetags.reports import tokens_of
from gaisma.evidence.reports.tokens import FigureToken


class Loaded:
    def __init__(self, text):
        self.template = Template("{% load reports %}" + text)


def test_figure_is_found_before_anything_is_rendered():
    loaded = Loaded(
        '{% if x %}{% figure "learners.count" stage="preschool" as="words" case="in" %}{% endif %}'
    )

    assert list(tokens_of(loaded)) == [
        FigureToken("learners.count", {"stage": "preschool"}, form="words", case="in")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{% figure %}",
        "{% figure indicator %}",
        '{% figure "learners.count" stage=stage %}',
        '{% figure "learners.count" "preschool" %}',
        '{% figure "learners.count"|upper %}',
    ],
)
def test_figure_that_cannot_be_asked_beforehand_is_refused(text):
    with pytest.raises(TemplateSyntaxError):
        Loaded(text)


def test_figure_renders_through_the_report():
    class Rendering:
        def figure(self, token, part):
            return f"{token.indicator} in {part}"

    rendered = Loaded('{% figure "groups.count" %}').template.render(
        Context({"rendering": Rendering(), "part": "preschool"})
    )

    assert rendered == "groups.count in preschool"
