"""Numbers and percents as each language writes them."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

from babel import Locale
from babel.numbers import format_decimal

SPACE = "\u00a0"  # keeps a number and its word on one line
MINUS = "\u2212"

FINEST = 3
"""As many decimals as a share takes to be told apart from nothing and from all."""
WHOLES = (0, 100)

Value = int | Decimal | Fraction


@lru_cache
def locale_of(language: str) -> Locale:
    """The Babel locale of one of our languages."""
    return Locale.parse(language)


def point_of(language: str) -> str:
    """What stands before decimals."""
    return str(locale_of(language).number_symbols["latn"]["decimal"])


def exact(value: Value) -> Decimal:
    """The value as a decimal; a fraction to more digits than anybody prints."""
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    return Decimal(value)


def rounded(value: Value, decimals: int) -> Decimal:
    """The value rounded half up, away from zero, as authorities round."""
    step = Decimal(1).scaleb(-decimals)
    if isinstance(value, Fraction):
        doubled = abs(value) * 2 * 10**decimals
        whole = (doubled.numerator + doubled.denominator) // (2 * doubled.denominator)
        return (Decimal(whole) * step).copy_sign(Decimal(-1 if value < 0 else 1))
    return Decimal(value).quantize(step, rounding=ROUND_HALF_UP)


def rounded_share(value: Value, decimals: int) -> Decimal:
    """A share of a hundred rounded half up, but to nothing or all only where it is exactly that.

    One that is not takes more decimals; where even the finest would not do, it is the last of
    them before nothing or all: 489 of 490 is 99.8, all but one of a million 99.999.
    """
    found = rounded(value, decimals)
    if value in WHOLES or found not in WHOLES:
        return found
    for finer in range(decimals + 1, FINEST + 1):
        found = rounded(value, finer)
        if found not in WHOLES:
            return found
    step = Decimal(1).scaleb(-max(decimals, FINEST))
    return found - step if value < found else found + step


def plain(value: Value) -> Decimal:
    """The value without trailing zeros: 3.50 is 3.5 and 100.0 is 100."""
    number = exact(value)
    whole = number.to_integral_value()
    return whole if number == whole else number.normalize()


@lru_cache(maxsize=8192)
def number(value: Value, language: str, *, decimals: int | None = None) -> str:
    """A number as the language writes it: 3 770, 0,5; `decimals` keeps that many digits."""
    chosen = plain(value) if decimals is None else rounded(value, decimals)
    digits = max(0, -int(chosen.as_tuple().exponent))
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    text = format_decimal(abs(chosen), format=pattern, locale=locale_of(language))
    # 0.4 rounded to no decimals is nothing, not "minus nothing".
    return MINUS + text if chosen < 0 else text


def signed(value: Value, language: str, *, decimals: int | None = None) -> str:
    """A change for a table: +61, −538, 0."""
    return ("+" if value > 0 else "") + number(value, language, decimals=decimals)


def share(value: Value, language: str, *, decimals: int = 1) -> str:
    """A share of a hundred without its sign; never 0 or 100 unless it is: 99,8, >99,999, <0,001."""
    found = rounded_share(value, decimals)
    text = number(plain(found), language)
    if value in WHOLES or rounded(value, max(decimals, FINEST)) not in WHOLES:
        return text
    return f"{'>' if value > found else '<'}{text}"


def percent(value: Value, language: str, *, decimals: int = 1) -> str:
    """A percent as the language writes it: 48,4 % in Latvian and Russian, 48.4% in English."""
    text = share(value, language, decimals=decimals)
    return f"{text}%" if language == "en" else f"{text}{SPACE}%"
