"""Rows of the record."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model

from gaisma.base import models as base
from gaisma.base import personal_codes
from gaisma.record.organisations import models as organisations
from gaisma.record.people import models as people
from gaisma.record.programmes import models as programmes
from tests.factories.making import Fields, made, numbers
from tests.moments import NOW, TODAY, YEAR_STARTS


def user(**fields: Any) -> base.User:
    number = next(numbers)
    given = {"username": f"user{number}", "full_name": f"User {number}", "language": "en"}
    return base.User.objects.create_user(**{**given, "password": "password", **fields})


def role_grant(**fields: Any) -> base.RoleGrant:
    owners = {"user": user, "organisation": institution}
    given = {"role": "specialist", "from_on": date(2020, 1, 1), "granted_at": NOW}
    return made(base.RoleGrant, fields, owners, **given)


def authority(**fields: Any) -> base.Organisation:
    """The one at the top; made when there is none yet."""
    existing = base.Organisation.objects.filter(kind="authority").first()
    if existing and not fields:
        return existing
    given = {"kind": "authority", "name": "Paraugpils izglītības pārvalde", "parent": None}
    return organisation(**{**given, **fields})


def organisation(**fields: Any) -> base.Organisation:
    """A secondary school below the authority."""
    number = next(numbers)
    given = {"code": f"organisation-{number}", "name": f"Organisation {number}"}
    given |= {"kind": "secondary_school", "founder": "municipality"}
    return made(base.Organisation, fields, {"parent": authority}, **given)


institution = organisation


def preschool(**fields: Any) -> base.Organisation:
    return organisation(**{"kind": "preschool", **fields})


def school_year(name: str = "2023/2024") -> base.SchoolYear:
    """The school year of that name; the existing one when it stands already."""
    return base.SchoolYear.ensured([name])[name]


def term(**fields: Any) -> base.Term:
    given = {"number": 1, "from_on": YEAR_STARTS, "to_on": date(2023, 12, 22)}
    return made(base.Term, fields, {"school_year": school_year}, **given)


def moved_working_day(**fields: Any) -> base.MovedWorkingDay:
    given = {"day_off_on": date(2024, 12, 30), "worked_on": date(2024, 12, 28)}
    return made(base.MovedWorkingDay, fields, **given)


def audit_record(**fields: Any) -> base.AuditRecord:
    return made(base.AuditRecord, fields, at=NOW, action="import.commit")


def installation(**fields: Any) -> base.Installation:
    """A demo whose today is that of the tests."""
    given = {"pk": 1, "municipality": "Paraugpils", "is_demo": True, "today": TODAY}
    given |= {"languages": ["lv", "en", "ru"]}
    return made(base.Installation, fields, {"authority": authority}, **given)


def site(**fields: Any) -> organisations.Site:
    number = next(numbers)
    given = {"name": f"Site {number}", "address": f"Rīgas iela {number}"}
    return made(organisations.Site, fields, {"institution": institution}, **given)


def room(**fields: Any) -> organisations.Room:
    return made(organisations.Room, fields, {"site": site}, name=f"{next(numbers)}")


def succession(**fields: Any) -> organisations.Succession:
    owners = {"institution": institution, "successor": institution}
    return made(organisations.Succession, fields, owners, on=date(2024, 7, 31))


def licence(**fields: Any) -> organisations.Licence:
    given = {"kind": "licence", "number": f"V-{next(numbers)}", "from_on": date(2020, 1, 1)}
    return made(organisations.Licence, fields, {"institution": institution}, **given)


def status(**fields: Any) -> organisations.Status:
    given = {"status": "etwinning_school", "from_on": date(2020, 1, 1)}
    return made(organisations.Status, fields, {"institution": institution}, **given)


def organisation_identifier(**fields: Any) -> organisations.OrganisationIdentifier:
    model = organisations.OrganisationIdentifier
    return _identifier(model, fields, {"organisation": institution})


def person(*, personal_code: str = "", **fields: Any) -> people.Person:
    """A person, without a personal code unless its eleven digits are given."""
    if personal_code:
        fields["personal_code_encrypted"] = personal_codes.encrypted(personal_code)
        fields["personal_code_hash"] = personal_codes.keyed_hash(personal_code)
    given = {"given_name": "Līga", "family_name": f"Ozoliņa {next(numbers)}"}
    return made(people.Person, fields, **given)


def person_identifier(**fields: Any) -> people.PersonIdentifier:
    return _identifier(people.PersonIdentifier, fields, {"person": person})


def contact(**fields: Any) -> people.Contact:
    given = {"kind": "phone", "value": "+371 20000000"}
    return made(people.Contact, fields, {"person": person}, **given)


def guardian(**fields: Any) -> people.Guardian:
    owners = {"learner": person, "guardian": person}
    return made(people.Guardian, fields, owners, relation="mother")


def employment(**fields: Any) -> people.Employment:
    owners = {"person": person, "institution": institution}
    given = {"role": "mathematics_teacher", "stage": "school", "load": Decimal(1)}
    return made(people.Employment, fields, owners, from_on=YEAR_STARTS, **given)


def qualification(**fields: Any) -> people.Qualification:
    return made(people.Qualification, fields, {"person": person}, title="Skolotājs")


def professional_development(**fields: Any) -> people.ProfessionalDevelopment:
    given = {"topic": "Mediācija", "hours": Decimal(36), "completed_on": date(2024, 3, 1)}
    return made(people.ProfessionalDevelopment, fields, {"person": person}, **given)


def vacancy(**fields: Any) -> people.Vacancy:
    given = {"role": "mathematics_teacher", "opened_on": date(2024, 6, 1), "load": Decimal("0.5")}
    return made(people.Vacancy, fields, {"institution": institution}, **given)


def programme(**fields: Any) -> programmes.Programme:
    given = {"code": f"21{next(numbers):06}", "title": "Pamatizglītība", "stage": "school"}
    return made(programmes.Programme, fields, {"institution": institution}, **given)


def group(**fields: Any) -> programmes.Group:
    """A class in the year of the tests, of a programme of the same institution."""
    if "programme" not in fields:
        fields["programme"] = programme(institution=fields.get("institution") or institution())
    given = {"institution": fields["programme"].institution, "name": f"{next(numbers)}.a"}
    return made(programmes.Group, fields, {"school_year": school_year}, **given)


def enrolment(**fields: Any) -> programmes.Enrolment:
    """A learner in a class since the year began."""
    if "group" not in fields:
        fields["group"] = group()
    given = {"programme": fields["group"].programme, "from_on": YEAR_STARTS}
    given["home_municipality"] = "Paraugpils"
    return made(programmes.Enrolment, fields, {"person": person}, **given)


def queue_entry(**fields: Any) -> programmes.QueueEntry:
    given = {"stage": "preschool", "registered_on": date(2024, 5, 1)}
    return made(programmes.QueueEntry, fields, {"person": person}, **given)


def subject(**fields: Any) -> programmes.Subject:
    number = next(numbers)
    given = {"code": f"SUBJECT{number}", "title": f"Subject {number}"}
    return made(programmes.Subject, fields, **given)


def programme_identifier(**fields: Any) -> programmes.ProgrammeIdentifier:
    return _identifier(programmes.ProgrammeIdentifier, fields, {"programme": programme})


def group_identifier(**fields: Any) -> programmes.GroupIdentifier:
    return _identifier(programmes.GroupIdentifier, fields, {"group": group})


def enrolment_identifier(**fields: Any) -> programmes.EnrolmentIdentifier:
    return _identifier(programmes.EnrolmentIdentifier, fields, {"enrolment": enrolment})


def _identifier(model: type[Model], fields: Fields, owners: dict[str, Callable[[], Model]]) -> Any:
    return made(model, fields, owners, scheme="viis", value=f"{next(numbers)}")


def account(**fields: Any) -> people.Account:
    return made(people.Account, fields, {"user": user, "person": person})


def grant_with_post(**fields: Any) -> people.GrantWithPost:
    return made(people.GrantWithPost, fields, {"grant": role_grant, "employment": employment})


def group_teacher(**fields: Any) -> programmes.GroupTeacher:
    owners = {"group": group, "person": person}
    return made(programmes.GroupTeacher, fields, owners, from_on=YEAR_STARTS)


def transfer_offer(**fields: Any) -> programmes.TransferOffer:
    owners = {"enrolment": enrolment, "to": institution}
    return made(programmes.TransferOffer, fields, owners, on=date(2024, 3, 1))


def tie(**fields: Any) -> people.Tie:
    """An institution that joined a person, not confirmed yet."""
    return made(people.Tie, fields, {"person": person, "institution": institution}, asked_at=NOW)
