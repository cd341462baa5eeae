"""Rows of tests and exams."""

from datetime import date
from decimal import Decimal
from typing import Any

from gaisma.quality.assessments import models
from gaisma.quality.assessments.workflow import OPEN
from tests.factories.making import Fields, made, numbers
from tests.factories.record import enrolment, group, institution, person, school_year, subject
from tests.moments import NOW, TODAY


def assessment(**fields: Any) -> models.Assessment:
    """A state exam that takes results."""
    number = next(numbers)
    given: Fields = {"key": f"exam {number}", "kind": "state", "title_lv": f"Eksāmens {number}"}
    given |= {"state": OPEN, "title_en": f"Exam {number}"}
    return made(models.Assessment, fields, {"school_year": school_year}, **given)


def paper(**fields: Any) -> models.Paper:
    """Twenty points in grade 9, of which a tenth is enough."""
    given: Fields = {"code": f"paper-{next(numbers)}", "stage": "school", "grade": 9}
    given |= {"held_on": date(2024, 5, 24), "maximum": Decimal(20), "threshold": Decimal(10)}
    return made(models.Paper, fields, {"assessment": assessment, "subject": subject}, **given)


def item(**fields: Any) -> models.Item:
    given: Fields = {"number": 1, "maximum": Decimal(1)}
    return made(models.Item, fields, {"paper": paper}, **given)


def band(**fields: Any) -> models.Band:
    """Told by the examiner, of the whole."""
    number = next(numbers)
    given: Fields = {"code": f"band {number}", "title_lv": f"Līmenis {number}", "basis": "told"}
    return made(models.Band, fields, {"paper": paper}, **given)


def reference(**fields: Any) -> models.Reference:
    given: Fields = {"name": "state", "percent": Decimal("50.5"), "source": "VISC"}
    return made(models.Reference, fields, {"paper": paper}, **{**given, "known_on": TODAY})


def published_average(**fields: Any) -> models.PublishedAverage:
    given: Fields = {"percent": Decimal(48), "source": f"Source {next(numbers)}", "holds": True}
    return made(
        models.PublishedAverage, fields, {"paper": paper, "institution": institution}, **given
    )


def passing_rule(**fields: Any) -> models.PassingRule:
    given: Fields = {"grade": 9, "from_on": date(2023, 9, 1), "threshold": Decimal(10)}
    return made(models.PassingRule, fields, **given, source="MK noteikumi")


def result(**fields: Any) -> models.Result:
    """Half of the points of somebody in a class of the institution."""
    fields = dict(fields)
    owner = fields.setdefault("paper", None) or paper()
    place = fields.get("institution") or institution()
    year = owner.assessment.school_year
    held = fields.get("group") or group(institution=place, school_year=year, grade=owner.grade)
    if "person" not in fields:
        fields["person"] = enrolment(group=held).person
    given: Fields = {"known_on": TODAY, "total": owner.maximum / 2, "percent": Decimal(50)}
    if fields.get("absence") or "total" in fields or "percent" in fields:
        given = {"known_on": TODAY}
    fields |= {"paper": owner, "institution": place, "group": held}
    return made(models.Result, {"programme": held.programme, **fields}, **given)


def family_link(**fields: Any) -> models.FamilyLink:
    """A slip that nobody used."""
    given: Fields = {"token_hash": f"{next(numbers):064}", "made_at": NOW}
    return made(models.FamilyLink, fields, {"person": person, "assessment": assessment}, **given)


def former_result(**fields: Any) -> models.FormerResult:
    return made(models.FormerResult, fields, {"result": result}, percent=Decimal(40))
