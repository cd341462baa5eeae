"""Figures in the templates of report sections."""

from collections.abc import Iterator
from typing import Any

from django import template
from django.template.base import FilterExpression, Node, Parser, Token, token_kwargs
from django.utils.safestring import SafeString

from gaisma.evidence.reports.tables import Cell
from gaisma.evidence.reports.tokens import TOLD, FigureToken

register = template.Library()


class FigureNode(Node):
    """A figure whose question stands in the template, so that all can be asked beforehand."""

    def __init__(self, figure: FigureToken) -> None:
        self.figure = figure

    def render(self, context: template.Context) -> SafeString:
        return SafeString(context["rendering"].figure(self.figure, context["part"]))


@register.tag
def figure(parser: Parser, token: Token) -> FigureNode:
    """`{% figure "learners.count" stage="preschool" as="words" %}`: values are quoted texts."""
    _tag, *words = token.split_contents()
    if not words:
        raise template.TemplateSyntaxError("figure needs an indicator.")
    indicator = _constant(parser.compile_filter(words[0]))
    given = {name: _constant(value) for name, value in token_kwargs(words[1:], parser).items()}
    if len(given) != len(words) - 1:
        raise template.TemplateSyntaxError('figure takes an indicator, then name="value".')
    told = {name: given.pop(name) for name in TOLD if name in given}
    return FigureNode(
        FigureToken(
            indicator,
            given,
            told.get("as", "number"),
            told.get("case", "count"),
            told.get("noun", ""),
            told.get("zero", ""),
            told.get("decimals", ""),
        )
    )


def _constant(expression: FilterExpression) -> str:
    if not isinstance(expression.var, str) or expression.filters:
        raise template.TemplateSyntaxError(f"figure takes quoted texts, not {expression.token}.")
    return str(expression.var)


@register.simple_tag(takes_context=True)
def number(context: template.Context, cell: Cell) -> SafeString:
    """A cell of a table, as a door to its origin."""
    return context["rendering"].cell(cell)  # type: ignore[no-any-return]


def tokens_of(loaded: Any) -> Iterator[FigureToken]:
    """The figures that a template asks for."""
    for node in loaded.template.nodelist.get_nodes_by_type(FigureNode):
        yield node.figure
