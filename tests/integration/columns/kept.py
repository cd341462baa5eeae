"""Where each column of a table stands: in the record, in the lake; and why where it does not."""

from collections.abc import Mapping

from django.apps import apps
from django.db.models import Model

from gaisma.evidence.interop import titles

OF_THE_SENDER = "what the sender calls it is asked and answered in the sender's own scheme"
BY_SETS_ONLY = "sets of other systems bring it; the table of the contract has no such column"
OF_THE_PERSON = "the table of people gives it out"
NOT_GIVEN_OUT: Mapping[tuple[str, str], str] = {
    ("institutions", "institution_identifier"): OF_THE_SENDER,
    ("sites", "institution_identifier"): OF_THE_SENDER,
    ("programmes", "institution_identifier"): OF_THE_SENDER,
    ("programmes", "programme_identifier"): OF_THE_SENDER,
    ("groups", "institution_identifier"): OF_THE_SENDER,
    ("groups", "programme_identifier"): OF_THE_SENDER,
    ("groups", "group_identifier"): OF_THE_SENDER,
    ("groups", "register_id"): BY_SETS_ONLY,
    ("learners", "institution_identifier"): OF_THE_SENDER,
    ("learners", "group_identifier"): OF_THE_SENDER,
    ("learners", "enrolment_identifier"): OF_THE_SENDER,
    ("learners", "register_id"): OF_THE_PERSON,
    ("learners", "language"): OF_THE_PERSON,
    ("staff", "institution_identifier"): OF_THE_SENDER,
    ("staff", "register_id"): OF_THE_PERSON,
    ("staff", "language"): OF_THE_PERSON,
}
"""Columns that come in and are not in the table given out, and why."""

OF_ITS_OWN = "the record's own"
BY_HAND = "is entered on a page; the contract has no column for it"
OF_LISTS = "follows from which lists have the child"
ONLY_TOTALS = "heads of a year of which only totals are kept are entered by the sample"
NOT_TAKEN_IN: Mapping[str, str] = {
    "base.Organisation.registration_number": BY_HAND,
    "base.Organisation.phone": BY_HAND,
    "base.Organisation.email": BY_HAND,
    "base.Organisation.website": BY_HAND,
    "programmes.Group.learners_total": ONLY_TOTALS,
    "people.Guardian.reach": BY_HAND,
    "people.Guardian.order": BY_HAND,
    "people.Vacancy.filling": BY_HAND,
    "prevention.Declared.responsible": BY_HAND,
    "prevention.Declared.to_on": OF_LISTS,
    "wellbeing.SupportActivity.reason": "what was given up is given up on its page",
    "assessments.Result.state": "files tell provisional results; people settle them",
    "assessments.Result.absence": "who was absent has no points; tried by the room's own tests",
}
"""Fields of what is taken in that no column fills, and why."""
ALWAYS = frozenset({"id", "revision", "changed_at", "pseudonym"})
"""What the record makes by itself for every row."""


def models() -> tuple[type[Model], ...]:
    """The models of whose rows files tell."""
    return tuple(apps.get_model(label) for label in titles.records())
