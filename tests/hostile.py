"""Broken and hostile files, made from a seed: what must be refused by name, whatever the door."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from tests.factories import attaching

MEGABYTE = 1024 * 1024
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SENT = "http://schemas.openxmlformats.org/package/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8"?>'
CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'
KINDS = ("xlsx", "csv", "zip", "picture", "pdf")


@dataclass(frozen=True)
class Hostile:
    """A file that means no good: what it is called in a report, and as what it is sent."""

    title: str
    name: str
    content: bytes


def workbook(
    cells: str | bytes = CELL,
    *,
    sheet: str = "survey",
    shared: str = "",
    head: str = "",
    **more: bytes,
) -> bytes:
    """A workbook of one sheet, written by hand."""
    body = cells if isinstance(cells, bytes) else worksheet(cells, head=head)
    parts = {
        "[Content_Types].xml": f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'{XML}<Relationships xmlns="{SENT}"><Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        f'<sheet name="{sheet}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{XML}<Relationships xmlns="{SENT}"><Relationship Id="rId1"'
        f' Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
        f'Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": body,
    }
    if shared:
        parts["xl/sharedStrings.xml"] = f'{XML}<sst xmlns="{MAIN}">{shared}</sst>'
    return packed(parts | more)


def worksheet(cells: str, *, head: str = "") -> bytes:
    """The XML of a sheet."""
    return (
        f'{XML}{head}<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'.encode()
    )


def packed(parts: "dict[str, str | bytes]") -> bytes:
    """An archive of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


FAR = {
    "double": '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "single": "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
    "spaced": '<row r = "1048576"><c r = \n"XFD1048576"><v>1</v></c></row>',
    "behind others": '<row><c s="1" t="n" r="XFD1048576"><v>1</v></c></row>',
    "small letters": '<row><c r="xfd1048576"><v>1</v></c></row>',
    "entity": '<row><c r="&#88;FD1048576"><v>1</v></c></row>',
    "down only": "<row><c r='A1048576'><v>1</v></c></row>",
    "right only": "<row><c r='XFD1'><v>1</v></c></row>",
    "within limits, too many": "<row r='499999'><c r='GA499999'><v>1</v></c></row>",
    "beyond all": '<row r="99999999999"><c r="ZZZZZZ99999999999"><v>1</v></c></row>',
}
"""One cell far away, as XML lets it be written."""


@cache
def killers() -> tuple[Hostile, ...]:
    """What has ended servers, and its relatives."""
    return tuple(_killers())


def _killers() -> Iterator[Hostile]:
    for way, far in FAR.items():
        for sheet in ("survey", "sites"):
            both = workbook(CELL + far, sheet=sheet)
            yield Hostile(f"far cell, {way}, {sheet}", "far.xlsx", both)
        yield Hostile(f"far cell alone, {way}", "alone.xlsx", workbook(far))
    prefixed = f'{XML}<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{{}}</x:sheetData></x:worksheet>'
    prefixed = prefixed.format((CELL + FAR["single"]).replace("<", "<x:").replace("<x:/", "</x:"))
    yield Hostile("far cell, prefixed", "far.xlsx", workbook(prefixed.encode()))
    wide = worksheet(CELL + FAR["double"]).decode().replace("UTF-8", "UTF-16").encode("utf-16")
    yield Hostile("far cell, UTF-16", "far.xlsx", workbook(wide))
    lie = worksheet(CELL).replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
    yield Hostile("lie of the dimension", "lie.xlsx", workbook(lie))
    yield from _of_xml()
    yield from _of_archives()
    yield from _of_text()
    yield from _of_pictures()
    yield from _of_documents()


