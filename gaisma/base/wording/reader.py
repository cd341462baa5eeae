"""The same for a page: in the reader's language, and a dash where there is nothing."""

from datetime import date, datetime
from decimal import Decimal

from babel.dates import format_date
from django.utils import timezone
from django.utils.translation import get_language, gettext

from gaisma.base.wording import dates, numbers, school_years

DASH = "\N{EN DASH}"

CERTAIN = 9
"""Decimals of a share that a machine's fractions do not disturb."""

Number = int | float | Decimal


def language() -> str:
    """The reader's language, two letters."""
    return (get_language() or "lv")[:2]


def number(value: Number | None, *, decimals: int | None = None) -> str:
    """The number: 3 770 and 6,88 in Latvian and Russian, 3,770 and 6.88 in English."""
    if value is None:
        return DASH
    return numbers.number(Decimal(str(value)), language(), decimals=decimals)


def percent(value: Number | None, *, decimals: int = 0) -> str:
    """A share of a hundred with its sign, set apart as the language asks."""
    if value is None:
        return DASH
    return numbers.percent(_counted(value), language(), decimals=decimals)


def share(value: Number | None, *, decimals: int = 0) -> str:
    """A share of a hundred where the sign stands already, as in the heading of a column."""
    if value is None:
        return DASH
    return numbers.share(_counted(value), language(), decimals=decimals)


def signed(value: Number, *, decimals: int | None = None) -> str:
    """A change: +61, −5,3, 0."""
    return numbers.signed(Decimal(str(value)), language(), decimals=decimals)


def interval(low: float, high: float, *, decimals: int = 0) -> str:
    """From where to where chance alone may have carried a number: 3,1–4,5."""
    return DASH.join(
        number(Decimal(f"{end:.{decimals}f}"), decimals=decimals) for end in (low, high)
    )


def _counted(value: Number) -> Decimal:
    """The share as it was before a machine's fractions: 0.1 and 0.2 and 0.7 together are all."""
    return Decimal(str(round(value, CERTAIN) if isinstance(value, float) else value))


def day(value: date | None) -> str:
    """A day: 20.08.2024. in Latvian, 20.08.2024 in Russian, 20 August 2024 in English."""
    if value is None:
        return DASH
    if language() == "en":
        return format_date(value, "d MMMM yyyy", locale=numbers.locale_of("en"))
    return dates.short_day(value, language())


def period(first: date, last: date | None) -> str:
    """From a day until another, or since a day."""
    if last is None:
        return gettext("from %(day)s") % {"day": day(first)}
    dash = f" {DASH} " if language() == "en" else DASH
    return f"{day(first)}{dash}{day(last)}"


def moment(value: datetime | None) -> str:
    """A day and the minute, in the installation's time zone."""
    if value is None:
        return DASH
    local = timezone.localtime(value)
    return f"{day(local.date())} {local:%H:%M}"


def school_year(name: str) -> str:
    """2024/2025 as it is printed: 2024./2025. in Latvian."""
    return school_years.short(name, language()) if "/" in name else name


def term(year: str, number: int) -> str:
    """A term of a school year: 2024./2025., 1. semestris in Latvian."""
    return gettext("%(year)s, term %(number)s") % {"year": school_year(year), "number": number}
