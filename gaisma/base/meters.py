"""How full something is, drawn without a template: a long list shows it in every row."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from gaisma.base import wording

DRAWN = (
    '<span class="meter{over}"><svg viewBox="0 0 100 8" preserveAspectRatio="none"'
    ' aria-hidden="true"><rect width="{width}" height="8"/></svg><span>{words}</span></span>'
)
DOOR = '<a class="figure" href="{}">{}</a>'


def meter(value: int, maximum: int, address: str = "") -> SafeString:
    """The component c-meter: above the maximum it turns red and says so.

    With an address the numbers open what they are.
    """
    is_over = value > maximum
    words = gettext("%(value)s of %(maximum)s") % {
        "value": wording.number(value),
        "maximum": wording.number(maximum),
    }
    if address:
        words = format_html(DOOR, address, words)
    if is_over:
        words = format_html("{} · {}", words, gettext("above the maximum"))
    width = 100 if is_over or not maximum else round(value / maximum * 100)
    return format_html(DRAWN, over=" over" if is_over else "", width=width, words=words)


def share(percent: wording.Number) -> SafeString:
    """A share of a hundred, told in percent."""
    width = min(round(percent), 100)
    return format_html(DRAWN, over="", width=width, words=wording.percent(percent))
