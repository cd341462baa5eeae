"""What an indicator counts, as a noun of the wording."""

from collections.abc import Mapping

COUNTED = {
    "learners": {
        "stage=preschool": "child",
        "stage=school": "pupil",
        "grade": "pupil",
        "": "learner",
    },
    "queue": {"stage=preschool": "child", "": "learner"},
    "groups": {"stage=school": "class", "": "group"},
    "places": {"": "free_place"},
    "programmes": {"": "programme"},
    "teachers": {"": "teacher"},
    "staff": {"role=organiser_of_educational_activities": "organiser", "": "staff_member"},
    "staff.load": {"": "load"},
    "vacancies": {"": "load"},
    "boards": {"": "board"},
    "board_meetings": {"": "meeting"},
    "observations": {"": "observation"},
    "observations.teachers_observed": {"": "teacher"},
    "institutions": {
        "institution_kind=preschool": "preschool",
        "institution_kind=general_school": "school",
        "institution_kind=neighbourhood_club": "club",
        "": "institution",
    },
}
"""By indicators or all that begin with a word, and by the filter that says it best; the first that
fits is taken."""


def is_known(indicator: str) -> bool:
    """Whether a noun is known for what the indicator counts."""
    return _nouns(indicator) is not None


def noun_of(indicator: str, filters: Mapping[str, str]) -> str:
    """The noun of what the indicator counts; `learner` when nothing fits better."""
    nouns = _nouns(indicator) or {"": "learner"}
    for condition, noun in nouns.items():
        name, _, value = condition.partition("=")
        if not name or (name in filters and value in ("", filters[name])):
            return noun
    return "learner"


def _nouns(indicator: str) -> Mapping[str, str] | None:
    return COUNTED.get(indicator) or COUNTED.get(indicator.split(".")[0])
