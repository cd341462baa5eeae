"""Bytes of a text file to UTF-8, as Excel in Latvia writes them."""

import re

from django.utils.translation import gettext as _

from gaisma.base.apart import UnableToRead
from gaisma.base.reading.files import OLD_EXCEL_SIGNATURE, ZIP_SIGNATURE

UTF_8_MARK = b"\xef\xbb\xbf"
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
MANY_BYTES_LETTER = re.compile(rb"[\xc3-\xc5\xd0\xd1][\x80-\xbf]|\xe2\x80[\x90-\xa6]")
# Baltic and Polish words never hold four accented letters in a row; Cyrillic read as Baltic does.
WRONG_ALPHABET = re.compile("[À-ÖØ-öø-ž]{4}")
CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f¤¬±\u02d9]")


def utf_8(data: bytes, notes: list[str]) -> bytes:
    """The text as UTF-8 without a mark; habits that were met are added to the notes.

    Raises UnableToRead with the row at which the bytes stop making sense.
    """
    _refuse_workbook(data)
    if data.startswith(UTF_16_MARKS):
        return _from_utf_16(data, notes)
    if data.startswith(UTF_8_MARK):
        notes.append(_("The file begins with a byte-order mark; it was left out."))
        data = data.removeprefix(UTF_8_MARK)
    _refuse_nul(data)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _from_windows_1257(data, error.start, notes)
    return data


def _refuse_workbook(data: bytes) -> None:
    if data.startswith((ZIP_SIGNATURE, OLD_EXCEL_SIGNATURE)):
        raise UnableToRead(
            _("This is an Excel workbook under the name of a text file: name it .xlsx.")
        )


def _refuse_nul(data: bytes) -> None:
    at = data.find(b"\0")
    if at >= 0:
        raise UnableToRead(
            _("The file holds zero bytes, so it is damaged or no text: save it again as CSV."),
            row=_row_of(data, at),
        )


def _from_utf_16(data: bytes, notes: list[str]) -> bytes:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise _unreadable(None) from error
    notes.append(_("The file is in UTF-16 (Excel's “Unicode text”); it was read so."))
    encoded = text.encode("utf-8")
    _refuse_nul(encoded)
    return encoded


def _from_windows_1257(data: bytes, first_bad: int, notes: list[str]) -> bytes:
    row = _row_of(data, first_bad)
    if MANY_BYTES_LETTER.search(data):
        raise _unreadable(row)  # UTF-8 with a damaged place
    try:
        text = data.decode("cp1257")
    except UnicodeDecodeError as error:
        raise _unreadable(_row_of(data, error.start)) from error
    strange = WRONG_ALPHABET.search(text) or CONTROL.search(text)
    if strange:
        raise _unreadable(text.count("\n", 0, strange.start()) + 1)
    notes.append(_("The file is in windows-1257, the older Baltic encoding; it was read so."))
    return text.encode("utf-8")


def _unreadable(row: int | None) -> UnableToRead:
    message = _(
        "Here are bytes that are text neither in UTF-8 nor in windows-1257: "
        "save the file as “CSV UTF-8”."
    )
    return UnableToRead(message, row=row)


def _row_of(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1
