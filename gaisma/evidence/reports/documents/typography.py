"""The typography of all documents: marks and spaces as their language sets them.

What people and other programs wrote comes with straight quotation marks, hyphens and spaces where
lines must not break. Every text that is printed passes here, whichever document it stands in.
"""

import re
from functools import partial

MARKS = {"lv": ("„", "”"), "ru": ("«", "»"), "en": ("“", "”")}
QUOTED = re.compile('[“„«"]([^“”„«»"]+)[”“»"]')


def quoted(name: str, language: str) -> str:
    """The name with the marks of the language, whichever it is kept with."""
    opening, closing = MARKS[language]
    return QUOTED.sub(rf"{opening}\1{closing}", name)


SPACE = "\u00a0"
JOINER = "\u2060"
"""Where no line may end, though nothing stands there."""

TAG = re.compile(r"(<[^>]*>)")
NAME = re.compile(r"</?([a-z0-9]+)")
INLINE = {"a", "span", "strong", "em", "b", "i", "code", "sup", "sub"}
VERBATIM = {"code", "style", "script"}
UNTOUCHED = {*VERBATIM, "pre", "svg"}
"""White space in these stays as it was written."""
BLANKS = re.compile(r"[ \t\r\n]+")
SPOKEN = re.compile(r'( (?:alt|aria-label)=")([^"]*)(")')
ENTITIES = {"&quot;": '"', "&#x27;": "'", "&#39;": "'"}

QUOTE = re.compile('["“„«”»]')
ONLY_OPENS, ONLY_CLOSES = "„«", "”»"
BEFORE_A_QUOTE = re.compile(r"[\s(\[{/–—-]")
APOSTROPHE = re.compile("['’‘]")

NUMBER_SIGN = re.compile(r"(?:Nr\.|No\.|№)\s*[\w./-]*$")
RANGE = re.compile(r"(?<![\w./–-])(\d{1,4}\.?)\s?[-–]\s?(\d{1,4}\.?)(?![\w/–-]|\.\w)")
DASH = re.compile(r"(?<=\S)[ \u00a0]+(?:-{1,3}|–|—)(?=[ \u00a0]+\S)")
LONG_DASH = re.compile(r"\s*—\s*|(?<=\S)--+(?=\S)")

LETTER = "a-zāčēģīķļņšūžа-яё"
JOINED = re.compile(
    rf"(?<=\d)[ ](?=(?:[{LETTER}]{{1,12}}\b|%|€|°))"  # 226 bērni, 5 %
    rf"|(?<=\d\.)[ ](?=[{LETTER}])"  # 3. klase, 2024. gada
    r"|(?:(?<=Nr\.)|(?<=No\.)|(?<=№))[ ](?=\S)"
    r"|(?<=\d)[ ](?=\d{3}(?!\d))"  # 3 770
    r"|(?<=\b[A-ZĀČĒĢĪĶĻŅŠŪŽА-Я]\.)[ ](?=[A-ZĀČĒĢĪĶĻŅŠŪŽА-Я])"  # A. Bērziņa
    r"|(?<=[A-ZĀČĒĢĪĶĻŅŠŪŽ]{2})[ ](?=[„«“])"  # PII „Zīle”
    r"|(?<=\d)[ ](?=(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\b)"
)


def plain(text: str, language: str, *, before: str = "") -> str:
    """A text as the language sets it; `before` is the letter that stands before it."""
    text = _marked(text, language, before)
    text = LONG_DASH.sub(" – ", text)
    text = RANGE.sub(_range, text)
    text = DASH.sub(f"{SPACE}–", text)
    if before.isdecimal() and text.startswith(" ") and text[1:2].islower():
        text = SPACE + text[1:]
    return JOINED.sub(SPACE, text)


def drawn(svg: str, language: str) -> str:
    """A picture's words with the marks of the language; its lines break where they were drawn."""
    parts = TAG.split(svg)
    parts[::2] = [plain(_unescaped(part), language).replace(JOINER, "") for part in parts[::2]]
    return "".join(_within(part, language).replace(JOINER, "") for part in parts)


def page(html: str, language: str) -> str:
    """The texts of a page, those of its alternatives too, but for what is written as it is."""
    written, verbatim, before = [], 0, ""
    for part in _collapsed(html):
        if not part.startswith("<"):
            if not verbatim:
                part = plain(_unescaped(part), language, before=before)
            before = part[-1:] or before
        else:
            name = _name(part)
            if name in VERBATIM:
                verbatim += -1 if part.startswith("</") else 1
            if name not in INLINE:
                before = ""
            part = _within(part, language)
        written.append(part)
    return "".join(written)


def tight(html: str) -> str:
    """The same without the lines and indents in which templates are written."""
    return "".join(_collapsed(html))


def _collapsed(html: str) -> list[str]:
    """Texts and tags in turn."""
    parts, untouched = TAG.split(html), 0
    for place in range(1, len(parts), 2):
        name = _name(parts[place])
        if name in UNTOUCHED:
            untouched += -1 if parts[place].startswith("</") else 1
        if untouched:
            continue
        parts[place] = BLANKS.sub(" ", parts[place]).replace(" >", ">")
        parts[place + 1] = BLANKS.sub(" ", parts[place + 1])
        if name not in INLINE:
            parts[place + 1] = parts[place + 1].lstrip(" ")
        if place + 2 < len(parts) and _name(parts[place + 2]) not in INLINE:
            parts[place + 1] = parts[place + 1].rstrip(" ")
    return parts


def _name(tag: str) -> str:
    found = NAME.match(tag)
    return found[1] if found else ""


def _within(tag: str, language: str) -> str:
    """A tag, with what of it is spoken."""
    if not tag.startswith("<"):
        return tag
    return SPOKEN.sub(
        lambda found: found[1] + plain(_unescaped(found[2]), language) + found[3], tag
    )


def _unescaped(text: str) -> str:
    for entity, mark in ENTITIES.items():
        text = text.replace(entity, mark)
    return text


def _marked(text: str, language: str, before: str) -> str:
    text = QUOTE.sub(partial(_quote, MARKS[language], before), text)
    return APOSTROPHE.sub(partial(_apostrophe, before), text)


def _quote(marks: tuple[str, str], before: str, found: re.Match[str]) -> str:
    opening, closing = marks
    if found[0] in ONLY_OPENS:
        return opening
    if found[0] in ONLY_CLOSES:
        return closing
    return opening if _opens(found, before) else closing


def _apostrophe(before: str, found: re.Match[str]) -> str:
    return "‘" if _opens(found, before) else "’"


def _opens(found: re.Match[str], before: str) -> bool:
    """Whether a mark that may be either begins what it marks."""
    previous = found.string[found.start() - 1] if found.start() else before
    return not previous or previous in MARKS_THAT_OPEN or bool(BEFORE_A_QUOTE.match(previous))


MARKS_THAT_OPEN = {opening for opening, _closing in MARKS.values()}


def _range(found: re.Match[str]) -> str:
    """Numbers from and to: 3.–4. klase, 2023–2024; a decision's number stays as it was given."""
    if NUMBER_SIGN.search(found.string[: found.start()]):
        return found[0]
    return f"{found[1]}{JOINER}–{JOINER}{found[2]}"
