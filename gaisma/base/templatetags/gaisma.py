"""Filters and tags of every template: numbers, dates and terms in the reader's language."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.http import HttpRequest

from gaisma.analytics import vocabulary
from gaisma.analytics.audiences import AUDIENCES
from gaisma.base import clock, pictures, terms, wording

register = template.Library()
register.simple_tag(pictures.meter)

VOCABULARIES: Mapping[str, vocabulary.Vocabulary] = {
    value.name: value
    for value in (*vars(vocabulary).values(), AUDIENCES)
    if isinstance(value, vocabulary.Vocabulary)
}


@register.filter
def number(value: wording.Number | None, decimals: int | None = None) -> str:
    """`{{ value|number }}`, `{{ value|number:2 }}`."""
    return wording.number(value, decimals=decimals)


@register.filter
def percent(value: wording.Number | None, decimals: int = 0) -> str:
    """`{{ value|percent }}`, `{{ value|percent:1 }}`."""
    return wording.percent(value, decimals=decimals)


@register.filter
def share(value: wording.Number | None, decimals: int = 0) -> str:
    """`{{ value|share }}`: a percent without its sign."""
    return wording.share(value, decimals=decimals)


@register.filter
def day(value: date | None) -> str:
    """`{{ value|day }}`: a date in figures."""
    return wording.day(value)


@register.filter
def period(first: date, last: date | None) -> str:
    """`{{ row.from_on|period:row.to_on }}`: from a day until another, or since it."""
    return wording.period(first, last)


@register.filter
def by_our_clock(value: datetime | None) -> datetime | None:
    """`{{ value|by_our_clock|moment }}`: what a part has noted by the true one."""
    return clock.here(value) if value else None


@register.filter
def moment(value: datetime | None) -> str:
    """`{{ value|moment }}`: date and minute."""
    return wording.moment(value)


@register.filter
def school_year(name: str) -> str:
    """`{{ "2024/2025"|school_year }}`."""
    return wording.school_year(name)


@register.filter
def term(code: str, name: str) -> str:
    """`{{ code|term:"stage" }}`: the term that a code stands for."""
    return terms.title(VOCABULARIES[name], code) if code else wording.DASH


@register.simple_tag(takes_context=True)
def here(context: Mapping[str, Any], **changes: Any) -> str:
    """`{% here page=2 %}`: this page's query with the changes; an empty value leaves a name out."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return f"?{query.urlencode()}"
