"""What this room offers to others."""

from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from gaisma.analytics.audiences import AUDIENCES
from gaisma.base import access, request_cache, terms
from gaisma.base.backups import AfterRestore, LeftOut
from gaisma.base.duties import Duty, Owed
from gaisma.base.models import Installation, Organisation, User
from gaisma.base.navigation import QUALITY, NavigationEntry
from gaisma.base.permissions import OFFICIALS
from gaisma.evidence.figures.declarations import Offer
from gaisma.evidence.figures.latest import Latest, Wave
from gaisma.quality.surveys import codes, facts, indicators, questionnaires, report, workflow
from gaisma.quality.surveys.answering import moving
from gaisma.quality.surveys.codes import actions as giving
from gaisma.quality.surveys.codes import queries
from gaisma.quality.surveys.models import Campaign
from gaisma.quality.surveys.permissions import DRAW_CODE, RUN_SURVEYS
from gaisma.quality.surveys.questionnaires import WELLBEING
from gaisma.quality.surveys.workflow import SURVEY
from gaisma.record.instruments.usages import InstrumentUsages, Usage


def surveys_owed(user: User, on: date) -> tuple[Owed, ...]:
    """Surveys that are still open although their last day has passed, of whoever runs them."""
    installation = Installation.found()
    if not access.may(user, RUN_SURVEYS) or installation is None:
        return ()
    authority = installation.authority
    if authority is None or authority.pk not in access.reach(user, *OFFICIALS):
        return ()
    seen = Campaign.objects.visible_to(user)
    late = seen.filter(started_at__isnull=False, closed_at__isnull=True, closes_on__lt=on)
    return tuple(_owed(row, authority) for row in late.order_by("closes_on", "pk"))


def _owed(row: Campaign, authority: Organisation) -> Owed:
    return Owed(
        organisation_id=authority.pk,
        organisation=authority.name,
        due_on=row.closes_on,
        page="surveys:campaign",
        of=(row.pk,),
        sentence=gettext("Close the survey “%(name)s”") % {"name": row.name},
    )


def codes_owed(user: User, on: date) -> tuple[Owed, ...]:
    """Surveys for which the person has not drawn the own code yet."""
    if not access.may(user, DRAW_CODE):
        return ()
    return tuple(
        Owed(
            organisation_id=one.institution.pk,
            organisation=one.institution.name,
            due_on=one.part.campaign.closes_on,
            page="surveys:draw",
            of=(one.part.pk, one.institution.pk),
            # Who teaches at two institutions is asked at each.
            sentence=gettext("Take part in “%(name)s” (%(institution)s)")
            % {"name": one.part.campaign.name, "institution": one.institution},
        )
        for one in giving.offered(user, on=on)
        if not one.is_drawn
    )


def slips_owed(user: User, on: date) -> tuple[Owed, ...]:
    """Slips of the person's classes that no class teacher of theirs has opened yet."""
    return tuple(
        Owed(
            organisation_id=row.institution_id,
            organisation=row.institution.name,
            due_on=row.part.campaign.closes_on,
            page="surveys:sheet",
            of=(row.pk,),
            sentence=gettext("Print the slips of %(group)s for “%(name)s” (%(audience)s)")
            % {
                "group": row.group,
                "name": row.part.campaign.name,
                "audience": terms.title(AUDIENCES, row.part.audience),
            },
        )
        for row in queries.not_opened(user, on=on)
    )


DUTIES = [
    Duty("surveys", gettext_noop("Survey to be closed"), surveys_owed),
    Duty("survey_codes", gettext_noop("Survey to be answered"), codes_owed),
    Duty("survey_slips", gettext_noop("Slips to be printed"), slips_owed),
]


OFTEN, YES = "always|often", "yes"
YOUNGER, OLDER = ("pupils_grades_3_4",), ("pupils_grades_5_12",)
PUPILS = (*YOUNGER, *OLDER)
PARENTS = ("parents_of_school", "parents_of_preschool")
TEACHERS = ("teachers",)
SAFE = ("wellbeing", "inclusion", "safety", "climate")
LESSON = ("teaching_and_learning", "learning", "teaching", "teaching_quality", "learning_quality")
HELP = ("support", "psychological_support", "differentiation", "teaching_and_learning")
LED = ("leading", "management", "leadership", "governance")
TOGETHER = ("cooperation", "family", "support", "governance")

