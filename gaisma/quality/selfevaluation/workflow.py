"""How a self-evaluation goes from its draft to its publication, and who takes it on."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from gaisma.base.workflow import State, Transition, Workflow
from gaisma.quality.selfevaluation import audited, permissions
from gaisma.quality.selfevaluation.tables import CHAPTER

DRAFT, HEARD, SIGNED, AGREED, PUBLISHED = ("draft", "heard", "signed", "agreed", "published")
UNSIGNED = (DRAFT, HEARD)
"""States in which the head has not answered for it yet."""


def _is_judged(evaluation: Any, **_about: Any) -> str:
    """An area or a criterion, something of which is said."""
    places = evaluation.passages.exclude(place=CHAPTER)
    if places.exclude(narrative="", level="").exists():
        return ""
    return _("Say something of at least one area before the council hears it.")


def _is_settled(evaluation: Any, **_about: Any) -> str:
    count = evaluation.remarks.filter(resolved_at=None).count()
    if not count:
        return ""
    told = ngettext(
        "%(count)s remark is still open: settle it before you sign.",
        "%(count)s remarks are still open: settle them before you sign.",
        count,
    )
    return told % {"count": count}


def _written(key: str, **more: Any) -> Transition:
    return Transition(key, (DRAFT,), permission=permissions.WRITE, **more)


def _remarked(key: str, **more: Any) -> Transition:
    return Transition(key, (DRAFT, HEARD, SIGNED), permission=permissions.REMARK, **more)


EVALUATION = Workflow(
    "selfevaluation.evaluation",
    title=gettext_noop("Self-evaluation"),
    refusal=gettext_noop(
        "The self-evaluation is in the state “%(state)s”: this can be done only when it is "
        "“%(needed)s”."
    ),
    states=(
        State(DRAFT, gettext_noop("draft")),
        State(HEARD, gettext_noop("heard by the council"), "due"),
        State(SIGNED, gettext_noop("signed by the head"), "due"),
        State(AGREED, gettext_noop("agreed with the founder"), "due"),
        State(PUBLISHED, gettext_noop("published"), "good"),
    ),
    transitions=(
        Transition("begin", (), DRAFT, permission=permissions.WRITE, audited=audited.BEGIN),
        _written("write", audited=audited.WRITE),
        _written("join", audited=audited.JOIN),
        _written("part", audited=audited.PART),
        _written("add_evidence", audited=audited.ADD_EVIDENCE),
        _written("drop_evidence", audited=audited.DROP_EVIDENCE),
        _remarked("remark", audited=audited.REMARK),
        _remarked("settle", audited=audited.SETTLE),
        Transition(
            "hear",
            (DRAFT,),
            HEARD,
            permission=permissions.WRITE,
            audited=audited.HEAR,
            title=gettext_noop("The council has heard it"),
            check=_is_judged,
        ),
        Transition(
            "take_back",
            (HEARD,),
            DRAFT,
            permission=permissions.WRITE,
            audited=audited.TAKE_BACK,
            title=gettext_noop("Take it back to write on"),
            tone="",
            is_asked=False,
        ),
        Transition(
            "sign",
            (HEARD,),
            SIGNED,
            permission=permissions.SIGN,
            audited=audited.SIGN,
            title=gettext_noop("Sign"),
            check=_is_settled,
            is_asked=False,
        ),
        Transition(
            "agree",
            (SIGNED,),
            AGREED,
            permission=permissions.AGREE,
            audited=audited.AGREE,
            title=gettext_noop("Agree as the founder"),
            is_asked=False,
        ),
        Transition(
            "send_back",
            (SIGNED, AGREED),
            DRAFT,
            permission=permissions.RETURN,
            audited=audited.SEND_BACK,
            title=gettext_noop("Return with a reason"),
            tone="",
        ),
        Transition(
            "publish",
            (AGREED,),
            PUBLISHED,
            permission=permissions.PUBLISH,
            audited=audited.PUBLISH,
            title=gettext_noop("Publish"),
            is_asked=False,
        ),
    ),
    place=lambda evaluation: evaluation.institution,
)
