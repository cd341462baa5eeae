"""What professional development is about, told from the words in which its topic is written."""

from gaisma.analytics.vocabulary import folded
from gaisma.analytics.work_terms import TRAINING_TOPICS

STEMS = (
    (
        "child_protection",
        ("bērnu tiesīb", "bērna tiesīb", "child protection", "прав ребён"),
    ),
    ("inclusive_education", ("iekļauj", "inclusive", "инклюзив")),
    ("digital_skills", ("digitāl", "digital", "цифров")),
    ("state_language", ("latviešu valod", "valsts valod", "latvian", "латышск", "государственн")),
    ("content_of_learning", ("mācību satur", "kompetenč", "content", "содержани", "компетенц")),
    ("cooperation", ("saskarsm", "sadarbīb", "mediācij", "cooperation", "общени", "сотруднич")),
)
"""By topic the beginnings of words that tell it; the first that fits is taken."""
OTHER = "other"


def topic_of(words: str) -> str:
    """The topic that the words name."""
    said = folded(words)
    known = {said: code for code in TRAINING_TOPICS.codes for said in _terms(code)}
    if said in known:
        return known[said]
    found = (code for code, stems in STEMS if any(stem in said for stem in stems))
    return next(found, OTHER)


def _terms(code: str) -> tuple[str, ...]:
    return tuple(folded(TRAINING_TOPICS.title(code, language)) for language in ("lv", "en", "ru"))