LINES = (
    (PUPILS, "I like going to school", OFTEN, (*SAFE, "values")),
    (OLDER, "I feel emotionally safe at school", YES, SAFE),
    (OLDER, "I have not suffered physical violence", YES, SAFE),
    (OLDER, "I am not mocked at school", YES, SAFE),
    (OLDER, "I feel that I belong to my class", YES, (*SAFE, "values", "personal_growth")),
    (OLDER, "There is an adult at school whom I can trust", YES, (*SAFE, "psychological_support")),
    (OLDER, "I know what I am to learn in a lesson", OFTEN, LESSON),
    (OLDER, "Teachers tell me how to improve my work", OFTEN, (*LESSON, "assessment")),
    (OLDER, "Teachers treat me with respect", OFTEN, SAFE),
    (OLDER, "My opinion is heard at school", OFTEN, ("values", "personal_growth", *LED)),
    (YOUNGER, "Nobody hurts me at school", YES, SAFE),
    (YOUNGER, "I understand what we learn in lessons", OFTEN, LESSON),
    (YOUNGER, "The teacher helps me when something does not work out", OFTEN, HELP),
    (YOUNGER, "I am praised when I try hard", OFTEN, (*LESSON, "assessment")),
    (PARENTS, "My child likes going to school", OFTEN, SAFE),
    (PARENTS, "My child feels emotionally safe", YES, SAFE),
    (PARENTS, "My child has never suffered physical violence", YES, SAFE),
    (PARENTS, "Teachers help my child when it is needed", OFTEN, HELP),
    (
        PARENTS,
        "I see that my child makes progress",
        OFTEN,
        ("competence", "everyday_achievement", "achievement", "assessment"),
    ),
    (PARENTS, "I always feel welcome at the institution", OFTEN, TOGETHER),
    (PARENTS, "I am satisfied with the cooperation", YES, TOGETHER),
    (PARENTS, "I get information in time", OFTEN, (*TOGETHER, "efficiency")),
    (PARENTS, "I am satisfied with the choice of institution", YES, ("profile", "goals")),
    (
        TEACHERS,
        "I feel a significant part of the institution and like going to work",
        OFTEN,
        ("teachers", "staff", "climate", *LED),
    ),
    (TEACHERS, "I experience equality and respect", OFTEN, (*SAFE, *LED)),
    (TEACHERS, "I feel emotionally safe at work", YES, SAFE),
    (TEACHERS, "Leadership supports me in difficult situations", OFTEN, LED),
    (TEACHERS, "I get useful feedback on my work", OFTEN, ("teachers", "staff", *LED)),
    (TEACHERS, "My opinion is heard", OFTEN, ("efficiency", "planning", *LED)),
    (TEACHERS, "Colleagues help each other", OFTEN, ("teachers", "staff", "cooperation")),
    (TEACHERS, "I can develop professionally", YES, ("teachers", "staff", "resources")),
)
"""Who is asked what, which answers are good, and to what they speak."""

EVIDENCE_OFFERS = [
    Offer(
        f"{audience}: {item}",
        "surveys.told",
        fits,
        {"audience": audience, "item": item, "answer": answer},
        order=50,
    )
    for audiences, item, answer, fits in LINES
    for audience in audiences
]


SHIPPED = {"wellbeing": tuple(WELLBEING.values())}
"""Kinds that ship with the program, by the questionnaires that make a wave one of them."""


@request_cache.a_request
def kinds_of_waves() -> tuple[str, ...]:
    """The kinds that ship, and the series that people have named."""
    series = Campaign.objects.exclude(series="").order_by("series").values_list("series", flat=True)
    return tuple(dict.fromkeys((*SHIPPED, *series)))


def latest_of(kind: str, since: date, until: date) -> Wave | None:
    """The wave of the kind that closed last between the days."""
    asks = Q(parts__version__instrument__key__in=SHIPPED.get(kind, ()))
    closed = Campaign.objects.filter(asks | Q(series=kind), closed_at__isnull=False).distinct()
    found = [
        one
        for one in closed.order_by("-closed_at", "-closes_on", "-pk")
        if one.closed_at and since <= timezone.localdate(one.closed_at) <= until
    ]
    if not found:
        return None
    first = found[0]
    return Wave(first.code, first.name, first.opens_on, first.closes_on)


WAVES = [Latest("survey", kinds_of_waves, latest_of)]


def usages(user: User, instrument_id: int) -> tuple[Usage, ...]:
    """The surveys with the instrument that the person sees, the latest first."""
    seen = Campaign.objects.visible_to(user)
    rows = seen.filter(parts__version__instrument=instrument_id).distinct().order_by("-opens_on")
    return tuple(Usage(row.name, row.get_absolute_url(), SURVEY.said(row.state)) for row in rows)


INSTRUMENT_USAGES = [InstrumentUsages("surveys", gettext_noop("Surveys"), usages)]


WORKFLOWS = [workflow.SURVEY]
FACTS = facts.FACTS
INDICATORS = [
    indicators.responses,
    indicators.response_rate,
    indicators.share,
    indicators.published_results,
]

REPORT_SECTIONS = report.SECTIONS
TITLES = facts.TITLES

BEGINNINGS = questionnaires.BEGINNINGS

LEFT_OUT_OF_BACKUPS = [
    LeftOut("surveys_letter", "addresses that wait for a letter: they are given again"),
]
AFTER_RESTORE = [AfterRestore("box-of-answers", moving.begin_anew)]
UNDER_KEYS = codes.UNDER_KEYS
NAVIGATION = [
    NavigationEntry(
        "surveys", gettext_noop("Surveys"), "surveys:list", QUALITY, "surveys.see", order=55
    ),
]
