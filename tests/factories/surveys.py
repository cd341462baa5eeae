"""Rows of surveys."""

from datetime import date
from typing import Any

from gaisma.quality.surveys import codes, models
from tests.factories.instruments import version
from tests.factories.making import made, numbers
from tests.factories.record import institution
from tests.moments import NOW

OPEN_ON = date(2024, 5, 2)


def campaign(**fields: Any) -> models.Campaign:
    """A survey that is open in May 2024 at one institution."""
    institutions = fields.pop("institutions", None) or [institution()]
    given = {"name": f"wellbeing {next(numbers)}", "counted_on": date(2024, 5, 1)}
    given["code"] = fields.get("name", given["name"])
    given |= {"opens_on": date(2024, 5, 1), "closes_on": date(2024, 5, 31), "started_at": NOW}
    row: models.Campaign = made(models.Campaign, fields, **given)
    row.institutions.set(institutions)
    return row


def survey_version(**fields: Any) -> Any:
    fields.setdefault("instrument__use", "survey")
    use = fields.pop("instrument__use")
    row = version(**fields)
    row.instrument.use = use
    row.instrument.save()
    return row


def part(**fields: Any) -> models.Part:
    """What a campaign asks of teachers."""
    return made(
        models.Part, fields, {"campaign": campaign, "version": survey_version}, audience="teachers"
    )


def batch(**fields: Any) -> models.Batch:
    """Three codes at the institution of the campaign."""
    if "part" not in fields:
        fields["part"] = part()
    if "institution" not in fields:
        fields["institution"] = fields["part"].campaign.institutions.get()
    row: models.Batch = made(models.Batch, fields, issued=fields.pop("issued", 3))
    for number in range(1, row.issued + 1):
        digest = codes.digest(codes.letters(row.pk, number))
        models.Code.objects.create(batch=row, number=number, digest=digest)
    return row
