"""How an inspection goes from its plan to the act that is acknowledged, and who takes it on."""

from typing import Any

from django.utils.translation import gettext_noop, ngettext

from gaisma.base.models import User
from gaisma.base.workflow import State, Transition, Workflow
from gaisma.quality.inspections import audited, permissions
from gaisma.quality.inspections.tables import NOT_IN_ORDER

PLANNED, FILLED, SIGNED, ACKNOWLEDGED = ("planned", "filled", "signed", "acknowledged")


def _heads_it(inspection: Any, user: User) -> bool:
    return bool(inspection.led_by_id == user.pk)


def _is_in_commission(inspection: Any, user: User) -> bool:
    """Whether the user heads it or is a member."""
    return _heads_it(inspection, user) or user in inspection.members.all()


def _unnamed(inspection: Any) -> tuple[str, ...]:
    """Items that are not in order, of which no defect is written down."""
    named = {defect.item for defect in inspection.defects.all()}
    return tuple(
        item
        for item, answer in inspection.answers.items()
        if answer == NOT_IN_ORDER and item not in named
    )


def _names_defects(inspection: Any, **_about: Any) -> str:
    count = len(_unnamed(inspection))
    if not count:
        return ""
    told = ngettext(
        "%(count)s item is not in order and has no defect: write down what is to be mended.",
        "%(count)s items are not in order and have no defect: write down what is to be mended.",
        count,
    )
    return told % {"count": count}


def _looked(key: str, **more: Any) -> Transition:
    """What the commission does until the act is signed."""
    return Transition(
        key,
        (PLANNED, FILLED),
        permission=permissions.INSPECT,
        is_for=_is_in_commission,
        **more,
    )


INSPECTION = Workflow(
    "inspections.inspection",
    title=gettext_noop("Inspection"),
    refusal=gettext_noop(
        "The inspection is in the state “%(state)s”: this can be done only when it is “%(needed)s”."
    ),
    unfit=gettext_noop("This is for the commission of the inspection: ask its head."),
    states=(
        State(PLANNED, gettext_noop("planned")),
        State(FILLED, gettext_noop("sheet filled in"), "due"),
        State(SIGNED, gettext_noop("act signed"), "due"),
        State(ACKNOWLEDGED, gettext_noop("act acknowledged"), "good"),
    ),
    transitions=(
        Transition("plan", (), PLANNED, permission=permissions.PLAN, audited=audited.PLAN_YEAR),
        Transition(
            "change", (PLANNED, FILLED), permission=permissions.PLAN, audited=audited.CHANGE
        ),
        Transition("cancel", (PLANNED,), permission=permissions.PLAN, audited=audited.CANCEL),
        _looked("write_down", audited=audited.WRITE_DOWN_DEFECT),
        _looked("change_defect", audited=audited.CHANGE_DEFECT),
        _looked("remove_defect", audited=audited.REMOVE_DEFECT),
        _looked("take_photo", audited=audited.TAKE_PHOTO),
        _looked("remove_photo", audited=audited.REMOVE_PHOTO),
        _looked("keep", audited=audited.KEEP),
        _looked(
            "fill", leads_to=FILLED, audited=audited.FILL, title=gettext_noop("Fill in the sheet")
        ),
        Transition(
            "sign",
            (FILLED,),
            SIGNED,
            permission=permissions.INSPECT,
            audited=audited.SIGN,
            title=gettext_noop("Sign the act"),
            is_for=_heads_it,
            check=_names_defects,
        ),
        Transition(
            "acknowledge",
            (SIGNED,),
            ACKNOWLEDGED,
            permission=permissions.ACKNOWLEDGE,
            audited=audited.ACKNOWLEDGE,
            title=gettext_noop("Acknowledge the act"),
        ),
        Transition(
            "reopen",
            (SIGNED, ACKNOWLEDGED),
            FILLED,
            permission=permissions.INSPECT,
            audited=audited.REOPEN,
            title=gettext_noop("Correct the act"),
            tone="",
            is_for=_heads_it,
        ),
    ),
    place=lambda inspection: inspection.institution,
)