def _of_xml() -> Iterator[Hostile]:
    long = f"<si><t>{'x' * MEGABYTE}</t></si>"
    rows = "".join(
        f'<row r="{row}">' + '<c t="s"><v>0</v></c>' * 50 + "</row>" for row in range(1, 100)
    )
    yield Hostile("shared strings", "shared.xlsx", workbook(rows, shared=long))
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]>'
    say = '<row r="1"><c r="A1" t="inlineStr"><is><t>&a11;</t></is></c></row>'
    yield Hostile("entities", "laughs.xlsx", workbook(say, head=head))
    outside = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    yield Hostile("entity outside", "e.xlsx", workbook(say.replace("a11", "e"), head=outside))
    yield Hostile("deep XML", "deep.xlsx", workbook("<row>" * 200_000))
    yield Hostile(
        "deep list of sheets", "deep.xlsx", workbook(**{"xl/workbook.xml": b"<a>" * 90_000})
    )
    signs = '<row r="1"><c r="A1" t="inlineStr"><is><t>a&#0;b&#xD800;</t></is></c></row>'
    yield Hostile("signs that no XML has", "signs.xlsx", workbook(signs))
    nul = '<row r="1"><c r="A1" t="inlineStr"><is><t>type_x0000_</t></is></c></row>'
    yield Hostile("NUL in a cell", "nul.xlsx", workbook(nul))
    bell = '<row r="1"><c r="A1" t="str"><v>a\x07b</v></c></row>'
    yield Hostile("control sign in a cell", "bell.xlsx", workbook(bell))
    odd = '<row r="1"><c r="A1"><v>1e999999</v></c><c r="B1" t="d"><v>9999999-99-99</v></c></row>'
    yield Hostile("numbers that are none", "odd.xlsx", workbook(odd))
    yield Hostile(
        "index beyond", "index.xlsx", workbook('<row r="1"><c t="s"><v>999</v></c></row>')
    )
    merged = worksheet(CELL).replace(
        b"</worksheet>", b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    )
    yield Hostile("all merged", "merged.xlsx", workbook(merged))
    unclosed = worksheet("<row " * 300_000)
    yield Hostile("tags never closed", "open.xlsx", workbook(unclosed))
    link = '<Relationship Id="rId1" Target="../../../etc"/>'
    away = f'{XML}<Relationships xmlns="{SENT}">{link}</Relationships>'
    yield Hostile(
        "sheet elsewhere", "away.xlsx", workbook(**{"xl/_rels/workbook.xml.rels": away.encode()})
    )


