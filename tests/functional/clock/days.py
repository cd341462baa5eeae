"""Where pages and files of any form tell a day that they must not know."""

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, date, datetime

MACHINES = datetime(2031, 3, 17, 8, 40, tzinfo=UTC)
"""The machine's moment during the walk: of a day that stands nowhere in the demo."""
FIRST_OF_SHEETS = date(1899, 12, 30)
"""Spreadsheets count days from it."""
AROUND = 60
MONTHS = {
    1: ("janvār", "January|Jan", "январ"), 2: ("februār", "February|Feb", "феврал"),
    3: ("mart", "March|Mar", "март"), 4: ("aprīl", "April|Apr", "апрел"),
    5: ("maij", "May", "ма"), 6: ("jūnij", "June|Jun", "июн"),
    7: ("jūlij", "July|Jul", "июл"), 8: ("august", "August|Aug", "август"),
    9: ("septembr", "September|Sep", "сентябр"), 10: ("oktobr", "October|Oct", "октябр"),
    11: ("novembr", "November|Nov", "ноябр"), 12: ("decembr", "December|Dec", "декабр"),
}  # fmt: skip


def written(day: date) -> str:
    """What finds the day in any of its written forms: in figures, in words, for machines."""
    month = rf"(?:{'|'.join(MONTHS[day.month])})\w*"
    d, m, y = rf"0?{day.day}", rf"0?{day.month}", str(day.year)
    forms = (
        rf"{y}-{day:%m}-{day:%d}",
        rf"{day:%Y%m%d}",
        rf"\b{d}[./]\s?{m}[./]\s?{y}",
        rf"\b{d}\.?\s{month},?\s{y}",
        rf"\b{y}\.?\s?(?:gada\s)?{d}\.\s?{month}",
        rf"\b{month}\s{d},\s{y}",
        rf"<v>{(day - FIRST_OF_SHEETS).days}(?:\.\d+)?</v>",
    )
    return "|".join(forms)


def found(content: bytes, type_: str) -> Iterator[str]:
    """Where the content tells the machine's day, with some words around it."""
    for text in texts(content, type_):
        for one in FORMS.finditer(text):
            yield " ".join(text[max(0, one.start() - AROUND) : one.end() + AROUND].split())


def texts(content: bytes, type_: str) -> Iterator[str]:
    """What can be read of it: a page's text, the parts of an office file, what a PDF says."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            for name in file.namelist():
                yield from texts(file.read(name), name)
    elif content.startswith(b"%PDF"):
        yield content.decode("latin-1")
        for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.S):
            try:
                yield zlib.decompress(stream).decode("latin-1")
            except zlib.error:
                continue
    elif not content.startswith((b"\x89PNG", b"\xff\xd8")):
        text = content.decode("utf-8", errors="replace")
        yield html.unescape(text).replace("\u00a0", " ").replace("\u202f", " ")


# Files bear the system's own moment. A day alone may stand in the demo; with a minute it does not.
FORMS = re.compile(
    rf"{written(MACHINES.date())}|(?:{written(datetime.now(tz=UTC).date())})\.?[ T]\d\d:\d\d", re.I
)
