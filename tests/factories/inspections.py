"""Rows of inspections."""

from datetime import date
from decimal import Decimal
from typing import Any

from gaisma.quality.inspections import models
from gaisma.record.instruments.models import Version
from gaisma.record.instruments.questionnaire import Choice, Item, Questionnaire, Section
from tests.factories.files import attachment
from tests.factories.instruments import asked, instrument, version
from tests.factories.making import Fields, made, numbers
from tests.factories.record import institution, school_year, user

CONDITIONS = (
    Choice("in_order", {"lv": "Kārtībā", "en": "in order"}, value=Decimal(2), meets=True),
    Choice("remarks", {"lv": "Ar piezīmēm", "en": "with remarks"}, value=Decimal(1), meets=True),
    Choice("not_in_order", {"lv": "Nav kārtībā", "en": "not in order"}, value=Decimal(0)),
    Choice("does_not_apply", {"lv": "Neattiecas", "en": "does not apply"}, is_open=True),
)


def _judged(name: str, lv: str, en: str) -> Item:
    return Item(name, "scale", {"lv": lv, "en": en}, choices="conditions", is_required=True)


INSPECTED = (
    Section(
        (
            _judged("alarm", "Signalizācija darbojas", "The alarm works"),
            _judged("exits", "Izejas ir brīvas", "Exits are clear"),
            Item("fire_remarks", "text", {"lv": "Piezīmes", "en": "Remarks"}),
        ),
        name="fire",
        label={"lv": "Ugunsdrošība", "en": "Fire safety"},
    ),
    Section(
        (_judged("lift", "Lifts darbojas", "The lift works"),),
        name="access",
        label={"lv": "Piekļūstamība", "en": "Accessibility"},
    ),
)
ALL_IN_ORDER = {"alarm": "in_order", "exits": "in_order", "lift": "does_not_apply"}


def readiness(**given: Any) -> Questionnaire:
    """Two areas with three items and a line for remarks."""
    title = {"lv": "Gatavība", "en": "readiness"}
    lists = {"conditions": CONDITIONS}
    return asked(**{"title": title, "sections": INSPECTED, "lists": lists, **given})


def readiness_version(**given: Any) -> Version:
    """The instrument in use; it is one for all."""
    standing = Version.objects.filter(
        instrument__use="inspection", instrument__retired_on=None, in_use_from__isnull=False
    )
    asks = readiness(**given)
    return standing.first() or version(asks, instrument=instrument(key=asks.key, use="inspection"))


def inspection(**fields: Any) -> models.Inspection:
    """One that is planned."""
    given: Fields = {"planned_on": date(2024, 8, 20)}
    others = {
        "institution": institution,
        "school_year": lambda: school_year("2024/2025"),
        "version": readiness_version,
        "led_by": user,
    }
    return made(models.Inspection, fields, others, **given)


def filled_inspection(**fields: Any) -> models.Inspection:
    """One whose sheet is whole: all is in order."""
    given = {"state": "filled", "inspected_on": date(2024, 8, 20), "answers": ALL_IN_ORDER}
    return inspection(**{**given, **fields})


def signed_inspection(**fields: Any) -> models.Inspection:
    """One with an act that waits to be acknowledged."""
    row = filled_inspection(**{"state": "signed", **fields})
    acceptance_act(inspection=row)
    return row


def defect(**fields: Any) -> models.Defect:
    """One that its institution is to mend."""
    given = {
        "what": "Izeju aizsprosto galdi",
        "place": "1. stāvs",
        "severity": "serious",
        "due_on": date(2024, 8, 28),
        "mends": "institution",
    }
    return made(models.Defect, fields, {"inspection": filled_inspection}, **given)


def photo(**fields: Any) -> models.Photo:
    """A photo of an item."""
    others = {"inspection": inspection, "attachment": attachment}
    given = {"caption": "Izeja", **({} if "defect" in fields else {"item": "exits"})}
    return made(models.Photo, fields, others, **given)


def acceptance_act(**fields: Any) -> models.AcceptanceAct:
    """An act that says that all is in order."""
    given = {
        "number": f"G-2024/{next(numbers)}",
        "result": "ready",
        "signed_on": date(2024, 8, 20),
        "content": {
            "inspected_on": "2024-08-20",
            "led_by": "Anna Bērziņa",
            "members": [],
            "answers": ALL_IN_ORDER,
            "defects": [],
            "photos": 0,
        },
    }
    return made(models.AcceptanceAct, fields, {"inspection": signed_for_act}, **given)


def act_photo(**fields: Any) -> models.ActPhoto:
    """A photo as it stood when the act was signed."""
    others = {"act": acceptance_act, "attachment": attachment}
    return made(models.ActPhoto, fields, others, caption="Izeja", item="exits")


def signed_for_act() -> models.Inspection:
    """One that is signed, for an act that is made after it."""
    return filled_inspection(state="signed")
