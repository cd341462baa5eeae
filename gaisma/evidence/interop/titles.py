"""What tables and columns are called in the reader's language.

A column's English name is its name in the contract; files may use any of the three languages.
"""

from functools import cache

from django.utils import translation
from django.utils.translation import pgettext, pgettext_lazy

from gaisma.analytics.vocabulary import Vocabulary, folded
from gaisma.evidence.interop.contract import columns_of

LANGUAGES = ("en", "lv", "ru")

KINDS = {
    "institutions": pgettext_lazy("table", "institutions"),
    "sites": pgettext_lazy("table", "sites"),
    "programmes": pgettext_lazy("table", "programmes"),
    "groups": pgettext_lazy("table", "groups"),
    "people": pgettext_lazy("table", "people"),
    "guardians": pgettext_lazy("table", "guardians"),
    "learners": pgettext_lazy("table", "learners"),
    "staff": pgettext_lazy("table", "staff"),
    "vacancies": pgettext_lazy("table", "vacancies"),
    "queue": pgettext_lazy("table", "queue"),
}
COLUMNS = {
    "address": pgettext_lazy("column", "address"),
    "aliases": pgettext_lazy("column", "aliases"),
    "born_on": pgettext_lazy("column", "born_on"),
    "closed_on": pgettext_lazy("column", "closed_on"),
    "code": pgettext_lazy("column", "code"),
    "expected_on": pgettext_lazy("column", "expected_on"),
    "family_name": pgettext_lazy("column", "family_name"),
    "field": pgettext_lazy("column", "field"),
    "form_of_study": pgettext_lazy("column", "form_of_study"),
    "founder": pgettext_lazy("column", "founder"),
    "from": pgettext_lazy("column", "from"),
    "given_name": pgettext_lazy("column", "given_name"),
    "grade": pgettext_lazy("column", "grade"),
    "group": pgettext_lazy("column", "group"),
    "home_municipality": pgettext_lazy("column", "home_municipality"),
    "id": pgettext_lazy("column", "id"),
    "institution": pgettext_lazy("column", "institution"),
    "kind": pgettext_lazy("column", "kind"),
    "language": pgettext_lazy("column", "language"),
    "latitude": pgettext_lazy("column", "latitude"),
    "leaving_reason": pgettext_lazy("column", "leaving_reason"),
    "left_on": pgettext_lazy("column", "left_on"),
    "licence": pgettext_lazy("column", "licence"),
    "licensed_until": pgettext_lazy("column", "licensed_until"),
    "load": pgettext_lazy("column", "load"),
    "longitude": pgettext_lazy("column", "longitude"),
    "max_size": pgettext_lazy("column", "max_size"),
    "min_size": pgettext_lazy("column", "min_size"),
    "name": pgettext_lazy("column", "name"),
    "opened_on": pgettext_lazy("column", "opened_on"),
    "parent": pgettext_lazy("column", "parent"),
    "permanent": pgettext_lazy("column", "permanent"),
    "person_id": pgettext_lazy("column", "person_id"),
    "personal_code": pgettext_lazy("column", "personal_code"),
    "programme": pgettext_lazy("column", "programme"),
    "qualified": pgettext_lazy("column", "qualified"),
    "regime": pgettext_lazy("column", "regime"),
    "register_id": pgettext_lazy("column", "register_id"),
    "registered_on": pgettext_lazy("column", "registered_on"),
    "role": pgettext_lazy("column", "role"),
    "school_year": pgettext_lazy("column", "school_year"),
    "site": pgettext_lazy("column", "site"),
    "source": pgettext_lazy("column", "source"),
    "special": pgettext_lazy("column", "special"),
    "stage": pgettext_lazy("column", "stage"),
    "successor": pgettext_lazy("column", "successor"),
    "title": pgettext_lazy("column", "title"),
    "to": pgettext_lazy("column", "to"),
}

FORMER = {
    ("table", "sites"): ("ēkas",),
    ("column", "closed_on"): ("slēgts",),
    ("column", "grade"): ("klases pakāpe",),
    ("column", "opened_on"): ("atvērts",),
    ("column", "site"): ("ēka",),
    ("column", "stage"): ("izglītības pakāpe",),
}
"""What tables and columns were called before: workbooks that people have filled are still read."""

RECORDS = {
    "base.Organisation": "institutions",
    "organisations.Site": "sites",
    "programmes.Programme": "programmes",
    "programmes.Group": "groups",
    "people.Person": "people",
    "people.Guardian": "guardians",
    "programmes.Enrolment": "learners",
    "people.Employment": "staff",
    "people.Vacancy": "vacancies",
    "programmes.QueueEntry": "queue",
}
"""Tables of the record that are shown when an import changes them, by the kind they come from."""

