"""The closed lists of this room, as message ids."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_noop


@dataclass(frozen=True)
class Chapter:
    """A chapter that stands before or after the areas: its title and what belongs there."""

    title: str
    hint: str
    is_before: bool = True


CHAPTERS: Mapping[str, Chapter] = {
    "profile": Chapter(
        gettext_noop("The institution"),
        gettext_noop("Programmes, learners, staff, what makes the institution what it is."),
    ),
    "projects": Chapter(
        gettext_noop("Projects and cooperation"),
        gettext_noop("National and international projects, partners, what they brought."),
    ),
    "priorities": Chapter(
        gettext_noop("Priorities and their results"),
        gettext_noop("What the institution set out to do in the year, and what came of it."),
    ),
    "recommendations": Chapter(
        gettext_noop("How the last recommendations were met"),
        gettext_noop("Of the last evaluation from outside: each recommendation and what was done."),
    ),
    "achievements": Chapter(
        gettext_noop("Special achievements"),
        gettext_noop("What the institution is proud of and wants others to know."),
        is_before=False,
    ),
    "development": Chapter(
        gettext_noop("Further development"),
        gettext_noop("The priorities that follow from the evaluation, for the coming years."),
        is_before=False,
    ),
}
"""Chapters beside the areas, in their order."""

CHAPTER, AREA, CRITERIA = ("chapter", "area", "criteria")
PLACES = (CHAPTER, AREA, CRITERIA)
"""What a passage is about: a chapter, a whole area, one criterion or several joined ones."""

FIGURE, LINK, DOCUMENT, QUOTE = ("figure", "link", "document", "quote")
EVIDENCE = {
    FIGURE: gettext_noop("figure"),
    LINK: gettext_noop("link"),
    DOCUMENT: gettext_noop("document"),
    QUOTE: gettext_noop("passage of somebody's own self-evaluation"),
}

FINDINGS = {
    "external_visit": gettext_noop("external visit"),
    "appraisal": gettext_noop("appraisal"),
}
"""How the state service found something out: on a visit, or appraising who leads."""
