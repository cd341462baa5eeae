"""Pages as tests read them: without the white space that nobody sees."""

import re

KEPT = re.compile(r"(<(?:pre|textarea|script)\b.*?</(?:pre|textarea|script)>)", re.DOTALL)
LINES = re.compile(r"\s*\n\s*")
TAG = re.compile(r"<[a-z](?:[^>\"]|\"[^\"]*\")*>")
BLOCKS = (
    "article aside body button caption col colgroup dd details div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 head header html label legend li link main meta nav ol"
    " optgroup option p section select summary table tbody td tfoot th thead title tr ul"
)
BLOCK = re.compile(rf"\s*(</?(?:{BLOCKS.replace(' ', '|')})\b(?:[^>\"]|\"[^\"]*\")*>)\s*")


def tight(page: str) -> str:
    """The page without lines, white space beside blocks, and more than one space inside of tags."""
    parts = KEPT.split(page)
    parts[::2] = [LINES.sub(" ", part) for part in parts[::2]]
    page = TAG.sub(lambda tag: " ".join(tag[0].split()).replace(" >", ">"), "".join(parts))
    return BLOCK.sub(r"\1", page)
