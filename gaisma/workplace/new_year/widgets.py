from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe


class PlainSelect(forms.Select):
    """A choice written without a template for each option: a plan shows hundreds of them."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        given = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        chosen = "" if value is None else str(value)
        parts = [self._part(key, titles, chosen) for key, titles in self.choices]
        return format_html("<select{}>{}</select>", flatatt(given), _joined(parts))

    def _part(self, key: Any, titles: Any, chosen: str) -> SafeString:
        if not isinstance(titles, list | tuple):
            return _option(key, titles, chosen)
        options = [_option(value, title, chosen) for value, title in titles]
        return format_html('<optgroup label="{}">{}</optgroup>', key, _joined(options))


def _option(value: Any, title: Any, chosen: str) -> SafeString:
    selected = mark_safe(" selected") if str(value) == chosen else ""
    return format_html('<option value="{}"{}>{}</option>', value, selected, title)


def _joined(parts: list[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))