def _of_archives() -> Iterator[Hostile]:
    zeros = packed(
        {"manifest.csv": b"\0" * (200 * MEGABYTE), "users.csv": b"\0" * (200 * MEGABYTE)}
    )
    sound = workbook()
    yield Hostile("zip bomb", "bomb.zip", zeros)
    yield Hostile("zip bomb as a workbook", "bomb.xlsx", zeros)
    bomb = workbook(b"<worksheet>" + b" " * (300 * MEGABYTE))
    yield Hostile("sheet that unpacks to much", "bomb.xlsx", bomb)
    nested = packed({"manifest.csv": b"a"})
    for _depth in range(20):
        nested = packed({"manifest.csv": nested, "inner.zip": nested})
    yield Hostile("zips in zips", "nested.zip", nested)
    for path in ("../../manifest.csv", "/etc/manifest.csv", "..\\manifest.csv", "C:\\manifest.csv"):
        yield Hostile(f"member {path}", "paths.zip", packed({path: b"a", "manifest.csv": b"a"}))
    yield Hostile("workbook with a path", "path.xlsx", workbook(**{"../../evil.xml": b"a"}))
    yield Hostile("size that lies", "lies.xlsx", _lying(sound))
    yield Hostile("size that lies", "lies.zip", _lying(packed({"manifest.csv": b"a" * 9999})))
    yield Hostile("password", "locked.zip", _flagged(packed({"manifest.csv": b"a"})))
    yield Hostile("cut off", "cut.xlsx", sound[: len(sound) // 2])
    yield Hostile("its end only", "end.zip", sound[len(sound) // 2 :])
    yield Hostile("nothing in it", "nothing.zip", packed({}))
    yield Hostile("nothing in it", "nothing.xlsx", packed({}))
    yield Hostile("many members", "many.zip", packed({f"{n}.csv": b"" for n in range(20_000)}))
    yield Hostile("signature only", "sign.xlsx", b"PK\x03\x04")
    yield Hostile("old workbook", "old.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 999)
    manifest = "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\n"
    bulk = manifest + "file.users,bulk\nfile.orgs,bulk\n"
    quoted = 'sourcedId,status\n"' + "a,\n" * 99_999
    yield Hostile(
        "quotes never closed", "q.zip", packed({"manifest.csv": bulk, "users.csv": quoted})
    )
    wide = ",".join(f"c{n}" for n in range(99_999))
    yield Hostile("wide table", "w.zip", packed({"manifest.csv": bulk, "users.csv": wide + "\n"}))
    nul = b"sourcedId\n\0\xff\xfe"
    yield Hostile(
        "bytes that are no text", "n.zip", packed({"manifest.csv": bulk, "users.csv": nul})
    )


def _lying(archive: bytes) -> bytes:
    """The same, whose members say that they unpack to a few bytes."""
    changed, place = bytearray(archive), archive.find(b"PK\x01\x02")
    while place >= 0:
        struct.pack_into("<I", changed, place + 24, 3)
        place = archive.find(b"PK\x01\x02", place + 4)
    return bytes(changed)


def _flagged(archive: bytes) -> bytes:
    changed = bytearray(archive)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        changed[archive.index(mark) + at] |= 1
    return bytes(changed)


def _of_text() -> Iterator[Hostile]:
    header = b"institution,name,address\n"
    texts = {
        "empty": b"",
        "mark only": b"\xef\xbb\xbf",
        "zero bytes": header + b"a\0b,c,d\n",
        "quotes never closed": header + b'"a,b\n' * 99_999,
        "one quotation mark": header + b'"' + b"a" * (2 * MEGABYTE),
        "no UTF-8": header + b"\xc3\x28,\xff\xfe,\x80\n",
        "surrogates": header + b"\xed\xa0\x80,\xed\xbf\xbf,c\n",
        "half of UTF-16": b"\xff\xfe" + header.decode().encode("utf-16-le") + b"\x00",
        "lone surrogate in UTF-16": b"\xff\xfe" + b"\x00\xd8" * 9,
        "UTF-32": header.decode().encode("utf-32"),
        "very wide": b",".join(b"c%d" % n for n in range(99_999)) + b"\n",
        "very long cell": header + b"a" * (2 * MEGABYTE - 99) + b",b,c\n",
        "only commas": b"," * MEGABYTE,
        "only lines": b"\n" * MEGABYTE,
        "only carriages": header.replace(b"\n", b"\r") + b"a,b,c\r" * 9999,
        "ragged": header + b"a\na,b,c,d,e\n" * 9999,
        "formulas": header + b"=cmd|'/c calc'!A1,@SUM(A1),+1\n",
        "separator that is none": b'sep="\n' + header,
        "control signs": header + b"a\x07,b\x1b[2J,c\x7f\n",
        "a workbook": workbook(),
        "a picture": attaching.picture(),
    }
    for title, text in texts.items():
        yield Hostile(title, "table.csv", text)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))


def png(width: int, height: int, data: bytes = b"", *more: bytes) -> bytes:
    """A picture that says how large it is, and holds what it is given."""
    head = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [
        _chunk(b"IHDR", head),
        *more,
        _chunk(b"IDAT", zlib.compress(data)),
        _chunk(b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _of_pictures() -> Iterator[Hostile]:
    zeros = b"\0" * (7200 * 3 + 1) * 7200
    text = b"Comment\0\0" + zlib.compress(b"x" * (99 * MEGABYTE))
    jpeg = attaching.picture(form="JPEG")
    pictures = {
        "huge by its word": png(2**31 - 1, 2**31 - 1),
        "bomb of points": png(7200, 7200, zeros),
        "more than may be": png(50_000, 50_000, b"\0" * MEGABYTE),
        "bomb of text": png(9, 9, b"\0" * 300, _chunk(b"zTXt", text)),
        "no points": png(0, 0),
        "JPEG cut off": jpeg[: len(jpeg) // 2],
        "JPEG begun": b"\xff\xd8\xff\xe0" * 999,
        "JPEG huge by its word": jpeg.replace(b"\x00\x1e\x00\x28", b"\xff\xff\xff\xff", 1),
        "another kind": attaching.picture(form="GIF"),
        "drawing": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        "PostScript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 99 99\n(id) run\n",
        "WebP broken": b"RIFF\xff\xff\xff\x7fWEBPVP8X" + b"\xff" * 99,
        "nothing": b"",
        "a script": b"#!/bin/sh\nexit\n",
    }
    for title, picture in pictures.items():
        yield Hostile(title, "photo.jpg", picture)


def _of_documents() -> Iterator[Hostile]:
    documents = {
        "no PDF": b"<html><script>alert(1)</script></html>",
        "begun only": b"%PDF-1.7\n" + b"a" * 9999,
        "cut off": attaching.PDF[:20],
        "ended only": b"a" * 99 + b"%%EOF",
        "zeros": b"\0" * 9999,
    }
    for title, document in documents.items():
        yield Hostile(title, "document.pdf", document)


def spoiled(seed: int, count: int) -> Iterator[Hostile]:
    """As many files, each one of ours with something done to it; a seed gives the same again."""
    chance = random.Random(seed)
    sound = [
        Hostile("workbook", "form.xlsx", workbook()),
        Hostile("list", "people.csv", b"Name and surname;E-mail address;Role here;Place\n" * 3),
        Hostile("sites", "sites.csv", "institution,name,address\nzīle,A,Iela 1\n".encode() * 20),
        Hostile(
            "set", "set.zip", packed({"manifest.csv": "propertyName,value\n" * 9, "a.csv": "b"})
        ),
        Hostile("photo", "photo.jpg", attaching.photo_with_place()),
        Hostile("drawing", "photo.png", attaching.picture()),
        Hostile("act", "act.pdf", attaching.PDF),
        *(one for one in killers() if len(one.content) < MEGABYTE),
    ]
    for number in range(count):
        base = chance.choice(sound)
        content, done = base.content, []
        for _time in range(chance.randint(1, 4)):
            way = chance.choice(WAYS)
            content = way(chance, content)
            done.append(way.__name__.strip("_"))
        title = f"{number}: {base.title}, {', '.join(done)}"
        yield Hostile(
            title, chance.choice((base.name, base.name, _renamed(chance, base.name))), content
        )


def _renamed(chance: random.Random, name: str) -> str:
    ends = (".xlsx", ".csv", ".zip", ".txt", ".tsv", ".jpg", ".pdf", "", ".XLSX")
    stems = ("a", "../../etc/passwd", "ā" * 120, "a\nb", "con", " ", ".", "x;rm -rf", "\u202ecod")
    return chance.choice(stems) + chance.choice(ends) or name


def _flipped(chance: random.Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _time in range(min(len(changed), chance.choice((1, 3, 30)))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(chance: random.Random, content: bytes) -> bytes:
    return content[: chance.randint(0, len(content))]


def _filled(chance: random.Random, content: bytes) -> bytes:
    place = chance.randint(0, len(content))
    filling = chance.choice(
        (b"\0", b'"', b"\xff", b",", b"\n", b"<", b"PK\x03\x04", b"\xed\xa0\x80")
    )
    return content[:place] + filling * chance.choice((1, 9, 9999)) + content[place:]


def _doubled(chance: random.Random, content: bytes) -> bytes:
    begin, end = sorted((chance.randint(0, len(content)), chance.randint(0, len(content))))
    return content[:end] + content[begin:end] * chance.choice((1, 20)) + content[end:]


def _swapped(chance: random.Random, content: bytes) -> bytes:
    half = chance.randint(0, len(content))
    return content[half:] + content[:half]


def _repacked(chance: random.Random, content: bytes) -> bytes:
    """A workbook one of whose parts is spoiled, and whose archive is sound."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()[:50]}
    except Exception:
        return content
    if not parts or sum(map(len, parts.values())) > 4 * MEGABYTE:
        return content
    name = chance.choice(list(parts))
    parts[name] = chance.choice((_flipped, _cut, _filled, _doubled))(chance, parts[name])
    return packed(dict(parts))


WAYS: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    _flipped,
    _cut,
    _filled,
    _doubled,
    _swapped,
    _repacked,
    _repacked,
)