FURTHER = {
    "accounts.Invitation": pgettext_lazy("table", "invitations"),
    "base.Installation": pgettext_lazy("table", "the installation"),
    "base.RoleGrant": pgettext_lazy("table", "roles"),
    "calendar.Deadline": pgettext_lazy("table", "deadlines"),
    "calendar.Deadline_listed": pgettext_lazy("table", "deadlines"),
    "calendar.Delivery": pgettext_lazy("table", "what was handed in"),
    "calendar.Feed": pgettext_lazy("table", "calendar subscriptions"),
    "calendar.Measure": pgettext_lazy("table", "planned work"),
    "calibration.Attempt": pgettext_lazy("table", "calibration exercises taken"),
    "closing.Closing": pgettext_lazy("table", "closings of institutions"),
    "governance.Body": pgettext_lazy("table", "councils and boards"),
    "governance.Member": pgettext_lazy("table", "members of councils"),
    "inspections.Inspection": pgettext_lazy("table", "inspections"),
    "new_year.Confirmation": pgettext_lazy("table", "confirmations of lists"),
    "new_year.Plan": pgettext_lazy("table", "plans for the year"),
    "new_year.PlannedGroup": pgettext_lazy("table", "planned groups"),
    "observations.Observation": pgettext_lazy("table", "observations"),
    "observations.Sheet": pgettext_lazy("table", "sheets of observations"),
    "organisations.Licence": pgettext_lazy("table", "licences"),
    "organisations.OrganisationIdentifier": pgettext_lazy("table", "numbers of institutions"),
    "organisations.Room": pgettext_lazy("table", "rooms"),
    "organisations.Status": pgettext_lazy("table", "statuses of institutions"),
    "organisations.Succession": pgettext_lazy("table", "successions"),
    "people.Account": pgettext_lazy("table", "accounts"),
    "people.Contact": pgettext_lazy("table", "contacts"),
    "people.GrantWithPost": pgettext_lazy("table", "roles that came with a post"),
    "people.PersonIdentifier": pgettext_lazy("table", "numbers of people"),
    "people.ProfessionalDevelopment": pgettext_lazy("table", "professional development"),
    "people.Qualification": pgettext_lazy("table", "qualifications"),
    "people.Tie": pgettext_lazy("table", "institutions that joined people"),
    "programmes.EnrolmentIdentifier": pgettext_lazy("table", "numbers of enrolments"),
    "programmes.GroupIdentifier": pgettext_lazy("table", "numbers of groups"),
    "programmes.GroupTeacher": pgettext_lazy("table", "groups taught"),
    "programmes.ProgrammeIdentifier": pgettext_lazy("table", "numbers of programmes"),
    "programmes.TransferOffer": pgettext_lazy("table", "offers to take a learner over"),
    "selfevaluation.Appraisal": pgettext_lazy("table", "appraisals of heads"),
    "selfevaluation.Contribution": pgettext_lazy("table", "own evaluations of teachers"),
    "selfevaluation.Finding": pgettext_lazy("table", "findings of external evaluation"),
    "selfevaluation.SelfEvaluation": pgettext_lazy("table", "self-evaluation reports"),
    "surveys.Batch": pgettext_lazy("table", "survey codes"),
    "surveys.Campaign_institutions": pgettext_lazy("table", "surveys"),
    "surveys.Drawn": pgettext_lazy("table", "survey codes that were drawn"),
    "surveys.Population": pgettext_lazy("table", "numbers of those surveyed"),
    "surveys.Response": pgettext_lazy("table", "answers to surveys"),
}
"""Tables of the record that no file fills, and whose rows may refer to what a file brought."""


def kind_title(kind: str) -> str:
    """The table's name in the active language."""
    return str(KINDS.get(kind, kind))


def table_title(label: str) -> str:
    """The record's own table in the active language, by the label of its model."""
    return kind_title(RECORDS[label]) if label in RECORDS else str(FURTHER[label])


def column_title(name: str) -> str:
    """The column's name in the active language."""
    return str(COLUMNS.get(name, name))


def sheet_names(kind: str) -> frozenset[str]:
    """The names, in lower case, that a sheet of this kind may have."""
    return frozenset({kind, *(title.lower() for title in _titles("table", kind))})


@cache
def names_of(kind: str) -> dict[str, str]:
    """Folded header → column of the contract, in all three languages."""
    names: dict[str, str] = {}
    for column in columns_of(kind):
        for title in (column.name, *_titles("column", column.name)):
            names.setdefault(folded(title), column.name)
    return names


def _titles(context: str, text: str) -> list[str]:
    titles = list(FORMER.get((context, text), ()))
    for language in LANGUAGES:
        with translation.override(language):
            titles.append(pgettext(context, text))
    return titles


def word(words: Vocabulary, code: str) -> str:
    """The list's word for a code in the active language, as files write it.

    The list itself says it: one English word may be two in another language (the preschool as an
    institution and as a stage).
    """
    return words.title(code, translation.get_language() or "en")
